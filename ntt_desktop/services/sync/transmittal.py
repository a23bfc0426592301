"""The printed page that goes with a package (surat pengantar), and the copy on a stick that was compared byte by byte.

The page names nobody: it holds the file's number, counts, sums and check code, and room for two signatures.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ntt_desktop.domain.dates import shown
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents import pdf
from ntt_desktop.formats.documents.parts import (
    Amount,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from ntt_desktop.formats.package.manifest import Manifest
from ntt_desktop.i18n import mark, tr
from ntt_desktop.services.context import WITA, Context, Result
from ntt_desktop.store.files import write_atomic


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was read back and found equal."""

    path: Path
    size: int


def write_transmittal(ctx: Context, manifest: Manifest, file: Path, *, overwrite: bool = True) -> Result[Path]:
    """Write the page of a package beside it as PDF; returns its path.

    Raises ``file_exists`` unless it may be replaced, and `StoreError` for the disk.
    """
    target = file.with_name(f"{file.stem}-pengantar.pdf")
    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    write_atomic(target, pdf.to_pdf(document(ctx, manifest, file.name)))
    return Result(target)


def document(ctx: Context, manifest: Manifest, file: str) -> Document:
    """The page as a document."""
    label = ctx.reference.regions.label
    sender = manifest.sender
    made = datetime.fromisoformat(manifest.created).astimezone(WITA)
    range_said = tr("Everything") if manifest.full else tr("All that was not acknowledged yet")
    facts = (
        (tr("File"), file),
        (tr("Number"), number(manifest.sequence)),
        (tr("Made on"), f"{shown(made.date())} {made:%H.%M} WITA"),
        (tr("From"), f"{sender.name}, {label(sender.region)}"),
        (tr("Officer"), sender.officer),
        (tr("Holds"), range_said),
        (tr("Password"), tr("none: whoever has the file can read it") if manifest.unprotected else tr("yes")),
    )
    counts = [(_COUNTS[key], manifest.counts.get(key, 0)) for key in _COUNTS]
    rows = tuple((tr(words), count) for words, count in counts)
    parts = (
        Facts(facts),
        Heading(tr("Check code: {code}", code=manifest.check_code)),
        Paragraph(tr("The receiver's screen must show the same code. If it differs, it is another file.")),
        Heading(tr("What is in the file")),
        Table((Column(tr("What"), 3), Column(tr("Count"), 1, "right", "number")), rows),
        Facts(((tr("Person-months"), number(manifest.person_months)), (tr("Contributions"), rupiah(manifest.rupiah)))),
        *((Amount(tr("In words"), manifest.rupiah),) if manifest.rupiah else ()),
        *_stock(ctx, manifest),
        Signatures(
            (
                Signature(_place(ctx, sender.region, made.date()), tr("Handed over by"), sender.officer),
                Signature(tr("Received on: ……………………"), tr("Received by"), "……………………………………"),
            )
        ),
    )
    return Document(
        title=tr("Transmittal of a data package"),
        parts=parts,
        foot=tr("{file} · check code {code}", file=file, code=manifest.check_code),
    )


def copy_to(ctx: Context, files: tuple[Path, ...], folder: Path) -> Result[list[Copied]]:
    """Copy files into a folder, read them back and compare; a copy that differs is removed.

    Raises `UserError` ``file_gone``, ``copy_differs``; `StoreError` for the disk.
    """
    made = []
    for file in files:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise UserError("file_gone", file=file.name) from error
        target = folder / file.name
        if target.resolve() != file.resolve():
            write_atomic(target, content)
        if hashlib.sha256(target.read_bytes()).digest() != hashlib.sha256(content).digest():
            target.unlink(missing_ok=True)
            raise UserError("copy_differs", folder=str(folder))
        made.append(Copied(target, len(content)))
    return Result(made)


_COUNTS = {
    "workers": mark("Workers"),
    "heirs": mark("Family contacts"),
    "children": mark("Children"),
    "slots": mark("Slots"),
    "claims": mark("Claims"),
    "ended": mark("Ended"),
}


def _stock(ctx: Context, manifest: Manifest) -> tuple[Heading | Table, ...]:
    """The sender's whole stock by kecamatan: what the receiver must have afterwards."""
    regions = ctx.reference.regions
    rows = tuple(
        (regions.label(code) if regions.find(code) else code, count)
        for code, count in sorted(manifest.stock.regions.items())
    )
    if not rows:
        return ()
    columns = (Column(tr("Subdistrict"), 3), Column(tr("Workers"), 1, "right", "number"))
    total = (tr("Together"), manifest.stock.workers)
    return Heading(tr("What the sender has in all")), Table(columns, rows, total)


def _place(ctx: Context, region: str, on: date) -> str:
    found = ctx.reference.regions.find(region)
    return f"{found.name if found else region}, {shown(on)}"
