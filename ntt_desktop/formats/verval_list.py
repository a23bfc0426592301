"""The verval list of a village: printed to be ticked and signed, and as a workbook that is taken back in."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.domain.intake.papers import TICKED
from ntt_desktop.domain.intake.spellings import KEY_HEADER
from ntt_desktop.formats.choices import BORDER, FONT, Dropdowns, heading, print_across, text_cell, widths
from ntt_desktop.formats.documents.parts import Column, Document, Paper, Signature, Signatures, Table
from ntt_desktop.i18n import tr

TICK = "✓"
NOTE = "note"
_PERSON = 6
"""Number, name, NIK, birth, address, occupation stand before the ticks."""

_PDF_WIDTHS = (9, 32, 39, 23, 31, 26, 14, 14, 16, 13, 25, 28)
_WIDTHS = (5, 28, 21, 12, 30, 24, 10, 12, 12, 10, 30, 22, 4)


@dataclass(frozen=True, slots=True)
class VervalRow:
    """One person: ``key`` is the worker's id; texts as they are printed."""

    key: str
    name: str
    nik: str
    born: str
    address: str
    occupation: str


@dataclass(frozen=True, slots=True)
class VervalList:
    """One village's list; ``place`` is its label."""

    place: str
    made_on: str
    officer: str
    rows: tuple[VervalRow, ...]


def headings() -> tuple[str, ...]:
    """The column headings, in the screen's language."""
    return (
        *(tr("No."), tr("Name"), tr("NIK"), tr("Born"), tr("Address"), tr("Occupation")),
        *(tr("KTP seen"), tr("Lives here"), tr("Really works"), tr("Alive"), tr("Remarks"), tr("Signature")),
    )


def _above(content: VervalList) -> tuple[str, ...]:
    made = {"count": len(content.rows), "day": content.made_on, "officer": content.officer}
    return (content.place, tr("{count} people. Made on {day} by {officer}.", **made))


def _cells(content: VervalList) -> list[tuple[str, ...]]:
    return [
        (str(number), row.name, row.nik, row.born, row.address, row.occupation)
        for number, row in enumerate(content.rows, start=1)
    ]


def _signers() -> tuple[str, str]:
    return (tr("Village head"), tr("Officer"))


def to_pdf(content: VervalList, paper: Paper = "A4") -> bytes:
    """The list as PDF, the heading repeated on every page, empty boxes for ticks, signatures at the end."""
    from ntt_desktop.formats.documents import pdf  # the maker of PDFs is large; only when one is made

    columns = tuple(Column(title, share) for title, share in zip(headings(), _PDF_WIDTHS, strict=True))
    rows = tuple((*cells, *[""] * (len(columns) - _PERSON)) for cells in _cells(content))
    head, officer = _signers()
    day = tr("Place and date: ____________________")
    parts = (Table(columns, rows), Signatures((Signature("", head, ""), Signature(day, officer, ""))))
    return pdf.to_pdf(
        Document(tr("Verval list"), parts, about=_above(content), foot=content.place, paper=paper, landscape=True)
    )


def to_workbook(content: VervalList, paper: Paper = "A4") -> bytes:
    """The list as a workbook to be ticked and taken back in: a hidden row and column say what is what."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = tr("Verval list")[:31]
    lines = (tr("Verval list"), *_above(content), tr("Tick with the list in the cell, or write x."))
    for at, line in enumerate(lines, start=1):
        text_cell(sheet, at, 1, line)
    sheet["A1"].font = Font(name=FONT, bold=True, size=14)
    codes_at = len(lines) + 2
    columns = [*[""] * _PERSON, *TICKED, NOTE, "", KEY_HEADER]
    for column, code in enumerate(columns, start=1):
        text_cell(sheet, codes_at, column, code)
    sheet.row_dimensions[codes_at].hidden = True
    heading(sheet, codes_at + 1, (*headings(), KEY_HEADER))
    first = codes_at + 2
    for at, (cells, row) in enumerate(zip(_cells(content), content.rows, strict=True), start=first):
        for column, text in enumerate((*cells, *[""] * (len(TICKED) + 2), row.key), start=1):
            cell = text_cell(sheet, at, column, text)
            cell.border = BORDER
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[at].height = 30
    last = max(first, first + len(content.rows) - 1)
    ticks = Dropdowns(book, {"tick": (TICK,)})
    ticks.offer(sheet, "tick", f"G{first}:J{last}")
    widths(sheet, _WIDTHS)
    sheet.column_dimensions["M"].hidden = True
    for column, signer in zip((2, 9), _signers(), strict=True):
        text_cell(sheet, last + 3, column, signer)
        text_cell(sheet, last + 8, column, "(______________________________)")
    print_across(sheet)
    sheet.page_setup.paperSize = 9 if paper == "A4" else 14  # 14: folio, the F4 of offices here
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class Ticked:
    """A line of a list that came back: the sheet's own row number, the key, each tick's text, and the remark."""

    row: int
    key: str
    name: str
    ticks: dict[str, str]
    note: str


def read_ticks(rows: Sequence[Sequence[object]], first_row: int) -> list[Ticked] | None:
    """The lines of a sheet that is a verval list; None if it is none. ``rows`` are texts or None, from column A on."""
    found: list[Ticked] = []
    at: dict[str, int] = {}
    for number, row in enumerate(rows, start=first_row):
        texts = [str(cell).strip() if cell is not None else "" for cell in row]
        if not at:
            if KEY_HEADER in texts and set(TICKED) <= set(texts):
                at = {text: column for column, text in enumerate(texts) if text in (*TICKED, NOTE, KEY_HEADER)}
            continue

        said = {code: texts[column] for code, column in at.items() if column < len(texts)}
        if said.get(KEY_HEADER, KEY_HEADER) not in ("", KEY_HEADER):
            ticks = {code: said.get(code, "") for code in TICKED}
            found.append(Ticked(number, said[KEY_HEADER], texts[1], ticks, said.get(NOTE, "")))
    return found if at else None
