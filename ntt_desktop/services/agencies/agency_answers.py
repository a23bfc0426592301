"""Pemadanan, back: agencies' answers by NIK, shown before anything is stored, kept with the file's digest.

An answer is stored as that agency's, with its day, and where the eligibility rules read it, as a fact.
An older answer is kept and overrides nothing. Who may have no slot by a new answer leaves the tahap, unless an SK names
them already (docs/data-model.md); the next in rank is proposed (`ntt_desktop.services.agencies.agency_replacements`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.domain import agency_answers as answers
from ntt_desktop.domain.agency_answers import AGENCIES, BPJS, BPJS_STATUS, DECILE, DINSOS, DUKCAPIL, OTHER_NAME, Said
from ntt_desktop.domain.dates import shown, shown_iso
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.formats import answer_sheet
from ntt_desktop.formats.answer_sheet import Answered, Line
from ntt_desktop.services.agencies import agency_rows
from ntt_desktop.services.agencies.agency_requests import SHEETS
from ntt_desktop.services.agencies.agency_rows import EMPTY, OLDER, SAME, TAKEN, UNREADABLE, JudgedRow
from ntt_desktop.services.agencies.agency_verdicts import Leaving, leaving
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork
from ntt_desktop.wording import agency_answers as words

CHANGED = frozenset(("match_answer", "worker", "batch"))
REASON = "Pemadanan"
"""Begins the reason of who left a batch by an answer; by it they are found again."""

HEADERS = (
    *(("answer", header) for header in ("JAWABAN", "HASIL", "HASIL PEMADANAN", "HASIL PADAN", "HASIL VERIFIKASI")),
    *(("answer", header) for header in ("STATUS", "STATUS KEPESERTAAN", "STATUS PESERTA", "STATUS PADAN")),
    *(("answer", header) for header in ("STATUS NIK", "STATUS DATA", "STATUS HIDUP", "KEPESERTAAN", "STATUS BPJS")),
    *(("answer", header) for header in ("STATUS VALIDASI", "VALIDASI", "STATUS BPJS KETENAGAKERJAAN")),
    *(("segment", header) for header in ("SEGMEN", "SEGMEN PESERTA", "JENIS KEPESERTAAN", "JENIS PESERTA", "PROGRAM")),
    *(("answered_on", header) for header in ("TANGGAL JAWABAN", "TGL JAWABAN", "TANGGAL", "TGL")),
    *(("answered_on", f"{day} {what}") for day in ("TANGGAL", "TGL") for what in ("CEK", "PEMADANAN", "PADAN", "DATA")),
    *(("answered_on", f"{day} {what}") for day in ("TANGGAL", "TGL") for what in ("VERIFIKASI", "VALIDASI")),
    ("answered_on", "PER TANGGAL"),
    *(("note", header) for header in ("KETERANGAN", "KET", "CATATAN", "ALASAN")),
    *(("decile", header) for header in ("DESIL", "DESIL NASIONAL", "DESIL DTSEN", "PERINGKAT DESIL", "KELOMPOK DESIL")),
)
"""(field, header) beside the shipped spellings of NIK and name."""

_TITLES = {
    BPJS: ("BPJS KETENAGAKERJAAN", "BPJAMSOSTEK"),
    DUKCAPIL: ("DUKCAPIL", "PENCATATAN SIPIL"),
    DINSOS: ("DINAS SOSIAL", "DINSOS", "DTSEN"),
}
"""How agencies are called above the lists they send."""

_NAMED = ("nik", "full_name", "no_kk", "birth_date", "birth", "village", "row_no")


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What a file of answers comes to. Its rows are the sum of ``counts``."""

    agency: str
    file: str
    digest: str
    known_file: bool
    """This very file was taken in before."""
    rows: tuple[JudgedRow, ...]
    leaving: tuple[Leaving, ...]
    """Who leaves a batch by it; with ``decreed``: who would, if no SK named them."""

    @property
    def read(self) -> int:
        """Rows of people in the file."""
        return len(self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """Outcome -> rows."""
        return agency_rows.counted(self.rows)


def spellings(ctx: Context, own: Iterable[tuple[str, str]], named: Iterable[str] = _NAMED) -> list[tuple[str, str]]:
    """Headers by field: ``own`` first, then the shipped spellings of the fields ``named``."""
    wanted = frozenset(named)
    return [*own, *((name, header) for header, name in ctx.reference.headers.items() if name in wanted)]


def look(
    ctx: Context,
    path: Path,
    *,
    agency: str = "",
    on: date | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> AnswerFile:
    """What `take` would do; stores nothing. Raises what `take` raises."""
    read, who, digest = _read(ctx, path, agency, on, password, progress)
    with ctx.store.read() as reader:
        return _judge(ctx, reader, path.name, read, who, digest, on or ctx.today)


def take(
    ctx: Context,
    path: Path,
    *,
    agency: str = "",
    on: date | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> Result[AnswerFile]:
    """Take an agency's answers in: all usable rows in one step, or none.

    ``agency``: needed unless the file is a form made here or its title names one; ``on``: the day of the answers
    where the row has none (today). Raises ``agency_unknown``, ``agency_unsaid``, ``agency_other``,
    ``answers_unreadable``, ``date_in_future`` and what reading a workbook raises.
    """
    read, who, digest = _read(ctx, path, agency, on, password, progress)
    with ctx.store.write(ctx.actor, f"{REASON} {words.agency(who)}: {path.name}") as uow:
        found = _judge(ctx, uow, path.name, read, who, digest, on or ctx.today)
        people = {person["id"]: person for person in agency_rows.people_of(uow, read.lines).values()}
        for done, row in enumerate(found.rows):
            if done % 200 == 0:
                progress(done, found.read)
            if row.outcome in (TAKEN, OLDER):
                _store(uow, found, row, people[row.worker_id])
        for one in found.leaving:
            if not one.decreed:
                uow.put("batch_row", one.row, {"removed": 1, "removed_reason": one.reason})
    return Result(found, CHANGED if any(row.outcome in (TAKEN, OLDER) for row in found.rows) else frozenset())


def take_back(ctx: Context, digest: str, agency: str, *, reason: str, progress: Progress = silent) -> Result[int]:
    """Take a file's answers back: they stay in the history and count no more; how many people it concerned.

    Facts go back to the newest answer that is left. Who left a batch by it can be put back by a person. Raises
    ``reason_missing``.
    """
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        rows = uow.rows(
            "SELECT a.id, w.person_id FROM match_answer a JOIN worker w ON w.id = a.worker_id "
            "WHERE a.digest = ? AND a.agency = ? AND a.withdrawn IS NOT 1",
            (digest, agency),
        )
        for done, row in enumerate(rows):
            progress(done, len(rows))
            uow.put("match_answer", row["id"], {"withdrawn": 1})
        people = {row["person_id"] for row in rows}
        left = queries.answers(uow, people)
        for person in sorted(people):
            uow.put("worker", person, _facts_left(agency, left.get(person, ())))
    return Result(len(people), CHANGED)


def files(ctx: Context) -> list[dict[str, Any]]:
    """The files that were taken in, newest first: file, digest, agency, people, day."""
    with ctx.store.read() as reader:
        return queries.taken_files(reader, "match_answer", "agency")


def _read(
    ctx: Context, path: Path, agency: str, on: date | None, password: str | None, progress: Progress
) -> tuple[Answered, str, str]:
    """The rows of a file, whose answers they are, and the file's digest."""
    if agency and agency not in AGENCIES:
        raise UserError("agency_unknown", agency=agency)
    if on is not None and on > ctx.today:
        raise UserError("date_in_future", value=shown(on))
    read = answer_sheet.read_lines(path, spellings(ctx, HEADERS), password=password, progress=progress)
    if not read.fields & {"answer", "segment", "decile", "note"}:
        raise UserError("answers_unreadable", name=path.name)
    form = next((code for code, name in SHEETS.items() if name.upper() in read.above), "")
    if agency and form and form != agency:
        raise UserError("agency_other", name=path.name, found=words.agency(form), agency=words.agency(agency))
    who = agency or form or _titled(read.above)
    if not who:
        raise UserError("agency_unsaid", name=path.name)
    return read, who, agency_rows.digest_of(path)


def _titled(title: str) -> str:
    """The one agency that the lines above a list name, or ""."""
    named = [agency for agency, spelled in _TITLES.items() if any(words in title for words in spelled)]
    return named[0] if len(named) == 1 else ""


def _judge(ctx: Context, source: Rows, name: str, read: Answered, agency: str, digest: str, on: date) -> AnswerFile:
    people = agency_rows.people_of(source, read.lines)
    judged = [_row(ctx, line, agency, people, on) for line in read.lines]
    rows = agency_rows.without_contradictions(judged, lambda row: (row.said, row.detail, row.day))
    known = queries.answers(source, {row.worker_id for row in rows if row.outcome == TAKEN})
    known_file = False
    for at, row in enumerate(rows):
        if row.outcome != TAKEN:
            continue
        before = [one for one in known.get(row.worker_id, ()) if one["agency"] == agency]
        known_file |= any(one["digest"] == digest for one in before)
        rows[at] = _beside(row, before, digest)
    out = leaving(ctx, source, agency, [row for row in rows if row.outcome == TAKEN], REASON)
    return AnswerFile(agency, name, digest, known_file, tuple(rows), tuple(out))


def _row(ctx: Context, line: Line, agency: str, people: dict[str, dict[str, Any]], on: date) -> JudgedRow:
    said, text = _said(line, agency)
    row = agency_rows.who(line, people, name_may_differ=said is not None and said.code == OTHER_NAME)
    if row.outcome != TAKEN:
        return row
    if not has_value(text):
        return replace(row, outcome=EMPTY, why=EMPTY)
    if said is None:
        return replace(row, outcome=UNREADABLE, why=UNREADABLE, params={"text": text})
    day = agency_rows.day_of(line, "answered_on", on, ctx.today)
    if day is None:
        return replace(row, outcome=UNREADABLE, why="date", params={"text": line.values["answered_on"]})
    detail = str(said.decile) if said.decile else ""
    return replace(row, said=said.code, detail=detail, day=day.isoformat(), note=clean(line.values.get("note", "")))


def _said(line: Line, agency: str) -> tuple[Said | None, str]:
    """The answer of a row and the text it was read from; remarks speak where the answer's own cell does not."""
    values = line.values
    cells = [(values.get("answer", ""), values.get("segment", "")), (values.get("note", ""), "")]
    if agency == DINSOS:
        cells.insert(0, (values.get("decile", ""), ""))
    first = ""
    for text, segment in cells:
        if not (has_value(text) or has_value(segment)):
            continue
        first = first or f"{text} {segment}".strip()
        if said := answers.read_answer(agency, text, segment):
            return said, first
    return None, first


def _beside(row: JudgedRow, before: list[dict[str, Any]], digest: str) -> JudgedRow:
    """A row beside what the agency answered before (oldest first)."""

    equal = [one for one in before if one["answer"] == row.said and _detail_of(one) == row.detail]
    if any(one["digest"] == digest for one in equal):
        return replace(row, outcome=SAME, why=SAME)
    if before and row.day <= _day_of(before[-1]):
        if any(one["answered_on"] == row.day for one in equal if one is before[-1] or row.day < _day_of(before[-1])):
            return replace(row, outcome=SAME, why=SAME)
        if row.day == _day_of(before[-1]):
            return row
        newer = shown_iso(before[-1]["answered_on"])
        return replace(row, outcome=OLDER, why=OLDER, params={"newer": newer})
    return row


def _day_of(one: dict[str, Any]) -> str:
    return one["answered_on"] or ""


def _detail_of(one: dict[str, Any]) -> str:
    """The decile of a stored answer; what else its detail holds is the agency's remark."""
    return (one["detail"] or "").split(" · ")[0] if one["answer"] == DECILE else ""


def _store(uow: UnitOfWork, file: AnswerFile, row: JudgedRow, person: dict[str, Any]) -> None:
    uow.put(
        "match_answer",
        uow.new_id(),
        {
            "worker_id": row.worker_id,
            "agency": file.agency,
            "answer": row.said,
            "detail": " · ".join(filter(None, (row.detail, row.note))) or None,
            "answered_on": row.day,
            "file": file.file,
            "digest": file.digest,
        },
    )
    if row.outcome == TAKEN and (facts := facts_of(file.agency, row, person)):
        uow.put("worker", row.worker_id, facts)


def facts_of(agency: str, row: JudgedRow, person: dict[str, Any]) -> dict[str, Any]:
    """What the rules read after this answer; nothing where a newer BPJS status is known."""
    if agency == BPJS and row.said in BPJS_STATUS and (person["bpjs_status_date"] or "") <= row.day:
        return {"bpjs_status": BPJS_STATUS[row.said], "bpjs_status_date": row.day}
    return {"decile": int(row.detail)} if row.said == DECILE else {}


def _facts_left(agency: str, left: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The facts of the newest answer of an agency that stands, or none."""
    own = [one for one in left if one["agency"] == agency]
    if agency == BPJS:
        said = next((one for one in reversed(own) if one["answer"] in BPJS_STATUS), None)
        status = BPJS_STATUS[said["answer"]] if said else None
        return {"bpjs_status": status, "bpjs_status_date": said["answered_on"] if said else None}
    if agency == DINSOS:
        said = next((one for one in reversed(own) if one["answer"] == DECILE), None)
        return {"decile": int(_detail_of(said)) if said else None}
    return {}
