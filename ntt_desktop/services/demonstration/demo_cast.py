"""Who plays in the demonstration: laptops with their officers and shipped lists, and a family that is left behind."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Laptop:
    """One laptop of the demonstration: who works there, with which shipped list, and how many slots it is given."""

    device: str
    region: str
    officer: str
    file: str
    people: int
    """Rows of that list."""
    slots: int
    typed: dict[str, str]
    """The person who is registered by hand."""


LAPTOPS = (
    Laptop(
        "laptop-sumba-timur",
        "53.11",
        "Y. Ndapa",
        "usulan-sumba-timur.xlsx",
        200,
        150,
        {
            "nik": "5311094708860912",
            "full_name": "Rambu Anastasia Lobo",
            "village_code": "53.11.09.2004",
            "occupation": "Penenun",
        },
    ),
    Laptop(
        "laptop-ttu",
        "53.03",
        "M. Taneo",
        "rekap-desa-ttu.xlsx",
        150,
        120,
        {
            "nik": "5303101203790913",
            "full_name": "Yohanes Kefi Naisoko",
            "village_code": "53.03.10.2001",
            "occupation": "Petani",
        },
    ),
    Laptop(
        "laptop-kota-kupang",
        "53.71",
        "D. Ndun",
        "data-kota-kupang.xlsx",
        200,
        130,
        {
            "nik": "5371045504910914",
            "full_name": "Marselina Da'o",
            "village_code": "53.71.04.1001",
            "occupation": "Pedagang",
        },
    ),
)
HEIRS = (
    {"name": "Maria Bano", "relation": "Istri", "phone": "081234567890"},
    {"name": "Petrus Bano", "relation": "Kakak", "phone": "081298765432"},
)
CHILDREN = (
    {"name": "Tina", "birth_date": "12/03/2016", "school_level": "SD"},
    {"name": "Yosef", "birth_date": "04/08/2012", "school_level": "SMP"},
)
"""Who is left when somebody dies in the demonstration."""
