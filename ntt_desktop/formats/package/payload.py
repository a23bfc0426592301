"""The payload: change records as canonical JSON lines, packed.

A line is one JSON object with sorted keys and no spaces. A line without ``t`` is a change record; a line with
``t`` is something else that rides along (names of codes, the sender's stock, verdicts). The lines are sorted, so
the bytes, and with them the digest, are a function of the set of lines.
"""

import base64
import hashlib
import json
import lzma
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from ntt_desktop.domain.changes import Change
from ntt_desktop.errors import UserError

LARGEST = 256 * 1024 * 1024
"""A payload that unpacks to more bytes than this is refused before it fills the memory."""

_LARGEST_NUMBER = 2**63
"""What a store can keep."""

_TEXTS_ALONE = frozenset((str,))
_REVISION = re.compile(r"[0-9a-f]{16}[0-9a-z]+")

Line = Mapping[str, Any]
"""A payload line that is no change record: ``t`` is its type."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a package says: change records in the order of their revisions, and the other lines."""

    changes: tuple[Change, ...]
    lines: tuple[Line, ...] = ()

    def lines_of(self, type_: str) -> list[Line]:
        """The lines of one type."""
        return [line for line in self.lines if line.get("t") == type_]


@dataclass(frozen=True, slots=True)
class Packed:
    """A payload ready for the sheet: base64 text, how it is packed, and the digest and size of what is inside."""

    text: str
    packing: str
    sha256: str
    size: int


def canonical(payload: Payload) -> bytes:
    """The payload's bytes: UTF-8, a line per record, other lines first, then the changes by revision."""
    others = sorted(_dump(dict(line)) for line in payload.lines)
    changes = {change.revision: change for change in payload.changes}
    ordered = [_dump(_change_line(changes[revision])) for revision in sorted(changes)]
    return "".join(f"{line}\n" for line in (*others, *ordered)).encode("utf-8")


def pack(payload: Payload) -> Packed:
    """The payload packed by whichever of xz and zlib is smaller."""
    data = canonical(payload)
    candidates = {
        "xz": lzma.compress(data, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=6),
        "zlib": zlib.compress(data, 9),
    }
    packing = min(candidates, key=lambda name: (len(candidates[name]), name))
    text = base64.b64encode(candidates[packing]).decode("ascii")
    return Packed(text, packing, hashlib.sha256(data).hexdigest(), len(data))


def unpack(packed: Packed) -> Payload:
    """The payload of a packed text. Raises `UserError` ``package_damaged`` unless size and digest are as stated."""
    return parse(decompress(packed), packed)


def parse(data: bytes, stated: Packed) -> Payload:
    """The payload of these bytes. Raises `UserError` ``package_damaged`` unless size and digest are as stated."""
    if len(data) != stated.size or hashlib.sha256(data).hexdigest() != stated.sha256:
        raise UserError("package_damaged")
    changes: list[Change] = []
    lines: list[Line] = []
    try:
        # All lines at once, which takes half the time; texts hold no line feeds, and half a character is refused.
        read = orjson.loads(b"[%b]" % data.removesuffix(b"\n").replace(b"\n", b","))
        if len(read) != data.count(b"\n"):
            raise ValueError("not a line an object")
        for line in read:
            if "t" in line:
                lines.append(line)
            else:
                changes.append(_change(line))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError("package_damaged") from error
    return Payload(tuple(changes), tuple(lines))


def decompress(packed: Packed) -> bytes:
    """The bytes of a packed text, at most one more than stated. Raises `UserError` for what cannot be unpacked."""
    if packed.size > LARGEST:
        raise UserError("package_too_large")
    try:
        data = base64.b64decode(packed.text, validate=True)
        if packed.packing == "xz":
            return lzma.LZMADecompressor(format=lzma.FORMAT_XZ).decompress(data, packed.size + 1)
        if packed.packing == "zlib":
            return zlib.decompressobj().decompress(data, packed.size + 1)
    except (ValueError, lzma.LZMAError, zlib.error, EOFError) as error:
        raise UserError("package_damaged") from error
    raise UserError("package_packing_unknown", packing=packed.packing)


def _dump(line: Mapping[str, Any]) -> str:
    # U+2028 and its kin would be taken for ends of lines by splitlines, so they are escaped.
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text if text.isascii() else "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    return (
        f"\\u{ord(character):04x}"
        if character in "\x85\u2028\u2029" or "\ud800" <= character <= "\udfff"
        else character
    )


def _change_line(change: Change) -> dict[str, Any]:
    line: dict[str, Any] = {
        "r": change.revision,
        "k": change.kind,
        "i": change.record,
        "v": dict(change.values),
        "p": {field: sorted(revisions) for field, revisions in change.replaces.items() if revisions},
        "a": change.actor,
        "w": change.reason,
    }
    return {key: value for key, value in line.items() if value or key in ("r", "k", "i", "v")}


def _change(line: Mapping[str, Any]) -> Change:
    revision, kind, record = line["r"], line["k"], line["i"]
    actor, reason, replaced = line.get("a", ""), line.get("w", ""), line.get("p")
    if not (
        isinstance(revision, str)
        and isinstance(kind, str)
        and isinstance(record, str)
        and isinstance(actor, str)
        and isinstance(reason, str)
        and _REVISION.fullmatch(revision)
    ):
        raise TypeError("not a change record")
    values = line["v"]
    if not _TEXTS_ALONE.issuperset(map(type, values.values())) and not all(map(_is_value, values.values())):
        raise TypeError("not a value")
    replaces: dict[str, tuple[str, ...]] = {}
    for field, revisions in (replaced or {}).items():
        if not _is_texts(revisions):
            raise TypeError("not revisions")
        replaces[field] = tuple(revisions)
    return Change(revision, kind, record, values, replaces, actor, reason)


def _is_value(value: object) -> bool:
    if isinstance(value, int):
        return -_LARGEST_NUMBER <= value < _LARGEST_NUMBER
    return value is None or isinstance(value, str) or _is_texts(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
