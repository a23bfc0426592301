"""The whole queue of likely duplicates out to a workbook with dropdowns, and its answers back in."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ntt_desktop.errors import UserError
from ntt_desktop.formats import pairs_workbook as formats
from ntt_desktop.services import same_person
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.same_person import COMPARED, Pair
from ntt_desktop.store.files import write_atomic
from ntt_desktop.wording.fields import field_name
from ntt_desktop.wording.matching import reasons

_MONTHS = "months"


@dataclass(slots=True)
class Taken:
    """What a workbook answered: how many pairs each way, and what could not be used, by row of the sheet."""

    same: int = 0
    different: int = 0
    later: int = 0
    unanswered: int = 0
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    """Rows whose answer is none of the three, with what stands there."""
    gone: list[tuple[int, str]] = field(default_factory=list)
    """Rows whose pair does not wait any more, with its code."""


def write_pairs(ctx: Context, target: Path, *, overwrite: bool = False, progress: Progress = silent) -> Result[Path]:
    """Write all pairs that wait; returns the path. Raises ``file_exists`` unless told to overwrite."""
    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    found = same_person.pairs(ctx, progress=progress)
    rows = [formats.PairRow(pair.id, reasons(pair.lines), *_values(ctx, pair)) for pair in found]
    names = [*(field_name(name) for name in COMPARED), field_name(_MONTHS)]
    write_atomic(target, formats.render(rows, names))
    return Result(target)


def take_pairs(ctx: Context, path: Path, *, note: str = "", progress: Progress = silent) -> Result[Taken]:
    """Take the answers of a workbook in, all usable ones in one go.

    A pair that stands twice with different answers is not usable. Raises ``pairs_header_missing`` and what reading a
    workbook raises.
    """
    taken = Taken()
    waiting = same_person.open_codes(ctx)
    answers: dict[str, formats.Answered] = {}
    twice: set[str] = set()
    for row in formats.read(path, progress=progress):
        code = row.code.strip().upper()
        if row.answer is None:
            taken.unreadable.append((row.row, row.text))
        elif not row.answer:
            taken.unanswered += 1
        elif code not in waiting:
            taken.gone.append((row.row, row.code))
        elif code in answers and answers[code].answer != row.answer:
            taken.unreadable.append((row.row, row.text))
            twice.add(code)
        else:
            answers[code] = row
    for code in twice:
        first = answers.pop(code)
        taken.unreadable.append((first.row, first.text))
    for row in answers.values():
        setattr(taken, str(row.answer), getattr(taken, str(row.answer)) + 1)
    if not answers:
        return Result(taken)
    chosen = {code: str(row.answer) for code, row in answers.items()}
    notes = {code: row.note for code, row in answers.items()}
    return Result(taken, same_person.decide(ctx, chosen, note=note, notes=notes).changed)


def _values(ctx: Context, pair: Pair) -> tuple[list[tuple[str, str]], list[bool]]:
    values = [(_text(ctx, name, pair.one.worker), _text(ctx, name, pair.other.worker)) for name in COMPARED]
    values.append((str(pair.one.months or ""), str(pair.other.months or "")))
    return values, [*(name in pair.differences for name in COMPARED), False]


def _text(ctx: Context, name: str, worker: Any) -> str:
    value = str(worker[name] or "")
    if name == "village_code" and value:
        return ctx.reference.regions.label(value) if ctx.reference.regions.find(value) else value
    if name == "birth_date" and value:
        return "/".join(reversed(value.split("-")))
    if name == "occupation":
        return ctx.reference.occupations.labels().get(value, value)
    return value
