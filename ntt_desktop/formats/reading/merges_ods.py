"""Which cells of an ods workbook are merged downwards: the fast reader says it of the other formats only."""

import io
import re
import zipfile

from ntt_desktop.formats.reading.limits import DAMAGED, Merge

_CHUNK = 1 << 20
_TOKEN = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_SPANNED = re.compile(rb"""number-rows-spanned\s*=\s*["'](\d{1,7})["']""")
_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d{1,7})["']""")
_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d{1,7})["']""")
_MOST = 100_000


def merged_down(content: bytes) -> list[list[Merge]]:
    """For each table of the workbook, in its order, the ranges merged over more than one row.

    Columns to the right of the first one are not told. Empty where the content cannot be unpacked.
    """
    tables: list[list[Merge]] = []
    row = rows = column = told = 0
    rest = b""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as stream:
            while piece := stream.read(_CHUNK):
                text = rest + piece
                edge = text.rfind(b"<")
                for found in _TOKEN.finditer(text, 0, max(edge, 0)):
                    kind, attributes = found.groups()
                    if kind == b"table":
                        tables.append([])
                        row = rows = 0
                    elif kind == b"table-row":
                        row, rows, column = row + rows, _number(_ROWS, attributes), 0
                    else:
                        down = _number(_SPANNED, attributes)
                        if down > 1 and tables and told < _MOST:
                            told += 1
                            tables[-1].append(((row, column), (row + down - 1, column)))
                        column += _number(_COLUMNS, attributes)
                rest = text[max(edge, 0) :][-4 * _CHUNK :]
    except (*DAMAGED, KeyError):
        return []
    return tables


def _number(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
