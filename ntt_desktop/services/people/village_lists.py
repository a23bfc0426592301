"""The printable list of a village: who must bring what, so that findings can be settled in one visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ntt_desktop.domain import bringing
from ntt_desktop.domain.dates import shown, shown_iso
from ntt_desktop.domain.nik import group
from ntt_desktop.errors import UserError
from ntt_desktop.formats import bring_list
from ntt_desktop.formats.bring_list import ListRow, VillageList
from ntt_desktop.formats.documents.parts import Paper
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people.person_detail import PersonDetail, details
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.wording import bringing as words
from ntt_desktop.wording import findings as sentences


@dataclass(frozen=True, slots=True)
class Written:
    """The file that was made, and how many people stand on it."""

    path: Path
    rows: int


def village_content(ctx: Context, village_code: str, *, everyone: bool = False) -> VillageList:
    """The content of a village's list: people with something open, or ``everyone``.

    The NIK stands there in full: this is the paper on which identities are checked. Raises ``village_unknown``.
    """
    regions = ctx.reference.regions
    code = village_of(ctx, village_code)
    with ctx.store.read() as reader:
        people = details(reader, queries.in_village(reader, code))
    rows = tuple(row for person in people if (row := _row(person, regions.label)).brings or everyone)
    return VillageList(regions.label(code), shown(ctx.today), ctx.actor, rows, len(people))


def write_village_list(
    ctx: Context,
    village_code: str,
    out: Path,
    *,
    everyone: bool = False,
    paper: Paper = "A4",
    overwrite: bool = False,
) -> Result[Written]:
    """Write a village's list: a workbook when ``out`` ends in .xlsx, else PDF; into ``out`` or that folder.

    Raises ``village_unknown``, ``village_empty`` when nobody stands on it, ``file_exists``.
    """
    content = village_content(ctx, village_code, everyone=everyone)
    return write_paper(ctx, village_code, content, bring_list, out, tr("bring-list"), paper, overwrite)


def village_of(ctx: Context, text: str) -> str:
    """The dotted code of a village. Raises ``village_unknown``, for other regions as well."""
    code = ctx.reference.regions.normal_code(text)
    if code is None or not ctx.reference.regions.get(code).is_village:
        raise UserError("village_unknown", field="village_code", value=text)
    return code


class _Line(Protocol):
    @property
    def key(self) -> str:
        """The worker's id."""
        ...


class _Content(Protocol):
    """What a paper of a village has in common with the others."""

    @property
    def place(self) -> str:
        """The village's label."""
        ...

    @property
    def rows(self) -> Sequence[_Line]:
        """One a person."""
        ...


def write_paper(
    ctx: Context, village_code: str, content: _Content, maker: Any, out: Path, name: str, paper: Paper, overwrite: bool
) -> Result[Written]:
    """Write a paper of a village by its format (``maker``: `to_pdf` and `to_workbook`); ``name`` begins the file's.

    Raises ``village_empty`` when nobody stands on it, ``file_exists``.
    """
    if not content.rows:
        raise UserError("village_empty", village=content.place)
    target = out
    if out.is_dir() or not out.suffix:
        target = out / f"{name}-{village_of(ctx, village_code)}-{ctx.today.isoformat()}.pdf"
    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    make = maker.to_workbook if target.suffix.lower() == ".xlsx" else maker.to_pdf
    write_atomic(target, make(content, paper))
    what, persons = maker.__name__.rsplit(".", 1)[-1], [row.key for row in content.rows]
    written_files.note(ctx, [target], About(what, persons, region=village_of(ctx, village_code), full_nik=True))
    return Result(Written(target, len(content.rows)))


def _row(person: PersonDetail, label: sentences.Label) -> ListRow:
    open_findings = [finding for finding in person.findings if not finding.settled]
    asked = [finding for finding in open_findings if bringing.items([finding.code])]
    born = str(person.worker["birth_date"] or "")
    return ListRow(
        name=person.worker["full_name"] or "",
        nik=group(person.worker["nik"] or ""),
        born=shown_iso(born),
        brings=", ".join(words.item(item) for item in bringing.items(finding.code for finding in asked)),
        why=" ".join(
            sentences.sentence(finding.code, finding.params, value=finding.value, label=label) for finding in asked
        ),
        key=person.worker["id"],
    )
