"""UUIDv7 (RFC 9562): record ids that sort by time of making."""

import secrets
import uuid


def uuid7(milliseconds: int) -> str:
    """A version 7 UUID for the given UTC milliseconds."""
    value = (milliseconds & ((1 << 48) - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(uuid.UUID(int=value))
