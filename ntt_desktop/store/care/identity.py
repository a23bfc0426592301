"""Who this store is: its node, its device key, its numbering epoch."""

import base64
import hashlib
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LIFE = "life"
"""The setting of a restored or copied store: what follows the device code in its revisions (`new_life`)."""


@dataclass(frozen=True, slots=True)
class NodeIdentity:
    """This store as a node of the tree. ``public_key`` is the raw Ed25519 key in hex."""

    id: str
    device: str
    """Short device code, part of every revision."""
    name: str
    """Name of the device as people say it ("laptop-1")."""
    region: str
    role: str
    """``petugas`` or ``supervisor``."""
    officer: str
    parent: str
    """Node id of the parent, or ""."""
    epoch: str
    public_key: str
    fingerprint: str


def new_private_key() -> bytes:
    """A fresh Ed25519 private key, 32 raw bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> str:
    """The raw public key in hex."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw().hex()


def device_code(public_key: str) -> str:
    """Ten lower-case letters and digits that name a device, from its public key."""
    return base64.b32encode(hashlib.sha256(bytes.fromhex(public_key)).digest()).decode().lower()[:10]


def fingerprint(public_key: str) -> str:
    """The spoken code of a public key: four groups of four letters (80 bits), compared on both screens."""
    letters = base64.b32encode(hashlib.sha256(b"ntt-fingerprint" + bytes.fromhex(public_key)).digest()).decode()[:16]
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def new_epoch() -> str:
    """A random name for a numbering of the log."""
    return secrets.token_hex(6)


def new_life() -> str:
    """Six hex digits that tell what a store writes from what was lost by a restore, or what its copy writes."""
    return secrets.token_hex(3)


def sign(private_key: bytes, content: bytes) -> bytes:
    """The Ed25519 signature (64 bytes)."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(content)
