"""The signature over a manifest, which names the payload's digest and with it vouches for the payload."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_PURPOSE = b"ntt-package-1\0"


def signed_bytes(manifest: bytes) -> bytes:
    """What a device signs: the manifest's bytes after a fixed prefix, so that no other signature can be passed off."""
    return _PURPOSE + manifest


def verified(public_key: bytes, manifest: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (64 bytes, Ed25519) was made over this manifest with the key's other half."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed_bytes(manifest))
    except (InvalidSignature, ValueError):
        return False
    return True
