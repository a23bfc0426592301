"""Writing a document as PDF and workbook: into a folder under a stem, or as what the path names by its ending."""

from collections.abc import Callable
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Document
from ntt_desktop.services.context import Result
from ntt_desktop.store.files import write_atomic

PDF, WORKBOOK = ".pdf", ".xlsx"


def stem_of(*parts: str) -> str:
    """A file's name without its ending, of words and numbers that may hold slashes and spaces."""
    text = "-".join(filter(None, parts))
    return "-".join(filter(None, "".join(letter if letter.isalnum() else "-" for letter in text).split("-"))).lower()


def write_document(
    document: Document, out: Path, stem: str, *, overwrite: bool = False, kinds: tuple[str, ...] = (WORKBOOK, PDF)
) -> Result[tuple[Path, ...]]:
    """Write ``document``; returns the files. Raises ``file_exists`` before anything is written."""
    from ntt_desktop.formats.documents import pdf, workbook

    named = out.suffix.lower() in (PDF, WORKBOOK)
    targets = (out,) if named else tuple(out / f"{stem}{kind}" for kind in kinds)
    for target in targets:
        if target.exists() and not overwrite:
            raise UserError("file_exists", file=str(target))
    for target in targets:
        make: Callable[[Document], bytes] = workbook.to_workbook if target.suffix.lower() == WORKBOOK else pdf.to_pdf
        write_atomic(target, make(document))
    return Result(targets)
