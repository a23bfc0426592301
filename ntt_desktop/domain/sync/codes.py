"""Codes that people read aloud or compare by eye: check code of a package, row keys, typed fingerprints.

The alphabet of the codes made here is Crockford's base32: no I, L, O or U, so that nothing is misread or misheard.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping

_FROM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CROCKFORD = str.maketrans(_FROM, _TO)
_MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""Digits that a fingerprint (RFC 4648 base32) does not have, and the letters they were meant to be."""

CHECK_LENGTH = 8
ROW_KEY_LENGTH = 8
_STOCK_BYTES = 5


def base32(data: bytes) -> str:
    """``data`` in Crockford's alphabet, without padding."""
    return base64.b32encode(data).decode("ascii").rstrip("=").translate(_CROCKFORD)


_PAIRS = tuple(left + right for left in _TO for right in _TO)


def _beginning(digest: bytes) -> str:
    """The first 8 characters of ``base32(digest)``, of which a package needs one for each of its rows."""
    bits = int.from_bytes(digest[:5], "big")
    return _PAIRS[bits >> 30] + _PAIRS[bits >> 20 & 1023] + _PAIRS[bits >> 10 & 1023] + _PAIRS[bits & 1023]


def same_code(left: str, right: str) -> bool:
    """Whether two fingerprints are the same; case, spaces, hyphens and 0 1 8 for O I B do not matter."""
    return _bare(left) == _bare(right)


def check_code(facts: Iterable[str]) -> str:
    """The 8 characters that sender and receiver compare; the same facts in the same order give the same code."""
    digest = hashlib.sha256(b"ntt-check\0" + "\0".join(facts).encode("utf-8")).digest()
    return base32(digest)[:CHECK_LENGTH]


def stock_key(record: str) -> bytes:
    """Five bytes that stand for a worker's record in the list of a sender's whole stock."""
    return hashlib.sha256(b"ntt-stock\0" + record.encode("utf-8")).digest()[:_STOCK_BYTES]


def pack_stock(keys: Iterable[bytes]) -> str:
    """Stock keys as one base64 text, sorted, so that the order of records cannot matter."""
    return base64.b64encode(b"".join(sorted(keys))).decode("ascii")


def unpack_stock(text: str) -> list[bytes]:
    """The stock keys of a packed text. Raises ``ValueError`` when it is not one."""
    data = base64.b64decode(text, validate=True)
    if len(data) % _STOCK_BYTES:
        raise ValueError("the stock list is cut off")
    return [data[start : start + _STOCK_BYTES] for start in range(0, len(data), _STOCK_BYTES)]


def row_keys(records: Iterable[str], letter: str) -> Mapping[str, str]:
    """A short key per record id, beginning with ``letter``; longer where two ids would share one.

    A function of the set of ids, so sender and receiver give the same keys.
    """
    salt = f"ntt-row\0{letter}\0"
    keys: dict[str, str] = {}
    first: dict[str, str] = {}
    shared: set[str] = set()
    for record in records:
        short = _beginning(hashlib.sha256((salt + record).encode()).digest())[: ROW_KEY_LENGTH - 1]
        keys[record] = letter + short
        if first.setdefault(short, record) != record:
            shared |= {first[short], record}
    for record in shared:
        keys[record] = letter + base32(hashlib.sha256((salt + record).encode()).digest())[:20]
    return keys


def _bare(code: str) -> str:
    return "".join(character for character in code.upper() if character.isalnum()).translate(_MISREAD)


def invitation_proof(secret: str, public_key: str) -> str:
    """What a package carries to show that its maker had the invitation: an HMAC of its key under the secret, hex."""
    said = b"ntt-invitation" + bytes.fromhex(public_key)
    return hmac.new(bytes.fromhex(secret), said, hashlib.sha256).hexdigest()
