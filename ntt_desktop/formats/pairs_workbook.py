"""The queue of likely duplicates as a workbook: one row a pair, answered by dropdown, taken back in.

A row is known by its code, whatever its order in the sheet. Every cell is text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ntt_desktop.domain.intake.cells import as_text
from ntt_desktop.domain.text import fold
from ntt_desktop.errors import UserError
from ntt_desktop.formats.sheets import Progress, read_workbook
from ntt_desktop.i18n import tr

CODE, ANSWER, NOTE = "Kode", "Jawaban", "Catatan"
"""Headers by which the file is read back; Indonesian whatever the screen's language."""
ANSWERS = {"same": "sama", "different": "berbeda", "later": "nanti"}

_HEAD, _HEAD_FONT = PatternFill("solid", fgColor="0B6E5F"), Font(bold=True, color="FFFFFF")
_ASKED, _DIFFERS = PatternFill("solid", fgColor="FFF2B3"), PatternFill("solid", fgColor="FBE3D6")
_TOP = 3


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as it is written: its code, why it is proposed, and per field the value of both."""

    code: str
    why: str
    values: Sequence[tuple[str, str]]
    differs: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Answered:
    """A row read back: ``answer`` is "" where the cell is empty, None where it says something else."""

    row: int
    code: str
    answer: str | None
    note: str
    text: str


def render(rows: Sequence[PairRow], fields: Sequence[str]) -> bytes:
    """The workbook as bytes; ``fields`` are the names of the fields in the order of the rows' values."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = tr("Likely duplicates")
    sheet.append([tr("Answer each row in the yellow column: sama, berbeda or nanti. Then take this file in again.")])
    sheet.append([])
    pairs = [name for field in fields for name in (f"{field} 1", f"{field} 2")]
    headers = [CODE, ANSWER, NOTE, *pairs, tr("Why")]
    sheet.append(headers)
    for cell in sheet[_TOP]:
        cell.fill, cell.font = _HEAD, _HEAD_FONT
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for at, row in enumerate(rows, start=_TOP + 1):
        texts = [row.code, "", "", *(text for both in row.values for text in both), row.why]
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(at, column)
            cell.value = text or None
            if text:
                cell.data_type = "s"  # a name may begin with = + - @, and a NIK is no number
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=column == len(texts), vertical="top")
        sheet.cell(at, 2).fill = _ASKED
        for place, differs in enumerate(row.differs):
            if differs:
                sheet.cell(at, 4 + 2 * place).fill = sheet.cell(at, 5 + 2 * place).fill = _DIFFERS
    if rows:
        choices = DataValidation(type="list", formula1=f'"{",".join(ANSWERS.values())}"', allow_blank=True)
        choices.showErrorMessage = True
        choices.add(f"B{_TOP + 1}:B{_TOP + len(rows)}")
        sheet.add_data_validation(choices)
    sheet.freeze_panes = f"D{_TOP + 1}"
    for column, width in enumerate([12, 12, 24, *[22] * len(pairs), 80], start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(path: Path, *, progress: Progress | None = None) -> list[Answered]:
    """The answers of a workbook made by `render`, however it was sorted, filtered or saved again.

    Raises what `ntt_desktop.formats.sheets.read_workbook` raises, and ``pairs_header_missing``.
    """
    book = read_workbook(path, progress=progress) if progress else read_workbook(path)
    found: list[Answered] = []
    known = False
    for sheet in book.sheets:
        columns: dict[str, int] = {}
        for number, cells in enumerate(sheet.rows, start=1):
            texts = [as_text(cell) for cell in cells]
            if CODE in texts and ANSWER in texts:
                columns = {name: texts.index(name) for name in (CODE, ANSWER, NOTE) if name in texts}
                known = True
            elif columns:
                values = {name: texts[at] if at < len(texts) else "" for name, at in columns.items()}
                if values[CODE]:
                    text = values[ANSWER]
                    found.append(Answered(number, values[CODE], _answer(text), values.get(NOTE, ""), text))
    if not known:
        raise UserError("pairs_header_missing", name=path.name)
    return found


def _answer(text: str) -> str | None:
    folded = fold(text).lower()
    if not folded:
        return ""
    return next((key for key, word in ANSWERS.items() if folded in (key, word)), None)
