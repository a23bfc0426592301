"""Foreign workbooks made on the fly: a small true one, and what can be done to it."""

import io
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

HEADER = ("NO", "NIK", "NAMA", "DESA", "KECAMATAN")
PEOPLE = (
    (1, "5311180105780001", "Yoksan Goit", "Kangeli", "Lewa Tidahu"),
    (2, "5311115202000001", "Leonarda de Ornay", "Wulla", "Wulla Waijelu"),
)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"

Change = bytes | Callable[[bytes], bytes]


def workbook() -> bytes:
    """Two people in one sheet, their words in the strings table."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Usulan")
        for number, row in enumerate((HEADER, *PEOPLE)):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def changed(
    source: bytes,
    parts: Mapping[str, Change] | None = None,
    *,
    added: Mapping[str, bytes] | None = None,
    dropped: tuple[str, ...] = (),
) -> bytes:
    """A packed file with parts replaced, added and left out."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as given, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            if entry.filename in dropped:
                continue
            change = (parts or {}).get(entry.filename)
            data = given.read(entry)
            made.writestr(entry.filename, data if change is None else change(data) if callable(change) else change)
        for name, data in (added or {}).items():
            made.writestr(name, data)
    return content.getvalue()


def behind_rows(xml: bytes) -> Callable[[bytes], bytes]:
    """Puts something behind the rows of a sheet."""
    return lambda data: data.replace(b"</sheetData>", xml + b"</sheetData>")


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
"""The far corner of a sheet."""


def spreadsheet_ods(rows: bytes) -> bytes:
    """An OpenDocument spreadsheet with these rows of XML."""
    content = io.BytesIO()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    begin = f"<office:document-content{names}><office:body><office:spreadsheet>"
    end = b"</table:table></office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", kind)
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr("content.xml", begin.encode() + b'<table:table table:name="Usulan">' + rows + end)
    return content.getvalue()


def ods_row(*texts: object) -> bytes:
    """One row of texts."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f"<table:table-row>{cells}</table:table-row>".encode()


def workbook_xlsb() -> bytes:
    """The same two people as a binary workbook, written record by record."""
    rows = b"".join(
        _record(0, number.to_bytes(4, "little") + bytes(13))
        + b"".join(_text(column, str(cell)) for column, cell in enumerate(row))
        for number, row in enumerate((HEADER, *PEOPLE))
    )
    sheet = _record(129) + _record(148, bytes(16)) + _record(145) + rows + _record(146) + _record(130)
    bundle = bytes(4) + (1).to_bytes(4, "little") + _wide("rId1") + _wide("Usulan")
    book = _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    begin = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "xl/_rels/workbook.bin.rels",
            f'{begin}<Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
        )
        made.writestr("xl/workbook.bin", book)
        made.writestr("xl/worksheets/sheet1.bin", sheet)
    return content.getvalue()


def far_xlsb() -> bytes:
    """A binary workbook with a cell in its far corner."""
    corner = _record(0, (1_048_575).to_bytes(4, "little") + bytes(13)) + _text(16_383, "x")
    return changed(
        workbook_xlsb(),
        {"xl/worksheets/sheet1.bin": lambda data: data.replace(_record(146), corner + _record(146))},
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, length = b"", len(data)
    while True:
        size += bytes((length & 0x7F | (0x80 if length > 127 else 0),))
        length >>= 7
        if not length:
            return head + size + data


def _wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def _text(column: int, text: str) -> bytes:
    return _record(6, column.to_bytes(4, "little") + bytes(4) + _wide(text))
