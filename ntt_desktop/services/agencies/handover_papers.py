"""The receipt list of a village: who takes card and bank book, with room to sign; and who still waits for them."""

from pathlib import Path
from typing import Any

from ntt_desktop.domain.dates import shown, shown_iso
from ntt_desktop.domain.handing_over import ITEMS
from ntt_desktop.domain.nik import mask
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Column, Document, Paper, Paragraph, Signature, Signatures, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import handovers
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.people.village_lists import village_of
from ntt_desktop.services.printing.papers import write_document
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.wording.handing_over import item as item_word

_SIGN_HEIGHT = 11.0
"""Millimetres of a line in which somebody signs."""


def receipt(ctx: Context, village: str, *, item: str = "", paper: Paper | None = None) -> Document:
    """The receipt list of a village: everybody whom BPJS accepted, or only who waits for ``item``.

    Raises ``village_unknown``, ``handover_item``, ``receipt_empty``.
    """
    code = village_of(ctx, village)
    place = ctx.reference.regions.label(code)
    rows = handovers.listing(ctx, area=code, waiting=item)
    if not rows:
        raise UserError("receipt_empty", village=place)
    items = (item,) if item else ITEMS
    columns = (
        *(Column(tr("No."), 0.4), Column(tr("Name"), 2.2), Column(tr("NIK"), 1.6), Column("KPJ", 1.2)),
        *(Column(item_word(one), 1.1) for one in items),
        *(Column(tr("Received by"), 1.6), Column(tr("Signature"), 1.6)),
    )
    cells = tuple(
        (
            *(str(number), row["full_name"] or "", mask(row["nik"] or ""), row["kpj"] or ""),
            *(_given(row, one) for one in items),
            *("", ""),
        )
        for number, row in enumerate(rows, start=1)
    )
    day = f"{place.split(', ')[0]}, ____ ____________ {ctx.today.year}"
    return Document(
        title=tr("Receipt of participant card and bank book")
        if not item
        else tr("Receipt: {item}", item=item_word(item)),
        about=(
            place,
            tr("{count} people. Made on {day} by {officer}.", count=len(rows), day=shown(ctx.today), officer=ctx.actor),
        ),
        parts=(
            Table(columns, cells, name=tr("Receipt"), row_height=_SIGN_HEIGHT),
            Paragraph(
                tr("PIN and ATM card are the owner's alone: nobody else asks for them or keeps them."), muted=True
            ),
            Signatures((Signature("", tr("Village head"), ""), Signature(day, tr("Officer"), ctx.actor))),
        ),
        foot=place,
        paper=paper,
        landscape=True,
    )


def waiting_list(ctx: Context, *, item: str, area: str = "", paper: Paper | None = None) -> Document:
    """*Belum diserahkan*: who was not handed an item yet, by village. Raises ``handover_item``, ``unknown_region``."""
    rows = handovers.outstanding(ctx, item=item, area=area)
    regions = ctx.reference.regions
    place = regions.label(area_of(ctx, area) or str(ctx.store.node.region))
    columns = (
        *(Column(tr("No."), 0.4), Column(tr("Name"), 2.2), Column(tr("NIK"), 1.6), Column("KPJ", 1.2)),
        Column(tr("Village"), 2.6),
    )
    cells = tuple(
        (
            str(number),
            row["full_name"] or "",
            mask(row["nik"] or ""),
            row["kpj"] or "",
            ", ".join(regions.label(row["village_code"] or "").split(", ")[:2]),
        )
        for number, row in enumerate(rows, start=1)
    )
    return Document(
        title=tr("Not handed over yet: {item}", item=item_word(item)),
        about=(
            place,
            tr("{count} people. Made on {day} by {officer}.", count=len(rows), day=shown(ctx.today), officer=ctx.actor),
        ),
        parts=(Table(columns, cells, name=item_word(item)),),
        foot=place,
        paper=paper,
    )


def write_receipt(
    ctx: Context, village: str, out: Path, *, item: str = "", paper: Paper | None = None, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write a village's receipt list as PDF and workbook into a folder, or as what ``out`` names by its ending.

    Raises what `receipt` raises and ``file_exists`` (and then writes nothing).
    """
    stem = f"tanda-terima-{village_of(ctx, village)}-{ctx.today.isoformat()}"
    persons = [row["id"] for row in handovers.listing(ctx, area=village_of(ctx, village), waiting=item)]
    document = receipt(ctx, village, item=item, paper=paper)
    return write_document(ctx, document, out, stem, About("receipt", persons), overwrite=overwrite)


def write_waiting(
    ctx: Context,
    out: Path,
    *,
    item: str,
    area: str = "",
    paper: Paper | None = None,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[tuple[Path, ...]]:
    """Write who was not handed an item yet. Raises what `waiting_list` raises and ``file_exists``."""
    document = waiting_list(ctx, item=item, area=area, paper=paper)
    code = area_of(ctx, area) or str(ctx.store.node.region)
    persons = [row["id"] for row in handovers.outstanding(ctx, item=item, area=area)]
    stem = f"belum-diserahkan-{item}-{code}-{ctx.today.isoformat()}"
    return write_document(ctx, document, out, stem, About("receipt", persons), overwrite=overwrite, told=progress)


def _given(row: dict[str, Any], item: str) -> str:
    entry = row["given"].get(item)
    return shown_iso(entry["date"]) if entry else ""
