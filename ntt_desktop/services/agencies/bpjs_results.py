"""BPJS's result of an upload, back: accepted with or without KPJ, or refused with a reason; shown before it is stored.

An accepted person is a participant: ``kpj`` and ``bpjs_status`` of the person say so, and the state climbs to
*Terdaftar BPJS*. A row that contradicts another, or gives somebody's KPJ to somebody else, is not taken in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.domain.agency_answers import ACTIVE_BPU, BPJS_STATUS
from ntt_desktop.domain.bpjs_answer import ACCEPTED, REFUSED, clean_kpj, read_result
from ntt_desktop.domain.dates import shown, shown_iso
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.formats import answer_sheet
from ntt_desktop.formats.answer_sheet import Answered, Line
from ntt_desktop.services.agencies import agency_rows
from ntt_desktop.services.agencies.agency_answers import spellings
from ntt_desktop.services.agencies.agency_rows import (
    EMPTY,
    KPJ_BAD,
    KPJ_TWICE,
    NO_SLOT,
    OLDER,
    SAME,
    TAKEN,
    TWICE,
    UNREADABLE,
    JudgedRow,
)
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.money import bills
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

CHANGED = frozenset(("enrolment", "worker"))

HEADERS = (
    *(("nik", header) for header in ("NOMOR_IDENTITAS", "NOMOR IDENTITAS", "NO IDENTITAS")),
    *(("full_name", header) for header in ("NAMA_LENGKAP", "NAMA TK", "NAMA TENAGA KERJA", "NAMA PESERTA")),
    *(("kpj", header) for header in ("KPJ", "NO KPJ", "NOMOR KPJ", "NOMOR PESERTA", "NO PESERTA", "NO KARTU")),
    *(("status", header) for header in ("STATUS", "HASIL", "STATUS UPLOAD", "STATUS DATA", "STATUS VALIDASI")),
    *(("status", header) for header in ("STATUS PENDAFTARAN", "HASIL PENDAFTARAN", "STATUS KEPESERTAAN")),
    *(("reason", header) for header in ("ALASAN", "KETERANGAN", "KET", "ALASAN DITOLAK", "ALASAN PENOLAKAN")),
    *(("reason", header) for header in ("PESAN", "PESAN ERROR", "ERROR", "CATATAN", "KETERANGAN ERROR")),
    *(("dated_on", header) for header in ("TANGGAL", "TGL", "TANGGAL DAFTAR", "TGL DAFTAR", "TANGGAL PENDAFTARAN")),
    *(("dated_on", header) for header in ("TANGGAL KEPESERTAAN", "TGL KEPESERTAAN", "TANGGAL PROSES", "TGL PROSES")),
)
"""(field, header) beside the shipped spellings of NIK and name."""

_NAMED = ("nik", "full_name", "birth_date", "phone", "row_no")


@dataclass(frozen=True, slots=True)
class ResultFile:
    """What a result file comes to. Its rows are the sum of ``counts``."""

    programme: str
    file: str
    digest: str
    known_file: bool
    """This very file was taken in before."""
    rows: tuple[JudgedRow, ...]

    @property
    def read(self) -> int:
        """Rows of people in the file."""
        return len(self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """Outcome -> rows."""
        return agency_rows.counted(self.rows)

    def taken(self, result: str, *, with_kpj: bool | None = None) -> int:
        """Rows taken in with this result, and with or without a KPJ."""
        return sum(
            row.outcome == TAKEN and row.said == result and (with_kpj is None or bool(row.detail) == with_kpj)
            for row in self.rows
        )


def look(
    ctx: Context,
    path: Path,
    programme: str,
    *,
    on: date | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> ResultFile:
    """What `take` would do; stores nothing. Raises what `take` raises."""
    read, digest = _read(ctx, path, on, password, progress)
    with ctx.store.read() as reader:
        return _judge(ctx, reader, path.name, read, resolve(reader, programme), digest, on or ctx.today)


def take(
    ctx: Context,
    path: Path,
    programme: str,
    *,
    on: date | None = None,
    password: str | None = None,
    progress: Progress = silent,
) -> Result[ResultFile]:
    """Take a result in: all usable rows in one step, or none.

    ``on``: the day of the result where the row has none (today). Raises ``programme_unknown``,
    ``programme_ambiguous``, ``results_unreadable``, ``date_in_future`` and what reading a workbook raises.
    """
    read, digest = _read(ctx, path, on, password, progress)
    with ctx.store.write(ctx.actor, f"BPJS: {path.name}") as uow:
        chosen = resolve(uow, programme)
        found = _judge(ctx, uow, path.name, read, chosen, digest, on or ctx.today)
        people = {person["id"]: person for person in agency_rows.people_of(uow, read.lines).values()}
        for done, row in enumerate(found.rows):
            if done % 200 == 0:
                progress(done, found.read)
            if row.outcome in (TAKEN, OLDER):
                _store(uow, chosen, found, row, people[row.worker_id])
    return Result(found, CHANGED if any(row.outcome in (TAKEN, OLDER) for row in found.rows) else frozenset())


def take_back(ctx: Context, digest: str, programme: str, *, reason: str, progress: Progress = silent) -> Result[int]:
    """Take a result file back: its results stay in the history and count no more; how many people it concerned.

    KPJ and status go back to the newest acceptance that is left. Raises ``reason_missing``, ``programme_unknown``.
    """
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        chosen = resolve(uow, programme)
        rows = uow.rows(
            "SELECT e.id, w.person_id, e.kpj, e.result FROM enrolment e JOIN worker w ON w.id = e.worker_id "
            "WHERE e.digest = ? AND e.programme_id = ? AND e.withdrawn IS NOT 1",
            (digest, chosen.id),
        )
        for done, row in enumerate(rows):
            progress(done, len(rows))
            uow.put("enrolment", row["id"], {"withdrawn": 1})
        accepted = {row["person_id"] for row in rows if row["result"] == ACCEPTED}
        left = queries.enrolments(uow, accepted)
        for person in sorted(accepted):
            still = next((one for one in reversed(left.get(person, ())) if one["result"] == ACCEPTED), None)
            uow.put(
                "worker",
                person,
                {
                    "kpj": still["kpj"] if still else None,
                    "bpjs_status": BPJS_STATUS[ACTIVE_BPU] if still else None,
                    "bpjs_status_date": still["dated_on"] if still else None,
                },
            )
    return Result(len({row["person_id"] for row in rows}), CHANGED)


def files(ctx: Context) -> list[dict[str, Any]]:
    """The result files that were taken in, newest first: file, digest, programme (its code), people, day."""
    with ctx.store.read() as reader:
        codes = {row["id"]: row["code"] or "" for row in reader.rows("SELECT id, code FROM programme")}
        rows = queries.taken_files(reader, "enrolment", "programme_id")
        return [{**row, "programme": codes.get(row["programme_id"], "")} for row in rows]


def standing(ctx: Context, programme: str) -> list[dict[str, Any]]:
    """The newest result on each person of a programme, refused ones first (the store's `agency_answers`).

    Raises ``programme_unknown``, ``programme_ambiguous``.
    """
    with ctx.store.read() as reader:
        return queries.results_of(reader, resolve(reader, programme).id)


def _read(ctx: Context, path: Path, on: date | None, password: str | None, progress: Progress) -> tuple[Answered, str]:
    if on is not None and on > ctx.today:
        raise UserError("date_in_future", value=shown(on))
    read = answer_sheet.read_lines(path, spellings(ctx, HEADERS, _NAMED), password=password, progress=progress)
    if not read.fields & {"kpj", "status", "reason"}:
        raise UserError("results_unreadable", name=path.name)
    return read, agency_rows.digest_of(path)


def _judge(
    ctx: Context, source: Rows, name: str, read: Answered, programme: Programme, digest: str, on: date
) -> ResultFile:
    people = agency_rows.people_of(source, read.lines)
    rows = [_row(ctx, line, people, on) for line in read.lines]
    with_slot = queries.holds(source, bills.programme_pk(source, programme.id), {row.worker_id for row in rows} - {""})
    rows = [
        replace(row, outcome=NO_SLOT, why=NO_SLOT, params={"programme": programme.code})
        if row.outcome == TAKEN and row.worker_id not in with_slot
        else row
        for row in rows
    ]
    rows = _kpj_of_two(source, agency_rows.without_contradictions(rows, lambda row: (row.said, row.detail)))
    known = queries.enrolments(source, {row.worker_id for row in rows if row.outcome == TAKEN})
    known_file = False
    for at, row in enumerate(rows):
        if row.outcome == TAKEN:
            before = [one for one in known.get(row.worker_id, ()) if one["programme_id"] == programme.id]
            known_file |= any(one["digest"] == digest for one in before)
            rows[at] = _beside(row, before, digest)
    return ResultFile(programme.code, name, digest, known_file, tuple(rows))


def _row(ctx: Context, line: Line, people: Mapping[str, dict[str, Any]], on: date) -> JudgedRow:
    row = agency_rows.who(line, people)
    if row.outcome != TAKEN:
        return row
    status, kpj_text, reason = (line.values.get(key, "") for key in ("status", "kpj", "reason"))
    kpj = clean_kpj(kpj_text)
    result = read_result(status, kpj_text, reason)
    if result == "":
        return replace(row, outcome=EMPTY, why=EMPTY)
    if result is None:
        text = " · ".join(filter(has_value, (status, kpj_text)))
        return replace(row, outcome=UNREADABLE, why=UNREADABLE, params={"text": text})
    if kpj is None:
        return replace(row, outcome=KPJ_BAD, why=KPJ_BAD, params={"kpj": kpj_text})
    day = agency_rows.day_of(line, "dated_on", on, ctx.today)
    if day is None:
        return replace(row, outcome=UNREADABLE, why="date", params={"text": line.values["dated_on"]})
    why = reason if has_value(reason) else (status if result == REFUSED else "")
    return replace(row, said=result, detail=kpj, day=day.isoformat(), note=clean(why))


def _kpj_of_two(source: Rows, rows: list[JudgedRow]) -> list[JudgedRow]:
    """A KPJ given to two people, in the file or beside the store: nobody is given it."""
    of_number: dict[str, list[JudgedRow]] = {}
    for row in rows:
        if row.outcome in (TAKEN, TWICE, SAME) and row.detail:
            of_number.setdefault(row.detail, []).append(row)
    owners = queries.kpj_owners(source, of_number)
    found = []
    for row in rows:
        group = [one for one in of_number.get(row.detail, ()) if one.worker_id != row.worker_id]
        owner = next((one for one in owners.get(row.detail, ()) if one["id"] != row.worker_id), None)
        if row.outcome == TAKEN and group:
            params: dict[str, Any] = {"kpj": row.detail, "rows": ", ".join(str(one.row) for one in group)}
            row = replace(row, outcome=KPJ_TWICE, why="kpj_twice_file", params=params)
        elif row.outcome == TAKEN and owner is not None:
            params = {"kpj": row.detail, "owner": owner["full_name"] or ""}
            row = replace(row, outcome=KPJ_TWICE, why="kpj_twice_store", params=params)
        found.append(row)
    return found


def _beside(row: JudgedRow, before: list[dict[str, Any]], digest: str) -> JudgedRow:
    """A row beside what BPJS answered for this programme before (oldest first)."""
    equal = [one for one in before if one["result"] == row.said and (one["kpj"] or "") == row.detail]
    newest = (before[-1]["dated_on"] or "") if before else ""
    if any(one["digest"] == digest for one in equal):
        return replace(row, outcome=SAME, why=SAME)
    if before and row.day == newest and before[-1] in equal:
        return replace(row, outcome=SAME, why=SAME)
    if before and row.day < newest:
        if any(one["dated_on"] == row.day for one in equal):
            return replace(row, outcome=SAME, why=SAME)
        return replace(row, outcome=OLDER, why=OLDER, params={"newer": shown_iso(newest)})
    return row


def _store(uow: UnitOfWork, programme: Programme, file: ResultFile, row: JudgedRow, person: dict[str, Any]) -> None:
    uow.put(
        "enrolment",
        uow.new_id(),
        {
            "worker_id": row.worker_id,
            "programme_id": programme.id,
            "result": row.said,
            "kpj": row.detail or None,
            "reason": (row.note or None) if row.said == REFUSED else None,
            "dated_on": row.day,
            "file": file.file,
            "digest": file.digest,
        },
    )
    if row.outcome != TAKEN or row.said != ACCEPTED:
        return
    facts: dict[str, Any] = {"kpj": row.detail} if row.detail else {}
    if (person["bpjs_status_date"] or "") <= row.day:
        facts |= {"bpjs_status": BPJS_STATUS[ACTIVE_BPU], "bpjs_status_date": row.day}
    uow.put("worker", row.worker_id, facts)
