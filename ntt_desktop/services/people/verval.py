"""The verval list of a village: written to be ticked and signed, and taken back in as verifications."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.domain.dates import shown, shown_iso
from ntt_desktop.domain.nik import group
from ntt_desktop.domain.text import clean, fold, has_value
from ntt_desktop.domain.worker import State
from ntt_desktop.errors import UserError
from ntt_desktop.formats import verval_list
from ntt_desktop.formats.documents.parts import Paper
from ntt_desktop.formats.sheets import read_workbook
from ntt_desktop.formats.verval_list import Ticked, VervalList, VervalRow
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.people.person_detail import PersonDetail, details
from ntt_desktop.services.people.verifications import offered, put_verification
from ntt_desktop.services.people.village_lists import Written, village_of, write_paper
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.rows import Rows

HOW = "daftar verval"
"""Begins the note on how it was seen; by it the same list taken in twice is known."""

_YES = frozenset(("V", "X", "YA", "Y", "YES", "1", "TRUE", "SUDAH", "BENAR", "ADA", "OK", "SESUAI"))
_SIGNS = frozenset("✓✔☑√✗xXvV")
_NO = frozenset(("TIDAK", "T", "TDK", "NO", "N", "0", "FALSE", "BELUM", "BUKAN", "MATI", "MENINGGAL", "PINDAH"))
_SETTLED_BY = frozenset(("ktp", "work"))
"""Ticks on this list that settle what they are about: the KTP was held beside the list, the work was looked at."""


@dataclass(frozen=True, slots=True)
class VervalProblem:
    """A line that was not taken in, or not wholly: ``unknown`` (no such person here), ``ended``, ``unreadable`` (a tick
    that says neither yes nor no) and ``denied`` (it says no: not alive, not living here). ``items``: which ticks."""

    row: int
    name: str
    code: str
    items: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class VervalLine:
    """A line with ticks that becomes a verification."""

    row: int
    name: str
    worker_id: str
    seen: tuple[str, ...]
    settles: tuple[str, ...]
    """Codes of findings that it settles."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VervalTaken:
    """What a list comes to. Its lines are ``lines``, ``unchanged``, ``empty`` and the problems ``unknown`` and
    ``ended``."""

    lines: tuple[VervalLine, ...]
    unchanged: int
    """Lines whose ticks were taken in before."""
    empty: int
    """Lines without a tick."""
    problems: tuple[VervalProblem, ...]
    made: tuple[str, ...] = ()
    """The ids of the verifications, once they are stored."""

    @property
    def verified(self) -> int:
        """People who are verified by it."""
        return len(self.lines)

    @property
    def settled(self) -> int:
        """Findings that it settles."""
        return sum(len(line.settles) for line in self.lines)


def verval_content(ctx: Context, village_code: str, *, everyone: bool = False) -> VervalList:
    """The content of a village's list: who is registered and not verified yet, or ``everyone`` who has not ended.

    NIKs stand there in full: this is the paper on which identities are checked. Raises ``village_unknown``.
    """
    code = village_of(ctx, village_code)
    with ctx.store.read() as reader:
        people = queries.in_village(reader, code)
    rows = tuple(_row(ctx, person) for person in people if everyone or person["state"] == State.REGISTERED)
    return VervalList(ctx.reference.regions.label(code), shown(ctx.today), ctx.actor, rows)


def write_verval_list(
    ctx: Context, village_code: str, out: Path, *, everyone: bool = False, paper: Paper = "A4", overwrite: bool = False
) -> Result[Written]:
    """Write a village's list: a workbook when ``out`` ends in .xlsx, else PDF; into ``out`` or that folder.

    Raises ``village_unknown``, ``village_empty`` when nobody stands on it, ``file_exists``.
    """
    content = verval_content(ctx, village_code, everyone=everyone)
    return write_paper(ctx, village_code, content, verval_list, out, tr("verval-list"), paper, overwrite)


def look_at_verval_list(
    ctx: Context,
    path: Path,
    *,
    by: str = "",
    on: date | None = None,
    settle: bool = True,
    password: str | None = None,
    progress: Progress = silent,
) -> VervalTaken:
    """What `take_verval_list` would do; stores nothing. Raises ``verval_unreadable`` and what reading raises."""
    lines = _read(path, password)
    with ctx.store.read() as reader:
        return _judge(reader, lines, clean(by), on, settle, progress)


def take_verval_list(
    ctx: Context,
    path: Path,
    *,
    by: str,
    on: date,
    settle: bool = True,
    password: str | None = None,
    progress: Progress = silent,
) -> Result[VervalTaken]:
    """Take a ticked workbook back in: each line with ticks becomes one verification, all lines or none.

    ``settle``: a tick at KTP settles what is open about the NIK, one at work what is open about the occupation. A line
    that says no is listed, and nobody is ended by it. Raises ``verval_unreadable``, ``verifier_missing``,
    ``date_in_future`` and what reading a workbook raises.
    """
    if not has_value(by):
        raise UserError("verifier_missing")
    if on > ctx.today:
        raise UserError("date_in_future", value=on.isoformat())
    lines = _read(path, password)
    with ctx.store.write(ctx.actor, HOW) as uow:
        taken = _judge(uow, lines, clean(by), on, settle, progress)
        made = []
        for line in taken.lines:
            how = f"{HOW}: {line.note}" if has_value(line.note) else HOW
            settles = list(line.settles)
            made.append(
                put_verification(uow, line.worker_id, seen=line.seen, by=clean(by), on=on, how=how, settles=settles)
            )
    return Result(replace(taken, made=tuple(made)), frozenset(("verification", "worker")))


def _judge(
    reader: Rows, lines: Sequence[Ticked], by: str, on: date | None, settle: bool, progress: Progress
) -> VervalTaken:
    made: list[VervalLine] = []
    problems: list[VervalProblem] = []
    met: dict[str, set[str]] = {}
    unchanged = empty = 0
    for done, line in enumerate(lines, start=1):
        progress(done, len(lines))
        row = queries.find_one(reader, line.key)
        if row is None or row["void"] or row["ended_on"]:
            problems.append(_problem(line, "ended" if row and row["ended_on"] else "unknown"))
            continue
        seen, denied, unreadable = _answers(line)
        for code, items in (("denied", denied), ("unreadable", unreadable)):
            if items:
                problems.append(_problem(line, code, items))
        if not seen:
            empty += 1
            continue
        person = details(reader, [row])[0]
        if set(seen) <= met.get(row["id"], set()) or _taken_before(person, seen, by, on):
            unchanged += 1
            continue
        met.setdefault(row["id"], set()).update(seen)
        settles = tuple(offered(_SETTLED_BY & set(seen), person.findings)) if settle else ()
        made.append(VervalLine(line.row, row["full_name"] or "", row["id"], tuple(seen), settles, line.note))
    return VervalTaken(tuple(made), unchanged, empty, tuple(problems))


def _row(ctx: Context, person: dict[str, Any]) -> VervalRow:
    born = str(person["birth_date"] or "")
    place = [person["address"], person["hamlet"]]
    place += [f"{label} {person[name]}" for label, name in (("RT", "rt"), ("RW", "rw")) if person[name]]
    return VervalRow(
        person["id"],
        person["full_name"] or "",
        group(person["nik"]) if person["nik"] else "",
        shown_iso(born),
        ", ".join(filter(None, place)),
        ctx.reference.occupations.label(person["occupation"] or ""),
    )


def _read(path: Path, password: str | None) -> list[Ticked]:
    """The lines of every sheet that is a verval list. Raises ``verval_unreadable``."""
    found = [
        verval_list.read_ticks(sheet.rows, sheet.first_row) for sheet in read_workbook(path, password=password).sheets
    ]
    if all(lines is None for lines in found):
        raise UserError("verval_unreadable", name=path.name)
    return [line for lines in found for line in lines or ()]


def _answers(line: Ticked) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """What is ticked, what is denied, and what says neither."""
    seen, denied, unreadable = [], [], []
    for item, text in line.ticks.items():
        word = fold(text)
        if not has_value(text):
            continue
        if word in _YES or (text and set(text) <= _SIGNS):
            seen.append(item)
        elif word.split(" ")[0] in _NO:
            denied.append(item)
        else:
            unreadable.append(item)
    return seen, tuple(denied), tuple(unreadable)


def _taken_before(person: PersonDetail, seen: Sequence[str], by: str, on: date | None) -> bool:
    return on is not None and any(
        set(seen) <= set(row["seen"])
        and (row["by"], row["date"]) == (by, on.isoformat())
        and str(row["how"] or "").startswith(HOW)
        and not row["withdrawn"]
        for row in person.verifications
    )


def _problem(line: Ticked, code: str, items: tuple[str, ...] = ()) -> VervalProblem:
    return VervalProblem(line.row, line.name, code, items, line.note)
