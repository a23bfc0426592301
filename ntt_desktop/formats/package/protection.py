"""A workbook's password: the agile encryption (AES-256) that spreadsheet programs know. All in memory.

Opening happens in the reading process (`ntt_desktop.formats.package.source`).
"""

from io import BytesIO

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError
from msoffcrypto.format.ooxml import OOXMLFile

_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


def encrypt(workbook: bytes, password: str) -> bytes:
    """The workbook under ``password``."""
    target = BytesIO()
    OOXMLFile(BytesIO(workbook)).encrypt(password, target)
    return target.getvalue()


def is_encrypted(data: bytes) -> bool:
    """Whether the bytes are an encrypted workbook."""
    if not data.startswith(_COMPOUND_FILE):
        return False
    try:
        return bool(msoffcrypto.OfficeFile(BytesIO(data)).is_encrypted())
    except (FileFormatError, DecryptionError, OSError, ValueError):
        return False
