"""The queues of cases as one workbook: a sheet a queue, a row a case, answered by dropdown, taken back in.

A row is known by its code, whatever its order and sheet. Every cell is text: a name may begin with = + - @, and a NIK
is no number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import xlsxwriter

from ntt_desktop.domain.intake.cells import as_text
from ntt_desktop.domain.text import fold
from ntt_desktop.errors import UserError
from ntt_desktop.formats.sheets import Progress, read_workbook
from ntt_desktop.i18n import tr

CODE, ANSWER, OTHER, NOTE = "Kode", "Jawaban", "Isian Lain", "Catatan"
"""Headers by which the file is read back; Indonesian whatever the screen's language."""
WORDS = {
    "same": "sama",
    "different": "berbeda",
    "later": "nanti",
    "ours": "kami",
    "theirs": "mereka",
    "accept": "terima",
    "ignore": "abaikan",
    "this": "ini",
    "other": "lain",
    "free": "lepas",
    "confirm": "setujui",
    "refuse": "tolak",
}
"""Answer -> the word in the dropdown."""

_TOP = 2
"""The header's row, from 0: above it stands how to answer."""
_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet cannot hold."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as it is written: its code, its texts in the order of the sheet's columns, and which are marked."""

    code: str
    texts: Sequence[str]
    marked: frozenset[int] = frozenset()
    persons: tuple[str, ...] = ()
    """Ids of the people of whom it speaks; they are not written."""
    answers: Sequence[str] = ()
    """What this row takes, where that is less than the sheet offers."""


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A queue: its name, what to do, the answers to choose from, whether another value may be typed, its columns."""

    name: str
    said: str
    answers: Sequence[str]
    typed: bool
    columns: Sequence[tuple[str, int]]
    """Header and width in characters."""
    rows: Sequence[CaseLine]


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A row read back: ``answer`` is a key of `WORDS`, "" where nothing was answered, None where it says something
    else; ``other`` is the value typed instead."""

    sheet: str
    row: int
    code: str
    answer: str | None
    other: str
    note: str
    text: str


def render(sheets: Sequence[CaseSheet]) -> bytes:
    """The workbook as bytes; a queue without cases has no sheet, or with the header alone where none has cases."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#0B6E5F", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter"}
        )
        strong = book.add_format({"bold": True})
        plain = book.add_format({"num_format": "@", "valign": "top"})
        wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        asked = book.add_format({"num_format": "@", "valign": "top", "bg_color": "#FFF2B3", "border": 1})
        marked = book.add_format({"num_format": "@", "valign": "top", "bg_color": "#FBE3D6"})
        for one in [one for one in sheets if one.rows] or sheets[:1]:
            sheet = book.add_worksheet(_NO_NAME.sub("", one.name)[:_NAME])
            sheet.write_string(0, 0, one.said, strong)
            fixed = [(CODE, 12), (ANSWER, 12), *([(OTHER, 22)] if one.typed else []), (NOTE, 24)]
            every = [*fixed, *one.columns]
            for column, (title, width) in enumerate(every):
                sheet.write_string(_TOP, column, title, head)
                sheet.set_column(column, column, width, plain)
            sheet.set_row(_TOP, 32)
            for row, line in enumerate(one.rows, start=_TOP + 1):
                sheet.write_string(row, 0, line.code, plain)
                for column in range(1, len(fixed)):
                    sheet.write_blank(row, column, None, asked)
                for at, text in enumerate(line.texts):
                    style = marked if at in line.marked else wrapped if one.columns[at][1] > 60 else plain
                    if text:
                        sheet.write_string(row, len(fixed) + at, text, style)
                    else:
                        sheet.write_blank(row, len(fixed) + at, None, style)
            last = _TOP + max(1, len(one.rows))
            for answers, first, end in _offers(one):
                choices = {"validate": "list", "source": [WORDS[answer] for answer in answers]}
                sheet.data_validation(_TOP + 1 + first, 1, _TOP + 1 + end, 1, choices)
            sheet.autofilter(_TOP, 0, last, len(every) - 1)
            sheet.freeze_panes(_TOP + 1, len(fixed))
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(_TOP)
    return stream.getvalue()


def _offers(sheet: CaseSheet) -> list[tuple[tuple[str, ...], int, int]]:
    """The answers to choose from with the first and the last row, from 0, that take them."""
    found: list[tuple[tuple[str, ...], int, int]] = []
    for row, line in enumerate(sheet.rows):
        offered = tuple(line.answers or sheet.answers)
        start = found.pop()[1] if found and found[-1][0] == offered else row
        found.append((offered, start, row))
    return found or [(tuple(sheet.answers), 0, 0)]


def read(path: Path, *, progress: Progress | None = None) -> list[AnsweredLine]:
    """The answers of a workbook made by `render`, however it was sorted, filtered or saved again.

    Raises what `ntt_desktop.formats.sheets.read_workbook` raises, and ``queue_header_missing``.
    """
    book = read_workbook(path, progress=progress) if progress else read_workbook(path)
    found: list[AnsweredLine] = []
    known = False
    for sheet in book.sheets:
        columns: dict[str, int] = {}
        for number, cells in enumerate(sheet.rows, start=1):
            texts = [as_text(cell) for cell in cells]
            if CODE in texts and ANSWER in texts:
                columns = {name: texts.index(name) for name in (CODE, ANSWER, OTHER, NOTE) if name in texts}
                known = True
            elif columns:
                values = {name: texts[at] if at < len(texts) else "" for name, at in columns.items()}
                if values[CODE]:
                    text, other = values[ANSWER], values.get(OTHER, "")
                    found.append(
                        AnsweredLine(
                            sheet.name, number, values[CODE], _answer(text), other, values.get(NOTE, ""), text or other
                        )
                    )
    if not known:
        raise UserError("queue_header_missing", name=path.name)
    return found


def how_to() -> str:
    """What stands above each sheet."""
    return tr("Answer each row in the yellow columns, by the list in the cell. Then take this file in again.")


def _answer(text: str) -> str | None:
    folded = fold(text).lower()
    if not folded:
        return ""
    return next((key for key, word in WORDS.items() if folded in (key, word)), None)
