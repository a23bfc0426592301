"""A workbook's password: the agile encryption (AES-256) that spreadsheet programs know. All in memory."""

from io import BytesIO

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from ntt_desktop.errors import UserError

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


def decrypt(data: bytes, password: str | None) -> bytes:
    """The plain workbook.

    Raises `UserError`: ``password_needed``, ``password_wrong``, or ``package_damaged`` when the protected part
    does not hold together.
    """
    if not password:
        raise UserError("password_needed")
    try:
        protected = msoffcrypto.OfficeFile(BytesIO(data))
        protected.load_key(password=password, verify_password=True)
    except InvalidKeyError as error:
        raise UserError("password_wrong") from error
    except Exception as error:  # the library lets struct, index and zip errors of a damaged file through
        raise UserError("package_damaged") from error
    target = BytesIO()
    try:
        protected.decrypt(target, verify_integrity=True)
    except Exception as error:  # as above, and its InvalidKeyError for content that fails its checksum
        raise UserError("package_damaged") from error
    return target.getvalue()
