"""Making a report: the document once, the PDF for screen and file, the workbook when it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Document
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.services.reports.catalogue import find
from ntt_desktop.services.reports.content import Asked, Content, document
from ntt_desktop.store.files import write_atomic

MOST_ROWS = 20_000
"""Lines of a report as PDF (about 600 pages); a workbook holds all."""
ENDINGS = (".pdf", ".xlsx")


@dataclass(frozen=True, slots=True)
class Made:
    """A report. ``pdf`` is empty where only a workbook was asked for."""

    name: str
    asked: Asked
    content: Content
    document: Document
    pdf: bytes

    @property
    def stem(self) -> str:
        """What its files are called, without ending."""
        first, last = self.asked.span
        parts = [find(self.name).also]
        if self.asked.programme:
            parts.append(self.asked.programme)
        parts.append(self.asked.region)
        if self.content.with_period:
            parts.append(first.text if first == last else f"{first.text}-{last.text}")
        return "-".join(part.replace("/", "_").replace("\\", "_") for part in parts)


def make(ctx: Context, name: str, asked: Asked, *, with_pdf: bool = True, progress: Progress = silent) -> Made:
    """Make a report; nothing is written.

    Raises `UserError` ``report_unknown``, ``unknown_region``, ``period_backwards``, ``period_long``, ``report_long``
    and what the report's services raise. Progress counts its reading and then its pages; it may cancel.
    """
    report = find(name)
    asked = replace(asked.settled(ctx), most=MOST_ROWS if with_pdf else 0)
    content = report.build(ctx, asked, progress)
    made = document(ctx, asked, content)
    if not with_pdf:
        return Made(report.name, asked, content, made, b"")
    asked.refuse_long(content.rows)
    from ntt_desktop.formats.documents import pdf

    return Made(report.name, asked, content, made, pdf.to_pdf(made, progress))


def save(ctx: Context, made: Made, out: Path, *, overwrite: bool = False) -> list[Path]:
    """Write a report as PDF and workbook into a folder, or as what ``out`` names by its ending; each file is logged.

    Nothing is written when one of the files is there and may not be replaced: ``file_exists``.
    """
    endings = ENDINGS if made.pdf else (".xlsx",)
    named = out.suffix.lower() in ENDINGS
    targets = [out] if named else [out / f"{made.stem}{ending}" for ending in endings]
    _refuse_taken(targets, overwrite)
    first, last = made.asked.span
    persons, period = made.content.persons, f"{first.text}/{last.text}"
    about = About(made.name, persons, region=made.asked.region, period=period)
    for target in targets:
        content = made.pdf
        if target.suffix.lower() == ".xlsx":
            from ntt_desktop.formats.documents import workbook

            content = workbook.to_workbook(made.document)
        write_atomic(target, content)
        written_files.log(ctx, target, content, about)
    return targets


def write(
    ctx: Context, name: str, out: Path, asked: Asked, *, overwrite: bool = False, progress: Progress = silent
) -> tuple[Made, Sequence[Path]]:
    """`make` and `save` in one."""
    if out.suffix.lower() in ENDINGS:
        _refuse_taken([out], overwrite)  # before the work, not after
    made = make(ctx, name, asked, with_pdf=out.suffix.lower() != ".xlsx", progress=progress)
    return made, save(ctx, made, out, overwrite=overwrite)


def _refuse_taken(targets: Sequence[Path], overwrite: bool) -> None:
    for target in targets:
        if target.exists() and not overwrite:
            raise UserError("file_exists", file=str(target))
