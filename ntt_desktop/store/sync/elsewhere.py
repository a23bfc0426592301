"""Keyed hashes of NIKs: a cache of our own people's, and those that the node above says are held elsewhere. Local.

A hash is Argon2id (2 MiB, one pass) of the NIK with the tree's key as its secret, cut to five bytes: dear enough that
nobody computes all possible NIKs on the side, and cheap enough for 100,000 people (docs/decisions/).
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

BYTES = 5
SETTING = "nik_key"
_COST = {"iterations": 1, "lanes": 1, "memory_cost": 2048}
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class TreeKey:
    """The key under which this tree hashes NIKs, hex; ``since`` is our highest number when it came to be ours."""

    key: str
    since: int

    @property
    def id(self) -> str:
        """What names the key in files without giving it away."""
        return hashlib.sha256(b"ntt-nik-key" + bytes.fromhex(self.key)).hexdigest()[:8]


def hash_nik(key: TreeKey, nik: str) -> bytes:
    """The five bytes of a NIK. Takes milliseconds; other threads go on meanwhile."""
    secret = bytes.fromhex(key.key)
    salt = hashlib.sha256(b"ntt-elsewhere" + secret).digest()[:16]
    kdf = Argon2id(
        salt=salt,
        length=BYTES,
        iterations=_COST["iterations"],
        lanes=_COST["lanes"],
        memory_cost=_COST["memory_cost"],
        secret=secret,
    )
    return kdf.derive(nik.encode())


def key_of(setting: object) -> TreeKey | None:
    """The key of the setting's value, if there is one."""
    if isinstance(setting, Mapping) and isinstance(setting.get("key"), str):
        return TreeKey(setting["key"], int(setting.get("since", 0)))
    return None


def new_key() -> str:
    """A fresh key, hex."""
    return secrets.token_hex(32)


def adopt(uow: UnitOfWork, key: str, since: int) -> TreeKey:
    """Hash under this key from now on; what was hashed under another one is worth nothing."""
    uow.set_setting(SETTING, {"key": key, "since": since})
    uow.execute("DELETE FROM nik_hash")
    uow.execute("DELETE FROM elsewhere")
    return TreeKey(key, since)


def hashes(source: Rows, niks: Iterable[str]) -> dict[str, bytes]:
    """The hashes that are known of these NIKs."""
    found: dict[str, bytes] = {}
    wanted = sorted(set(niks))
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        rows = source.rows(f"SELECT nik, hash FROM nik_hash WHERE nik IN ({marks})", chunk)
        found |= {row["nik"]: bytes(row["hash"]) for row in rows}
    return found


def remember(uow: UnitOfWork, made: Mapping[str, bytes]) -> None:
    """Keep hashes, so that they are computed once."""
    for nik, value in made.items():
        uow.execute("INSERT OR REPLACE INTO nik_hash (nik, hash) VALUES (?, ?)", (nik, value))


def told(source: Rows, after: int = 0) -> list[tuple[bytes, str]]:
    """(hash, kabupaten) of NIKs held elsewhere that we were told of since our number ``after``, that one included:
    being told adds no record, so what came since a file was made may stand under its number."""
    rows = source.rows("SELECT hash, region FROM elsewhere WHERE since >= ? ORDER BY hash, region", (after,))
    return [(bytes(row["hash"]), row["region"]) for row in rows]


def forget_all(uow: UnitOfWork) -> None:
    """A full list follows."""
    uow.execute("DELETE FROM elsewhere")


def add(uow: UnitOfWork, region: str, values: Iterable[bytes], since: int) -> None:
    """These NIKs are held in a kabupaten."""
    for value in values:
        uow.execute("INSERT OR IGNORE INTO elsewhere (hash, region, since) VALUES (?, ?, ?)", (value, region, since))


def drop(uow: UnitOfWork, values: Iterable[bytes]) -> None:
    """These NIKs are held nowhere else any more."""
    for value in values:
        uow.execute("DELETE FROM elsewhere WHERE hash = ?", (value,))


def regions_of(source: Rows, value: bytes) -> list[str]:
    """The kabupaten in which a NIK with this hash is held."""
    return [
        row["region"] for row in source.rows("SELECT region FROM elsewhere WHERE hash = ? ORDER BY region", (value,))
    ]
