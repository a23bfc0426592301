"""Which fields of a person a verification covers: no list changes these without asking."""

from collections.abc import Iterable

COVERS: dict[str, tuple[str, ...]] = {
    "ktp": ("nik", "full_name", "birth_place", "birth_date", "sex"),
    "kk": ("no_kk",),
    "domicile": ("village_code", "address", "hamlet", "rt", "rw"),
    "work": ("occupation",),
    "phone": ("phone",),
}
"""What was seen -> the fields it vouches for."""


def verified_fields(seen: Iterable[str]) -> frozenset[str]:
    """The fields that these seen things vouch for."""
    return frozenset(name for item in seen for name in COVERS.get(item, ()))
