"""The form of BPJS's bulk upload for BPU workers: which columns, what stands in them, where a file ends.

The form is the best known one and *open* (domain section 6): BPJS may ask for another, so it is a profile that a
supervisor edits, never a constant. ``UPAH`` is the programme's base and never the person's income, or the bill grows.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ntt_desktop.errors import UserError

SOURCES = (
    *("nik", "full_name", "birth_date", "phone", "email", "occupation", "occupation2", "workplace"),
    *("no_kk", "mother_name", "birth_place", "sex", "address", "village", "subdistrict", "regency"),
    *("postal_code", "bank_account", "programme_base", "payment_period", "programme_code", "kpj", "empty"),
)
"""What a column may hold, besides a text of its own (``=text``)."""

MOST_ROWS = 10_000

DEFAULT_COLUMNS = (
    ("NOMOR_IDENTITAS", "nik"),
    ("NAMA_LENGKAP", "full_name"),
    ("TGL_LAHIR", "birth_date"),
    ("HANDPHONE", "phone"),
    ("EMAIL", "email"),
    ("JENIS_PEKERJAAN_1", "occupation"),
    ("JENIS_PEKERJAAN_2", "occupation2"),
    ("LOKASI_PEKERJAAN", "workplace"),
    ("UPAH", "programme_base"),
    ("KODE_PAKET", "=JKK-JKM"),
    ("BULAN_IURAN", "payment_period"),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """``columns``: (header, source) in order. Dates follow ``date_format`` (strftime)."""

    sheet: str = "Data TK Baru"
    columns: tuple[tuple[str, str], ...] = DEFAULT_COLUMNS
    date_format: str = "%d-%m-%Y"
    no_phone: str = ""
    """What stands in for an empty telephone number."""
    no_email: str = ""
    no_workplace: str = "village"
    """``village``: the village's name stands in for an empty place of work; else this text."""
    most_rows: int = MOST_ROWS
    upper_case: bool = True

    @classmethod
    def read(cls, text: str | None) -> "Profile":
        """From the JSON that `write` makes; what it lacks is the default. Raises `UserError` ``profile_unreadable``."""
        if not text:
            return cls()
        try:
            said = json.loads(text)
            given = {name: said[name] for name in asdict(cls()) if name in said}
            columns = tuple((str(header), str(source)) for header, source in given.pop("columns", DEFAULT_COLUMNS))
        except (ValueError, TypeError) as error:
            raise UserError("profile_unreadable") from error
        for name, value in given.items():
            if type(value) is not type(getattr(cls(), name)):
                raise UserError("profile_value", field=name, value=str(value), known=", ".join(SOURCES))
        made = cls(columns=columns, **given)
        made.check()
        return made

    def write(self) -> str:
        """The profile as JSON, to be edited by people: indented, in the order of the fields."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    def check(self) -> None:
        """Raise `UserError` ``profile_value`` (field, value) for what cannot be."""
        wrong: dict[str, object] = {}
        if not 1 <= len(self.sheet) <= 31:
            wrong["sheet"] = self.sheet
        if not 1 <= self.most_rows <= 1_000_000:
            wrong["most_rows"] = self.most_rows
        if not self.columns or not any(source == "nik" for _, source in self.columns):
            wrong["columns"] = "nik"
        for header, source in self.columns:
            if not header or not (source in SOURCES or source.startswith("=")):
                wrong["columns"] = source
        for field, value in wrong.items():
            raise UserError("profile_value", field=field, value=str(value), known=", ".join(SOURCES))

    def cells(self, person: Mapping[str, str]) -> tuple[str, ...]:
        """One row: texts by source, with what stands in for empty ones. ``person`` has a text for every source."""
        stand_in = {
            "phone": self.no_phone,
            "email": self.no_email,
            "workplace": person.get("village", "") if self.no_workplace == "village" else self.no_workplace,
        }
        row = []
        for _, source in self.columns:
            text = source[1:] if source.startswith("=") else person.get(source) or stand_in.get(source, "")
            row.append(text.upper() if self.upper_case and source in ("full_name", "mother_name") else text)
        return tuple(row)
