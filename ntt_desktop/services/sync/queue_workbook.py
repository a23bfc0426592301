"""All queues of cases out to one workbook with dropdowns, and its answers back in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ntt_desktop.domain.dates import shown
from ntt_desktop.errors import UserError
from ntt_desktop.formats import queue_workbook as formats
from ntt_desktop.formats.queue_workbook import AnsweredLine, CaseLine, CaseSheet
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import WITA, Context, Progress, Result, silent
from ntt_desktop.services.people import same_person
from ntt_desktop.services.people.same_person import COMPARED, Pair
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.services.sync import answering, contested, queue, taking_back
from ntt_desktop.services.sync.answering import CONFIRM, OURS, REFUSE, THEIRS, TYPED, Answer, choice
from ntt_desktop.services.sync.contested import Claim
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, ENDS, SAME, SINGLY, SLOTS, Filter, Waiting
from ntt_desktop.services.sync.sayings import Said
from ntt_desktop.services.sync.taking_back import Answered
from ntt_desktop.store.files import write_atomic
from ntt_desktop.wording.fields import field_name
from ntt_desktop.wording.matching import reasons
from ntt_desktop.wording.months import span_words
from ntt_desktop.wording.payers import pays
from ntt_desktop.wording.sync import case_word


@dataclass(slots=True)
class Taken:
    """What a workbook answered: how many cases by answer, and what could not be used, by sheet and row."""

    answered: dict[str, int] = field(default_factory=dict)
    unanswered: int = 0
    unreadable: list[tuple[str, int, str]] = field(default_factory=list)
    """Rows whose answer is none that fits, with what stands there."""
    gone: list[tuple[str, int, str]] = field(default_factory=list)
    """Rows whose case does not wait any more, with its code."""
    refused: list[tuple[str, UserError]] = field(default_factory=list)
    """People whose case could not be decided so, and why."""
    made: list[Answered] = field(default_factory=list)
    """What `taking_back.take_back` needs, in the order of the answers."""


def write_queue(ctx: Context, target: Path, *, overwrite: bool = False, progress: Progress = silent) -> Result[Path]:
    """Write everything that waits; returns the path. Raises ``file_exists`` unless told to overwrite."""
    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    sheets = [_people(ctx, progress), _conflicts(ctx), _edits(ctx), _contests(ctx), _ends(ctx)]
    write_atomic(target, formats.render(sheets))
    persons = [person for sheet in sheets for line in sheet.rows for person in line.persons]
    written_files.note(ctx, [target], About("cases", persons, full_nik=True))
    return Result(target)


def take_queue(ctx: Context, path: Path, *, note: str = "", progress: Progress = silent) -> Result[Taken]:
    """Take the answers of a workbook in, all usable ones.

    A case that stands twice with different answers is not usable. ``note`` says why where the row does not.
    Raises ``queue_header_missing`` and what reading a workbook raises.
    """
    taken = Taken()
    with ctx.store.read() as reader:
        lines = formats.read(path, progress=progress)
        kinds = {code: str(row["kind"]) for code, row in queue.find(reader, [line.code for line in lines]).items()}
    chosen: dict[str, AnsweredLine] = {}
    twice: set[str] = set()
    for line in lines:
        code = line.code.strip().upper()
        what = _what(line)
        if what == "":
            taken.unanswered += 1
        elif code not in kinds:
            taken.gone.append((line.sheet, line.row, line.code))
        elif what is None or what not in answering.ANSWERS.get(kinds[code], ()):
            taken.unreadable.append((line.sheet, line.row, line.text))
        elif code in chosen and (_what(chosen[code]), chosen[code].other) != (what, line.other):
            taken.unreadable.append((line.sheet, line.row, line.text))
            twice.add(code)
        else:
            chosen[code] = line
    for code in twice:
        first = chosen.pop(code)
        taken.unreadable.append((first.sheet, first.row, first.text))
    changed = _answer(ctx, chosen, note, taken, progress)
    return Result(taken, changed)


def take_back(ctx: Context, taken: Taken) -> Result[int]:
    """Take back all that a workbook answered, in one step; returns how many cases wait again."""
    whole = Answered()
    for made in taken.made:
        whole.back += made.back
        whole.decisions += made.decisions
    return taking_back.take_back(ctx, whole)


def _answer(
    ctx: Context, chosen: Mapping[str, AnsweredLine], note: str, taken: Taken, progress: Progress
) -> frozenset[str]:
    """Give the answers; cells that are looked at one by one were, each in its own row, and are given one by one."""
    answers = {code: Answer(str(_what(line)), line.other, _note(line, note)) for code, line in chosen.items()}
    with ctx.store.read() as reader:
        rows = queue.find(reader, list(answers))
    alone = {code for code, row in rows.items() if row["field"] in SINGLY or row["kind"] == queue.SAME_NIK}
    together = {code: given for code, given in answers.items() if code not in alone}
    steps = [together] if together else []
    steps += [{code: given} for code, given in answers.items() if code in alone]
    changed: frozenset[str] = frozenset()
    for done, step in enumerate(steps):
        progress(done, len(steps))
        try:
            result = answering.answer(ctx, step)
        except UserError as error:
            taken.refused.append((next(iter(step)), error))
            continue
        changed |= result.changed
        taken.made.append(result.value)
        taken.refused += result.value.refused
        for what, count in result.value.given.items():
            taken.answered[what] = taken.answered.get(what, 0) + count
    return changed


def _note(line: AnsweredLine, note: str) -> str:
    """Why; an end stands only for a reason that somebody wrote in the row."""
    return line.note if line.answer == REFUSE else line.note or note


def _what(line: AnsweredLine) -> str | None:
    """The answer of a row; another value typed is one."""
    return TYPED if line.other and line.answer == "" else line.answer


# -- sheets ---------------------------------------------------------------------------------------------------------


def _people(ctx: Context, progress: Progress) -> CaseSheet:
    with ctx.store.read() as reader:
        _, cases = queue.listing(ctx, Filter(SAME), limit=-1)
        one_nik = [
            pair
            for case in cases
            if case.kind == queue.SAME_NIK
            and (pair := same_person.side_by_side(reader, case.code, case.subject, case.other))
        ]
    found = [*one_nik, *same_person.pairs(ctx, progress=progress)]
    titles = [field_name("village" if name == "village_code" else name) for name in COMPARED]
    titles += [tr("Slots in force"), tr("Domicile")]
    columns = [(f"{title} {side}", 22) for title in titles for side in (1, 2)]
    rows = [_pair(ctx, pair) for pair in found]
    answers = ("same", "different", "later")
    return CaseSheet(tr("Same person?"), formats.how_to(), answers, False, [*columns, (tr("Why"), 80)], rows)


def _pair(ctx: Context, pair: Pair) -> CaseLine:
    texts: list[str] = []
    marked: set[int] = set()
    for name in COMPARED:
        if name in pair.differences:
            marked |= {len(texts), len(texts) + 1}
        texts += [_text(ctx, name, side.worker[name]) for side in (pair.one, pair.other)]
    if pair.twice:
        marked |= {len(texts), len(texts) + 1}
    for side in (pair.one, pair.other):
        held = (pays(one.programme, one.payer, one.months[0], one.months[-1]) for one in side.held)
        texts.append("; ".join(held))
    texts += [tr("seen") if side.domicile_seen else "" for side in (pair.one, pair.other)]
    return CaseLine(
        pair.id,
        [*texts, reasons(pair.lines)],
        frozenset(marked),
        persons=(pair.one.worker["id"], pair.other.worker["id"]),
    )


def _conflicts(ctx: Context) -> CaseSheet:
    _, cases = queue.listing(ctx, Filter(CONFLICTS), limit=-1)
    rows = []
    for case in cases:
        ours, theirs = choice(case.said, Answer(OURS)), choice(case.said, Answer(THEIRS))
        values = [text for one in (ours, theirs) for text in _said(ctx, case, one)]
        texts = [case.name, _place(ctx, case), field_name(case.field), *values]
        rows.append(CaseLine(case.code, texts, persons=_of(case)))
    columns = [
        *((tr("Person"), 28), (tr("Village"), 34), (tr("Column"), 20)),
        *((tr("Ours (kami)"), 28), (tr("Who and when"), 34), (tr("Theirs (mereka)"), 28), (tr("Who and when"), 34)),
    ]
    return CaseSheet(tr("Conflicting values"), formats.how_to(), (OURS, THEIRS), True, columns, rows)


def _said(ctx: Context, case: Waiting, one: Said | None) -> tuple[str, str]:
    if one is None:
        return "", ""
    place = tr("this machine") if one.here else one.node or tr("another device")
    return _text(ctx, case.field, one.value), " · ".join(filter(None, (place, one.actor, _day(one.when))))


def _edits(ctx: Context) -> CaseSheet:
    _, cases = queue.listing(ctx, Filter(EDITS), limit=-1)
    rows = []
    for case in cases:
        detail = case.detail
        was, found = str(detail.get("was") or ""), str(detail.get("is") or "")
        if case.kind == queue.ADDED_ROW:
            found = " · ".join(str(value) for value in (detail.get("values") or {}).values() if value)
        title = field_name(case.field) if case.kind == queue.EDIT else ""
        texts = [case.name, _place(ctx, case), case_word(case.kind), str(detail.get("sheet", "")), title, was, found]
        takes = answering.ANSWERS[case.kind]
        rows.append(CaseLine(case.code, [*texts, case.sender], persons=_of(case), answers=takes))
    columns = [
        *((tr("Person"), 28), (tr("Village"), 34), (tr("What"), 26), (tr("Sheet"), 18), (tr("Column"), 20)),
        *((tr("Was"), 28), (tr("Is"), 28), (tr("Sender"), 20)),
    ]
    return CaseSheet(tr("Edited by hand"), formats.how_to(), ("accept", "ignore"), False, columns, rows)


def _contests(ctx: Context) -> CaseSheet:
    _, cases = queue.listing(ctx, Filter(SLOTS), limit=-1)
    rows = []
    for case in cases:
        if (found := case.contest) is None:
            continue
        claims = [_claim(found.claim), "; ".join(_claim(rival) for rival in found.rivals)]
        persons = (found.claim.worker, *(rival.worker for rival in found.rivals))
        rows.append(CaseLine(case.code, [case.name, _place(ctx, case), *claims], persons=persons))
    columns = [(tr("Person"), 28), (tr("Village"), 34), (tr("This slot (ini)"), 46), (tr("Against it (lain)"), 70)]
    answers = (contested.THIS, contested.OTHER, contested.FREE)
    return CaseSheet(tr("Contested slots"), formats.how_to(), answers, False, columns, rows)


def _ends(ctx: Context) -> CaseSheet:
    _, cases = queue.listing(ctx, Filter(ENDS), limit=-1)
    rows = [
        CaseLine(
            case.code,
            [
                *(case.name, _place(ctx, case), str(case.detail.get("note") or "")),
                *(str(case.detail.get("by") or ""), "/".join(reversed(str(case.detail.get("date") or "").split("-")))),
            ],
            persons=_of(case),
        )
        for case in cases
    ]
    columns = [(tr("Person"), 28), (tr("Village"), 34), (tr("Reason"), 60), (tr("Asked by"), 24), (tr("Asked on"), 14)]
    said = tr("To refuse (tolak), say why in Catatan.")
    name = tr("Ends to be taken back")
    return CaseSheet(name, f"{formats.how_to()} {said}", (CONFIRM, REFUSE), False, columns, rows)


def _of(case: Waiting) -> tuple[str, ...]:
    return (case.worker,) if case.worker else ()


def _claim(claim: Claim) -> str:
    months = span_words(claim.months[0], claim.months[-1]) if claim.months else ""
    return " · ".join((claim.name, claim.programme, tr("slot {seat}", seat=claim.seat), months))


def _place(ctx: Context, case: Waiting) -> str:
    regions = ctx.reference.regions
    return regions.label(case.village) if regions.find(case.village) else case.village


def _text(ctx: Context, name: str, value: Any) -> str:
    text = str(value if value is not None else "")
    if name == "village_code" and text:
        return ctx.reference.regions.label(text) if ctx.reference.regions.find(text) else text
    if (name == "birth_date" or name.endswith("_on")) and text:
        return "/".join(reversed(text.split("-")))
    if name == "occupation":
        return ctx.reference.occupations.labels().get(text, text)
    return text


def _day(milliseconds: int) -> str:
    return shown(datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(WITA).date())
