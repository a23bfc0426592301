"""The visible sheets: which column shows which field. Headers are Indonesian whatever the screen's language.

The headers are part of the format: a receiver finds sheets and columns by them.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Show(Enum):
    """How a column gets its text from a record."""

    TEXT = auto()
    DIGITS = auto()
    """NIK, KK, account: more digits than a spreadsheet keeps, so a number there is never what was signed."""
    FLAG = auto()
    """Ya, Tidak, or empty."""
    VILLAGE = auto()
    SUBDISTRICT = auto()
    REGENCY = auto()
    """Names that belong to the code in the field."""
    OCCUPATION = auto()
    PROGRAMME = auto()
    WORKER_KEY = auto()
    WORKER_NIK = auto()
    WORKER_NAME = auto()
    """Of the worker that the record belongs to."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the field it shows and how. ``name`` is what a reported edit calls it."""

    header: str
    field: str
    show: Show = Show.TEXT
    alias: str = ""

    @property
    def name(self) -> str:
        """The name of the column in reports: the field's key, or the alias of a column that only explains."""
        return self.alias or self.field

    @property
    def offered(self) -> bool:
        """Whether an edit can be offered as a correction; names of codes and of workers only explain."""
        return not self.alias


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A visible sheet: the records of one kind, a row each, with a key that begins with ``letter``."""

    title: str
    letter: str
    kind: str
    columns: tuple[Column, ...]


KEY_HEADER = "Kode Baris"

_NIK = Column("NIK", "nik", Show.DIGITS)
_VILLAGE = (
    Column("Kode Desa", "village_code"),
    Column("Desa/Kelurahan", "village_code", Show.VILLAGE, "village"),
    Column("Kecamatan", "village_code", Show.SUBDISTRICT, "subdistrict"),
    Column("Kabupaten/Kota", "village_code", Show.REGENCY, "regency"),
)
_OWNER = (
    Column("Kode Pekerja", "worker_id", Show.WORKER_KEY, "worker_key"),
    Column("NIK Pekerja", "worker_id", Show.WORKER_NIK, "worker_nik"),
    Column("Nama Pekerja", "worker_id", Show.WORKER_NAME, "worker_name"),
)

WORKERS = SheetForm(
    "Pekerja",
    "P",
    "worker",
    (
        _NIK,
        Column("Nama Lengkap", "full_name"),
        Column("Jenis Kelamin", "sex"),
        Column("Tempat Lahir", "birth_place"),
        Column("Tanggal Lahir", "birth_date"),
        Column("Nomor KK", "no_kk", Show.DIGITS),
        Column("Nama Ibu Kandung", "mother_name"),
        Column("Status Kawin", "marital_status"),
        Column("Hubungan Keluarga", "family_role"),
        Column("Alamat", "address"),
        Column("Dusun", "hamlet"),
        Column("RT", "rt"),
        Column("RW", "rw"),
        *_VILLAGE,
        Column("Nomor HP", "phone"),
        Column("Email", "email"),
        Column("Pekerjaan", "occupation", Show.OCCUPATION),
        Column("Pekerjaan Kedua", "occupation2", Show.OCCUPATION),
        Column("Tempat Kerja", "workplace"),
        Column("Penghasilan per Bulan", "monthly_income"),
        Column("Jam Kerja", "working_hours"),
        Column("Status Pekerjaan", "employment_status"),
        Column("Disabilitas", "disability"),
        Column("Desil", "decile"),
        Column("Bank", "bank_name"),
        Column("Nomor Rekening", "bank_account", Show.DIGITS),
        Column("Nama Pemilik Rekening", "account_holder"),
        Column("Jaminan Lain", "other_cover"),
        Column("KPJ", "kpj"),
        Column("Status BPJS", "bpjs_status"),
        Column("Tanggal Status BPJS", "bpjs_status_date"),
        Column("Tanggal Pemberitahuan", "notice_given_on"),
        Column("Tanggal Pernyataan", "statement_signed_on"),
        Column("Tanggal Mundur", "withdrawn_on"),
        Column("Tanggal Daftar", "registered_on"),
        Column("Sumber Data", "source"),
        Column("Catatan", "notes"),
    ),
)

HEIRS = SheetForm(
    "Kontak Keluarga",
    "K",
    "heir",
    (
        *_OWNER,
        Column("Nama Kontak", "name"),
        Column("Hubungan", "relation"),
        Column("NIK Kontak", "nik", Show.DIGITS),
        Column("Nomor HP Kontak", "phone"),
        Column("Bank Kontak", "bank_name"),
        Column("Rekening Kontak", "bank_account", Show.DIGITS),
    ),
)

CHILDREN = SheetForm(
    "Anak",
    "A",
    "child",
    (
        *_OWNER,
        Column("Nama Anak", "name"),
        Column("Tanggal Lahir Anak", "birth_date"),
        Column("Jenjang Sekolah", "school_level"),
        Column("Sudah Kawin", "married", Show.FLAG),
        Column("Sudah Bekerja", "working", Show.FLAG),
    ),
)

SLOTS = SheetForm(
    "Kuota",
    "Q",
    "slot",
    (
        Column("Kode Program", "programme_id", Show.PROGRAMME, "programme"),
        Column("Nomor Kursi", "seat"),
        *_OWNER,
        Column("Bulan Pertama", "first_month"),
        Column("Bulan Terakhir", "last_month"),
    ),
)

CLAIMS = SheetForm(
    "Klaim",
    "J",
    "claim",
    (*_OWNER, Column("Jenis Klaim", "claim_type"), Column("Tanggal Kejadian", "event_date")),
)

ENDED = SheetForm(
    "Berhenti",
    "B",
    "worker",
    (
        _NIK,
        Column("Nama Lengkap", "full_name"),
        *_VILLAGE,
        Column("Tanggal Berhenti", "ended_on"),
        Column("Alasan Berhenti", "end_reason"),
        Column("Keterangan Berhenti", "end_note"),
    ),
)

FORMS = (WORKERS, HEIRS, CHILDREN, SLOTS, CLAIMS, ENDED)
"""The sheets in their order, after Ringkasan."""

SUMMARY = "Ringkasan"
HIDDEN = "_ntt"
