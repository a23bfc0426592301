"""Writing papers: as PDF and workbook into a folder under a stem, or as what the path names by its ending.

Every paper goes through here, so that none is missing in the log of written files.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Document
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.printing import letterhead, written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.files import write_atomic

PDF, WORKBOOK = ".pdf", ".xlsx"

Makers = Mapping[str, Callable[[], bytes]]
"""Ending -> what makes the file, in the order in which they are written."""
Told = Callable[[int, int], object]


def stem_of(*parts: str) -> str:
    """A file's name without its ending, of words and numbers that may hold slashes and spaces."""
    return plain("-".join(filter(None, parts))).lower()


def plain(text: str) -> str:
    """A text of which only letters, numbers and single hyphens are left."""
    return "-".join(filter(None, "".join(letter if letter.isalnum() else "-" for letter in text).split("-")))


def write_document(
    ctx: Context,
    document: Document,
    out: Path,
    stem: str,
    about: About,
    *,
    kinds: tuple[str, ...] = (WORKBOOK, PDF),
    overwrite: bool = False,
    told: Told = lambda done, total: None,
) -> Result[tuple[Path, ...]]:
    """Write ``document`` as every one of ``kinds``; returns the files. Raises what `write_made` raises.

    ``told`` hears how far the PDF is, and may raise to cancel.
    """
    makers = makers_of(on_paper(ctx, document), told)
    return write_made(ctx, {kind: makers[kind] for kind in kinds}, out, stem, about, overwrite=overwrite)


def on_paper(ctx: Context, document: Document) -> Document:
    """The document on what this office prints on, where nothing else was asked for."""
    return document if document.paper else replace(document, paper=letterhead.load(ctx).paper)


def makers_of(document: Document, told: Told = lambda done, total: None) -> dict[str, Callable[[], bytes]]:
    """A document as workbook and as PDF."""

    def as_workbook() -> bytes:
        from ntt_desktop.formats.documents import workbook

        return workbook.to_workbook(document)

    def as_pdf() -> bytes:
        from ntt_desktop.formats.documents import pdf

        return pdf.to_pdf(document, told)

    return {WORKBOOK: as_workbook, PDF: as_pdf}


def write_made(
    ctx: Context, makers: Makers, out: Path, stem: str, about: About, *, overwrite: bool = False
) -> Result[tuple[Path, ...]]:
    """Write what ``makers`` make; `ntt_desktop.services.printing.written_files` notes it with what it is ``about``.

    Nothing is written when one of the files is there and may not be replaced: ``file_exists``.
    """
    targets = (out,) if out.suffix.lower() in makers else tuple(out / f"{stem}{ending}" for ending in makers)
    for target in targets:
        if target.exists() and not overwrite:
            raise UserError("file_exists", file=str(target))
    for target in targets:
        content = makers[target.suffix.lower()]()
        write_atomic(target, content)
        written_files.log(ctx, target, content, about)
    return Result(targets)
