"""Writing a package's workbook: visible sheets for people, a very hidden one for programs. All in memory.

Data cells are strings with number format ``@``, written as such: a name that begins with ``=`` stays a name.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ntt_desktop.formats.package import manifest as manifests
from ntt_desktop.formats.package import protection
from ntt_desktop.formats.package.columns import HIDDEN, KEY_HEADER, SUMMARY
from ntt_desktop.formats.package.manifest import Manifest
from ntt_desktop.formats.package.payload import Packed, Payload, pack, unpack
from ntt_desktop.formats.package.rendering import Content, Names, Sheet, render
from ntt_desktop.formats.package.signing import signed_bytes
from ntt_desktop.formats.package.summary import PLAIN_WARNING, summary

MARK = "ntt-package"
"""Stands in the first cell of the hidden sheet, which is also found by it."""

CELL = 32_000
"""Longest text of a cell; spreadsheets stop at 32,767."""

_ACCENT, _MUTED, _LINE, _BAND = "#0B6E5F", "#556171", "#D8DDE4", "#F5F6F8"
_NARROWEST, _WIDEST = 9, 42


@dataclass(frozen=True, slots=True)
class Built:
    """A finished file, its manifest completed with what the payload turned out to be, and the signed parts."""

    data: bytes
    manifest: Manifest
    stated: bytes
    """The manifest's bytes, as signed."""
    signature: bytes
    packed: bytes
    """The packed payload."""


def build(manifest: Manifest, payload: Payload, sign: Callable[[bytes], bytes], *, password: str = "") -> Built:
    """The finished file of a manifest and a payload.

    ``sign`` makes the device's Ed25519 signature. With a password the workbook is encrypted.
    """
    packed = pack(payload)
    complete = manifest.with_payload(packed.sha256, packed.size, packed.packing)
    stated = manifests.to_bytes(complete)
    signature = sign(signed_bytes(stated))
    data = _workbook(complete, stated, signature, packed, payload, password)
    return Built(data, complete, stated, signature, base64.b64decode(packed.text))


def build_again(stated: bytes, signature: bytes, packed: bytes, *, password: str = "") -> tuple[bytes, Manifest]:
    """The file of signed parts that were kept: the same in content, cell by cell."""
    manifest = manifests.from_bytes(stated)
    text = base64.b64encode(packed).decode("ascii")
    parts = Packed(text, manifest.packing, manifest.payload_sha256, manifest.payload_size)
    return _workbook(manifest, stated, signature, parts, unpack(parts), password), manifest


def _workbook(
    manifest: Manifest, stated: bytes, signature: bytes, packed: Packed, payload: Payload, password: str
) -> bytes:
    content, names = Content.of(payload), Names.of(payload)
    plain = write(manifest, stated, signature, packed, render(content, names), names)
    return protection.encrypt(plain, password) if password else plain


def write(
    manifest: Manifest, stated: bytes, signature: bytes, packed: Packed, sheets: list[Sheet], names: Names
) -> bytes:
    """The plain workbook of a signed manifest, a packed payload and its rendered sheets."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    try:
        book.set_properties({"title": "", "author": "", "created": datetime.fromisoformat(manifest.created)})
        book.set_custom_property("ntt_package", manifest.package, "text")
        book.set_custom_property("ntt_format", manifest.format, "text")
        styles = _Styles(book)
        _summary_sheet(book, styles, manifest, names)
        for sheet in sheets:
            _data_sheet(book, styles, sheet)
        _hidden_sheet(book, styles, stated, signature, packed)
    finally:
        book.close()
    return target.getvalue()


class _Styles:
    """The formats of a workbook's cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        text = {"num_format": "@", "valign": "vcenter"}
        self.text = book.add_format(text)
        self.header = book.add_format(
            {**text, "bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT, "text_wrap": True}
        )
        self.title = book.add_format({**text, "bold": True, "font_size": 20, "font_color": _ACCENT})
        self.subtitle = book.add_format({**text, "font_color": _MUTED})
        self.heading = book.add_format(
            {**text, "bold": True, "font_size": 12, "font_color": _ACCENT, "bottom": 2, "bottom_color": _ACCENT}
        )
        self.label = book.add_format({**text, "font_color": _MUTED, "bottom": 1, "bottom_color": _LINE})
        self.value = book.add_format({**text, "bold": True, "align": "right", "bottom": 1, "bottom_color": _LINE})
        self.code = book.add_format(
            {**text, "bold": True, "font_size": 16, "align": "right", "bg_color": _BAND, "font_name": "Consolas"}
        )
        self.warning = book.add_format({**text, "bold": True, "align": "right", "font_color": "#B3261E"})


def _summary_sheet(book: xlsxwriter.Workbook, styles: _Styles, manifest: Manifest, names: Names) -> None:
    sheet = book.add_worksheet(SUMMARY)
    sheet.hide_gridlines(2)
    sheet.set_default_row(18)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 2, 44)
    title = "Berkas Balasan" if manifest.kind == manifests.RETURN else "Paket Data Pekerja"
    sheet.set_row(0, 32)
    sheet.write_string(0, 1, title, styles.title)
    sheet.write_string(1, 1, "Jangan mengubah berkas ini. Perbaikan dilakukan di program NTT Desktop.", styles.subtitle)
    row = 3
    for section in summary(manifest, names.regions):
        if not section.lines:
            continue
        sheet.write_string(row, 1, section.heading, styles.heading)
        sheet.write_blank(row, 2, None, styles.heading)
        row += 1
        for label, text in section.lines:
            style = styles.value
            if text == manifest.check_code:
                style = styles.code
                sheet.set_row(row, 26)
            elif text == PLAIN_WARNING:
                style = styles.warning
            sheet.write_string(row, 1, label, styles.label)
            _write(sheet, row, 2, text, style)
            row += 1
        row += 1
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _data_sheet(book: xlsxwriter.Workbook, styles: _Styles, rendered: Sheet) -> None:
    sheet = book.add_worksheet(rendered.form.title)
    headers = [KEY_HEADER, *(column.header for column in rendered.form.columns)]
    texts = [[row.key, *row.texts] for row in rendered.rows]
    sheet.freeze_panes(1, 4 if len(headers) > 8 else 1)
    sheet.set_row(0, 32)
    for position, header in enumerate(headers):
        longest = max((len(row[position]) for row in texts), default=0)
        width = max(_NARROWEST, min(_WIDEST, max(longest, len(header)) + 3))
        # The column's own format makes rows that people add below text as well.
        sheet.set_column(position, position, width, styles.text)
        sheet.write_string(0, position, header, styles.header)
    for line, row in enumerate(texts, start=1):
        for position, text in enumerate(row):
            if text:  # an empty cell has its column's format
                sheet.write_string(line, position, text, styles.text)
    if texts:
        sheet.add_table(
            0,
            0,
            len(texts),
            len(headers) - 1,
            {
                "name": rendered.form.title.replace(" ", "_"),
                "style": "Table Style Light 1",
                "columns": [{"header": header, "header_format": styles.header} for header in headers],
            },
        )
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _hidden_sheet(book: xlsxwriter.Workbook, styles: _Styles, stated: bytes, signature: bytes, packed: Packed) -> None:
    sheet = book.add_worksheet(HIDDEN)
    sheet.write_string(0, 0, MARK, styles.text)
    parts = {
        "manifest": base64.b64encode(stated).decode("ascii"),
        "signature": base64.b64encode(signature).decode("ascii"),
        "payload": packed.text,
    }
    line = 1
    for name, text in parts.items():
        for number, start in enumerate(range(0, len(text), CELL), start=1):
            sheet.write_string(line, 0, name, styles.text)
            sheet.write_string(line, 1, str(number), styles.text)
            sheet.write_string(line, 2, text[start : start + CELL], styles.text)
            line += 1
    sheet.very_hidden()


def _write(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)
