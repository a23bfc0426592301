"""The store's data key and its two wraps: under the passphrase and under the recovery key.

A random 256-bit data key opens SQLCipher. It is never stored bare: ``keys.json`` holds it wrapped (AES-256 key
wrap with padding, RFC 5649) under Argon2id (RFC 9106) of the passphrase and of the recovery key. The file is
written by rename and doubled as ``keys.json.bak``. A recovery key is 160 random bits and a 20-bit checksum in
base32 groups of four: it can be copied by hand and a slip is noticed.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding, aes_key_wrap_with_padding

from ntt_desktop.errors import StoreError, UserError
from ntt_desktop.store.files import write_atomic

FILE = "keys.json"
_ATTEMPTS = "attempts.json"
_ARGON2 = {"iterations": 3, "lanes": 4, "memory_cost": 65536}
"""RFC 9106's second recommended setting (64 MiB), fit for a laptop of 4 GB."""
LONGEST_WAIT = 60.0
"""Seconds at most between two tries."""


def new_recovery_key() -> str:
    """A recovery key as shown to the officer: nine base32 groups of four, the last one the checksum."""
    body = base64.b32encode(secrets.token_bytes(20)).decode()
    whole = body + _checksum(body)
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def read_recovery_key(text: str) -> str:
    """The canonical letters of a typed recovery key; raises `UserError` ``recovery_key_mistyped``."""
    letters = "".join(text.upper().split()).replace("-", "").replace("0", "O").replace("1", "I").replace("8", "B")
    if len(letters) != 36 or _checksum(letters[:32]) != letters[32:]:
        raise UserError("recovery_key_mistyped")
    return letters


@dataclass(frozen=True, slots=True)
class NewKeys:
    """Fresh keys: the store is made with ``data_key`` first, then ``save`` writes the wraps, which make it a store."""

    data_key: bytes
    recovery_key: str
    """Shown once and kept nowhere."""
    wraps: dict[str, Any]

    def save(self, home: Path) -> None:
        """Write ``keys.json``."""
        _save(home, {"version": 1, "wraps": self.wraps})


def create(passphrase: str) -> NewKeys:
    """Make a data key and a recovery key and wrap the former under both secrets."""
    data_key, recovery_key = secrets.token_bytes(32), new_recovery_key()
    wraps = {"passphrase": _wrap(data_key, passphrase), "recovery": _wrap(data_key, read_recovery_key(recovery_key))}
    return NewKeys(data_key, recovery_key, wraps)


def unlock(home: Path, passphrase: str, *, wait: Callable[[float], None] = time.sleep) -> bytes:
    """The data key. A wrong passphrase raises `UserError` ``wrong_passphrase`` and takes longer each time."""
    return _open(home, "passphrase", passphrase, "wrong_passphrase", wait)


def recover(home: Path, recovery_key: str, new_passphrase: str, *, wait: Callable[[float], None] = time.sleep) -> bytes:
    """Open with the recovery key and set a new passphrase. Raises `UserError` ``wrong_recovery_key``."""
    data_key = _open(home, "recovery", read_recovery_key(recovery_key), "wrong_recovery_key", wait)
    set_passphrase(home, data_key, new_passphrase)
    return data_key


def set_passphrase(home: Path, data_key: bytes, passphrase: str) -> None:
    """Wrap the data key anew under another passphrase; the recovery key stays."""
    content = _load(home)
    content["wraps"]["passphrase"] = _wrap(data_key, passphrase)
    _save(home, content)


def waiting_time(failures: int) -> float:
    """Seconds to wait before the next try after that many failures: 0, 1, 2, 4, ... up to `LONGEST_WAIT`."""
    return 0.0 if failures == 0 else min(LONGEST_WAIT, 2.0 ** (failures - 1))


def exists(home: Path) -> bool:
    """Whether a store was set up in this folder."""
    return (home / FILE).exists() or (home / f"{FILE}.bak").exists()


def _open(home: Path, which: str, secret: str, code: str, wait: Callable[[float], None]) -> bytes:
    content = _load(home)
    failures = _failures(home)
    if failures:
        wait(waiting_time(failures))
    try:
        data_key = _unwrap(content["wraps"][which], secret)
    except InvalidUnwrap:
        _note_failures(home, failures + 1)
        raise UserError(code, seconds=int(waiting_time(failures + 1))) from None
    if failures:
        _note_failures(home, 0)
    return data_key


def _derive(secret: str, salt: bytes, cost: dict[str, int]) -> bytes:
    kdf = Argon2id(
        salt=salt, length=32, iterations=cost["iterations"], lanes=cost["lanes"], memory_cost=cost["memory_cost"]
    )
    return kdf.derive(secret.encode())


def _wrap(data_key: bytes, secret: str) -> dict[str, Any]:
    salt = secrets.token_bytes(16)
    wrapped = aes_key_wrap_with_padding(_derive(secret, salt, _ARGON2), data_key)
    return {"kdf": "argon2id", **_ARGON2, "salt": salt.hex(), "wrapped": wrapped.hex()}


def _unwrap(wrap: dict[str, Any], secret: str) -> bytes:
    cost = {name: int(wrap[name]) for name in _ARGON2}
    derived = _derive(secret, bytes.fromhex(wrap["salt"]), cost)
    return aes_key_unwrap_with_padding(derived, bytes.fromhex(wrap["wrapped"]))


def _checksum(body: str) -> str:
    return base64.b32encode(hashlib.sha256(body.encode()).digest()).decode()[:4]


def _load(home: Path) -> dict[str, Any]:
    if not exists(home):
        raise UserError("no_store", home=str(home))
    for name in (FILE, f"{FILE}.bak"):
        try:
            content: dict[str, Any] = json.loads((home / name).read_text("utf-8"))
            if {"passphrase", "recovery"} <= set(content["wraps"]):
                return content
        except (OSError, ValueError, KeyError, TypeError):
            continue
    raise StoreError("keys_damaged", path=str(home / FILE))


def _save(home: Path, content: dict[str, Any]) -> None:
    encoded = json.dumps(content, indent=1).encode()
    write_atomic(home / FILE, encoded)
    write_atomic(home / f"{FILE}.bak", encoded)


def _failures(home: Path) -> int:
    try:
        return int(json.loads((home / _ATTEMPTS).read_text("utf-8"))["failures"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _note_failures(home: Path, failures: int) -> None:
    write_atomic(home / _ATTEMPTS, json.dumps({"failures": failures}).encode())
