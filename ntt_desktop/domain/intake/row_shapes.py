"""What a row of a list is, by its looks alone: numbers of the columns, words at a table's foot."""

import re
from itertools import pairwise

from ntt_desktop.domain.dates import is_month_name
from ntt_desktop.domain.intake.cells import Cell, Row, as_text, is_number
from ntt_desktop.domain.text import fold

_SUMS = re.compile(r"(?:GRAND |SUB ?)?(?:JUMLAH|TOTAL|JML|REKAPITULASI|SUBTOTAL)\b|.*\b\d+ ORANG\b")
_OFFICES = (
    r"(?:PJ |PENJABAT |PLT |AN |A N )*(?:KEPALA (?:DESA|DUSUN|KELURAHAN|SEKSI|URUSAN|DINAS|BIDANG)|LURAH|CAMAT|"
    r"SEKRETARIS|KASI|KAUR|BENDAHARA|BUPATI|WALIKOTA)"
)
_SIGNATURE = re.compile(
    r"MENGETAHUI|MENYETUJUI|DISETUJUI|DIKETAHUI|DIBUAT OLEH|DISUSUN OLEH|YANG MEMBUAT|HORMAT KAMI|STEMPEL|CAP\b|"
    r"NIP\b|TANDA TANGAN|TTD\b|PETUGAS|PENDATA|OPERATOR|HALAMAN \d+|CATATAN|KETERANGAN|" + _OFFICES
)
_DATE_LINE = re.compile(
    r"[A-Z' .]*,?\s*\d{1,2}\s+([A-Z]+)\s+\d{4}|[A-Z' .]*,?\s*(?:TANGGAL|TGL)\b.*|[A-Z' ]+,[ .\u2026_]+\d{4}"
)
_NUMBER_CELL = re.compile(r"\(?(\d{1,2})([A-Ea-e]?)[).]{0,2}")
_LETTERS = " ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_NUMERALS = tuple(tens + ones for tens in ("", "X") for ones in _ONES)
_LONGEST_NUMERAL = max(map(len, _NUMERALS))


def is_column_numbers(row: Row, width: int) -> bool:
    """Whether a row counts the columns: 1, 2, 3, ... as numbers or as text, in brackets (which spreadsheets take for
    a minus), with a dot or as 6a, 6b; or as A, B, C or I, II, III."""
    numbers: list[float] = []
    texts: list[str] = []
    for cell in row:
        if cell is None or cell == "":
            continue
        if is_number(cell):
            numbers.append(abs(float(cell)))  # type: ignore[arg-type]
        elif isinstance(cell, str) and (found := _NUMBER_CELL.fullmatch(as_text(cell))):
            numbers.append(int(found[1]) + _LETTERS.find(found[2].upper()) / 100)
        elif isinstance(cell, str) and 0 < len(text := as_text(cell).strip("().").upper()) <= _LONGEST_NUMERAL:
            texts.append(text)
        else:
            return False
    if texts:
        order = next((order for order in (_NUMERALS, _LETTERS) if set(texts) <= set(order)), None)
        if numbers or order is None:
            return False
        numbers = [float(order.index(text)) for text in texts]
    steps = [after - before for before, after in pairwise(numbers)]
    return len(numbers) >= min(3, max(width, 2)) and numbers[0] <= 3 and all(0 < step <= 3 for step in steps)


def speaks_of_the_foot(row: Row) -> bool:
    """Whether a row speaks like a total, a place and date, or a signature."""
    for cell in row:
        if not isinstance(cell, str):
            continue
        folded = fold(cell)
        if _SUMS.match(folded) or _SIGNATURE.match(folded):
            return True
        date_line = _DATE_LINE.fullmatch(as_text(cell).upper())
        if date_line and (not date_line[1] or is_month_name(date_line[1])):
            return True
    return False


def bracketed(cell: Cell) -> bool:
    """Whether a cell stands in brackets, as the name of who signs does."""
    text = as_text(cell)
    return text.startswith("(") and text.endswith(")")
