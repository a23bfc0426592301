"""BPJS's upload files: who is to be enrolled, split by branch and kabupaten, then by the form's most rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntt_desktop.domain.bpjs_profile import Profile
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.text import fold
from ntt_desktop.errors import UserError
from ntt_desktop.formats import bpjs_file, reference
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.money import bills
from ntt_desktop.store.rows import Rows

SETTING = "bpjs_profile"


@dataclass(frozen=True, slots=True)
class UploadFile:
    """One file. ``rows``: people in it."""

    path: Path
    branch: str
    regency: str
    rows: int


@dataclass(frozen=True, slots=True)
class Upload:
    """What was written, and who was left out and why (people)."""

    files: tuple[UploadFile, ...]
    rows: int
    accepted: int
    """BPJS has accepted them already."""
    refused: int
    """BPJS refused them, and nothing was corrected since."""
    not_decreed: int
    """Left out when only decreed people are asked for."""


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """What `write` would write: the headings, the first rows as the files will hold them, the files (path: its name),
    and who is left out (people)."""

    headings: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    files: tuple[UploadFile, ...]
    rows: int
    accepted: int
    refused: int
    not_decreed: int


def profile(ctx: Context) -> Profile:
    """The form in use: what a supervisor saved, else the default."""
    return Profile.read(ctx.store.setting(SETTING))


def save_profile(ctx: Context, text: str) -> Result[Profile]:
    """Keep an edited profile (JSON); "" goes back to the default. Raises ``profile_unreadable``, ``profile_value``."""
    read = Profile.read(text)
    with ctx.store.write(ctx.actor, "BPJS") as uow:
        uow.set_setting(SETTING, read.write() if text else None)
    return Result(read, frozenset(("setting",)))


def write(
    ctx: Context,
    programme: str,
    folder: Path,
    *,
    decreed_only: bool = False,
    again: bool = False,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[Upload]:
    """Write the upload files of a programme into a folder.

    In them is everybody with an open or current month there whom BPJS has not answered for; ``again``: also those
    whom it refused. Raises `UserError` ``programme_unknown``, ``programme_ambiguous``, ``upload_empty``,
    ``file_exists`` (and then writes nothing).
    """
    form = profile(ctx)
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        people, left = _people(ctx, reader, found, decreed_only=decreed_only, again=again)
    if not people:
        raise UserError("upload_empty", programme=found.code, accepted=left["accepted"], refused=left["refused"])
    plan = list(_split(ctx, found, form, people))
    taken = [name for name, _, _, _ in plan if (folder / name).exists()]
    if taken and not overwrite:
        raise UserError("file_exists", file=str(folder / taken[0]))
    files, done = [], 0
    for name, branch, regency, rows in plan:
        progress(done, len(people))
        cells = (form.cells(_texts(ctx, found, form, row)) for row in rows)
        write_atomic(folder / name, bpjs_file.to_workbook(form.sheet, [heading for heading, _ in form.columns], cells))
        persons = [row["id"] for row in rows]
        written_files.note(ctx, [folder / name], About("bpjs_upload", persons, full_nik=True))
        files.append(UploadFile(folder / name, branch, regency, len(rows)))
        done += len(rows)
    return Result(Upload(tuple(files), len(people), **left))


def preview(
    ctx: Context, programme: str, *, decreed_only: bool = False, again: bool = False, most: int = 8
) -> UploadPreview:
    """What `write` would write, with the first ``most`` rows; nobody to send is no error here.

    Raises ``programme_unknown``, ``programme_ambiguous``.
    """
    form = profile(ctx)
    with ctx.store.read() as reader:
        found = resolve(reader, programme)
        people, left = _people(ctx, reader, found, decreed_only=decreed_only, again=again)
    plan = list(_split(ctx, found, form, people))
    files = tuple(UploadFile(Path(name), branch, regency, len(rows)) for name, branch, regency, rows in plan)
    ordered = [row for _, _, _, rows in plan for row in rows]
    first = tuple(form.cells(_texts(ctx, found, form, row)) for row in ordered[:most])
    return UploadPreview(tuple(heading for heading, _ in form.columns), first, files, len(people), **left)


def _people(
    ctx: Context, source: Rows, programme: Programme, *, decreed_only: bool, again: bool
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    rows = source.rows(
        "SELECT p.*, p.pk AS person, max(m.stage) AS stage FROM seat_month m JOIN worker p ON p.pk = m.person "
        "WHERE m.in_force = 1 AND m.programme = ? AND m.month >= ? AND p.state NOT IN ('ended', 'void') "
        "GROUP BY p.pk ORDER BY p.village_code, p.name_sort, p.id",
        (bills.programme_pk(source, programme.id), ctx.today.year * 12 + ctx.today.month - 1),
    )
    answered = bills.results(source)
    left = {"accepted": 0, "refused": 0, "not_decreed": 0}
    chosen = []
    for row in rows:
        result = answered.get(row["person"], "")
        if result == "accepted":
            left["accepted"] += 1
        elif result == "refused" and not again:
            left["refused"] += 1
        elif decreed_only and row["stage"] < 2:
            left["not_decreed"] += 1
        else:
            chosen.append(row)
    return chosen, left


def _split(
    ctx: Context, programme: Programme, form: Profile, people: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, str, str, list[dict[str, Any]]]]:
    """File name, branch, regency and people of each file."""
    regions = ctx.reference.regions
    branches = {row["regency"]: row["branch"] for row in reference.rows("reference/bpjs_branches.csv")}
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in people:
        groups.setdefault(regions.regency_of(row["village_code"] or "") or "", []).append(row)
    for regency, rows in sorted(groups.items(), key=lambda group: (branches.get(group[0], ""), group[0])):
        name = regions.get(regency).name if regency in regions else "NTT"
        branch = branches.get(regency, "NTT")
        for part, start in enumerate(range(0, len(rows), form.most_rows), start=1):
            stem = "-".join(("BPJS", programme.code, branch, fold(name).title().replace(" ", ""), f"{part:02d}"))
            yield f"{stem}.xlsx", branch, name, rows[start : start + form.most_rows]


def _texts(ctx: Context, programme: Programme, form: Profile, row: dict[str, Any]) -> dict[str, str]:
    """A person's texts by the profile's sources."""
    regions, code = ctx.reference.regions, row["village_code"] or ""
    names = {"village": code, "subdistrict": regions.subdistrict_of(code), "regency": regions.regency_of(code)}
    labels = ctx.reference.occupations.labels()
    plain = ("nik", "full_name", "phone", "email", "workplace", "no_kk", "mother_name", "birth_place", "sex")
    return {
        **{name: row[name] or "" for name in (*plain, "address", "bank_account", "kpj")},
        **{level: regions.get(part).name if part in regions else "" for level, part in names.items()},
        **{name: labels.get(row[name] or "", row[name] or "") for name in ("occupation", "occupation2")},
        "postal_code": ctx.reference.postal.get(code, ""),
        "birth_date": _date(row["birth_date"], form.date_format),
        "programme_base": str(programme.benefits.wage_base),
        "payment_period": str(programme.payment_period),
        "programme_code": programme.code,
        "empty": "",
    }


def _date(text: str | None, form: str) -> str:
    try:
        return date.fromisoformat(text or "").strftime(form)
    except ValueError:
        return ""
