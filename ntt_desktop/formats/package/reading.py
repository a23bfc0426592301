"""Reading a package's workbook back: find the signed parts, check them, and find what the visible sheets say."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.domain.sync.comparing import CellValue, text_of
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import manifest as manifests
from ntt_desktop.formats.package.columns import HIDDEN
from ntt_desktop.formats.package.manifest import Manifest
from ntt_desktop.formats.package.payload import Packed, Payload, parse, unpack
from ntt_desktop.formats.package.signing import verified
from ntt_desktop.formats.package.workbook import MARK


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet as it was found: its name and its rows of cell values."""

    name: str
    rows: Sequence[Sequence[CellValue]]
    first_row: int = 1
    """The sheet's own number of ``rows[0]``."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The signed part as it stands in the hidden sheet: the manifest's bytes, their signature, the payload's text."""

    manifest: bytes
    signature: bytes
    payload: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package whose signature holds; its payload is not unpacked yet."""

    manifest: Manifest
    packed: Packed

    def payload(self, data: bytes | None = None) -> Payload:
        """The payload, from its bytes if they are unpacked already.

        Raises `UserError` ``package_damaged`` when it is not the one that was signed.
        """
        return unpack(self.packed) if data is None else parse(data, self.packed)


def parts_of(sheets: Sequence[Found]) -> Parts:
    """The signed part of a workbook.

    Raises `UserError`: ``package_missing`` (no hidden sheet: not a package, or it was removed), ``package_damaged``.
    """
    found = _named(_hidden(sheets))
    try:
        stated = base64.b64decode(found["manifest"], validate=True)
        signature = base64.b64decode(found["signature"], validate=True)
        return Parts(stated, signature, found["payload"])
    except (KeyError, ValueError) as error:
        raise UserError("package_damaged") from error


def verify(parts: Parts) -> Sealed:
    """Check the signature. Raises `UserError`: ``package_damaged``, ``package_format_newer``, ``signature_wrong``."""
    manifest = manifests.from_bytes(parts.manifest)
    if not verified(manifest.sender.key, parts.manifest, parts.signature):
        raise UserError("signature_wrong")
    return Sealed(manifest, Packed(parts.payload, manifest.packing, manifest.payload_sha256, manifest.payload_size))


def visible(sheets: Sequence[Found]) -> list[Found]:
    """The sheets that people see."""
    return [sheet for sheet in sheets if not _is_hidden(sheet)]


def _is_hidden(sheet: Found) -> bool:
    return sheet.name == HIDDEN or any(text_of(row[0]) == MARK for row in sheet.rows[:3] if row)


def _hidden(sheets: Sequence[Found]) -> Found:
    for sheet in sheets:
        if _is_hidden(sheet):
            return sheet
    raise UserError("package_missing")


def _named(sheet: Found) -> dict[str, str]:
    """The named parts, their pieces put together by number wherever the rows stand."""
    pieces: dict[str, dict[int, str]] = {}
    for row in sheet.rows:
        texts = [text_of(cell) for cell in row]
        if len(texts) >= 3 and texts[1].isdecimal():
            pieces.setdefault(texts[0], {})[int(texts[1])] = texts[2]
    return {name: "".join(found[number] for number in sorted(found)) for name, found in pieces.items()}
