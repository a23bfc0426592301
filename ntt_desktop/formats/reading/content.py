"""What a file is, by its content and never by its name."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.base import BaseOfficeFile

from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading.limits import DAMAGED, Limits, check_file

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|table|head|meta|style|body|div)", re.IGNORECASE | re.DOTALL
)
_OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x1f\x8b", b"MZ")


_SHEET_STREAM = re.compile(rb"(?i)(?:W\0O\0R\0K\0)?B\0O\0O\0K\0\0\0")
"""The name of the stream in which a workbook of the old format lies: Workbook, or Book before 1997."""


_WORKBOOK_PART = re.compile(r"(?:^|/)workbook\.(?:xml|bin)$")
_LARGEST_PART = 4 * 1024 * 1024
_DATE1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']""")
_WB_PROP = re.compile(rb"\x99\x01[\x08-\x40](.)", re.DOTALL)
"""BrtWbProp of xlsb: its first bit says so."""
_DATEMODE = re.compile(
    rb"\x8d\x00\x02\x00..\x22\x00\x02\x00\x01\x00|\x22\x00\x02\x00\x01\x00\x0e\x00\x02\x00", re.DOTALL
)
"""The DATEMODE record of xls, set to 1904, behind HIDEOBJ or before PRECISION, where every program writes it."""


_STRAY = 2
"""Control characters that a short text may hold and still be one."""


_WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods", ".csv")


class Kind(StrEnum):
    """The kinds of file that can be taken in."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    MARKUP = "markup"
    """A web page with a table, which many offices' systems export under the name .xls."""


def load(path: Path, limits: Limits, password: str | None = None, kept: bytes | None = None) -> tuple[Kind, bytes]:
    """The kind and the bytes of a file, decrypted if it was protected.

    Raises `UserError`: ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_too_large``,
    ``file_not_workbook``, ``file_zipped``, ``file_damaged``, ``file_protected``, ``password_wrong``.
    """
    if kept is None:
        check_file(path, limits)
    elif len(kept) > limits.file_bytes:
        raise UserError("file_too_large", name=path.name)
    try:
        content = path.read_bytes() if kept is None else kept
    except FileNotFoundError as error:
        raise UserError("file_missing", name=path.name) from error
    except OSError as error:
        raise UserError("file_unreadable", name=path.name) from error
    if not content.strip(b"\0 \t\r\n"):
        raise UserError("file_empty", name=path.name)
    return _kind(content, path.name, password)


def _kind(content: bytes, name: str, password: str | None, *, opened: bool = False) -> tuple[Kind, bytes]:
    if content.startswith(_OLE):
        return _ole(content, name, password, opened=opened)
    if content.startswith(_ZIP):
        return _packed(content, name), content
    if content.startswith(_OTHER_FILES):
        raise UserError("file_not_workbook", name=name)
    if _MARKUP.match(content[:4096]) or b"<table" in content[:65536].lower():
        return Kind.MARKUP, content
    if content[:5] == b"<?xml" or _binary(content):
        raise UserError("file_not_workbook", name=name)
    return Kind.TEXT, content


def _ole(content: bytes, name: str, password: str | None, *, opened: bool) -> tuple[Kind, bytes]:
    """A workbook of the old format, or a protected one of either format."""
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        locked = not opened and office.is_encrypted()
        known = office.format == "xls97"
    except Exception:
        # msoffcrypto reads no workbook before Excel 97, and gives up at small damage; the fast reader decides then.
        locked, known = False, _SHEET_STREAM.search(content) is not None
    if locked:
        if not password:
            raise UserError("file_protected", name=name)
        return _kind(_unlocked(office, password, name), name, None, opened=True)
    if not known:
        # The list of what such a file holds often lies at its end: cut off, nobody can say what it was.
        directory = (int.from_bytes(content[48:52], "little") + 1) * 512
        raise UserError("file_damaged" if directory >= len(content) else "file_not_workbook", name=name)
    return Kind.XLS, content


def _unlocked(office: BaseOfficeFile, password: str, name: str) -> bytes:
    """The workbook under a password. Raises ``password_wrong``, ``file_damaged``."""
    plain = io.BytesIO()
    try:
        office.load_key(password=password)
        office.decrypt(plain)
    except Exception as error:
        # Checking the password takes as long as opening does, so it is only asked for where opening failed.
        raise UserError("file_damaged" if _fits(office, password, error) else "password_wrong", name=name) from error
    return plain.getvalue()


def _fits(office: BaseOfficeFile, password: str, failed: Exception) -> bool:
    """Whether this is the password; also where the file is too broken to say so."""
    if office.format != "ooxml":
        return not isinstance(failed, InvalidKeyError)
    try:
        office.load_key(password=password, verify_password=True)
    except InvalidKeyError:
        return False
    except Exception:
        return True
    return True


def counts_from_1904(content: bytes, kind: Kind) -> bool:
    """Whether a workbook counts its days from 1904, as Excel on a Macintosh once did."""
    if kind is Kind.XLS:
        return _DATEMODE.search(content) is not None
    if kind not in (Kind.XLSX, Kind.XLSB):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if _WORKBOOK_PART.search(entry.filename) and entry.file_size < _LARGEST_PART:
                    part = archive.read(entry)
                    if kind is Kind.XLSX:
                        return _DATE1904.search(part) is not None
                    found = _WB_PROP.search(part)
                    return found is not None and bool(found[1][0] & 1)
    except DAMAGED:
        return False  # reading says what is wrong with it
    return False


def _packed(content: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(entry.endswith("workbook.xml") for entry in names) and "[Content_Types].xml" in names:
                return Kind.XLSX
            if any(entry.endswith("workbook.bin") for entry in names):
                return Kind.XLSB
            if "content.xml" in names and "META-INF/manifest.xml" in names:
                manifest = archive.read("META-INF/manifest.xml") if _small(archive, "META-INF/manifest.xml") else b""
                if b"encryption-data" in manifest:
                    raise UserError("file_protected", name=name)
                if b"opendocument.spreadsheet" in manifest:
                    return Kind.ODS
            if any(entry.lower().endswith(_WORKBOOKS) for entry in names):
                raise UserError("file_zipped", name=name)
    except DAMAGED as error:
        raise UserError("file_damaged", name=name) from error
    raise UserError("file_not_workbook", name=name)


def _small(archive: zipfile.ZipFile, entry: str) -> bool:
    return archive.getinfo(entry).file_size < 1_000_000


def _binary(content: bytes) -> bool:
    """Whether bytes are no text: more control characters, zeros among them, than a slip of some program leaves."""
    head = content[:65536]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if head.count(0) >= len(head) * 0.35:
        return False  # UTF-16 without a mark: nearly every second byte is zero
    odd = sum(head.count(bytes((code,))) for code in range(32) if code not in (9, 10, 12, 13, 26, 27))
    return odd > max(len(head) * 0.01, _STRAY)
