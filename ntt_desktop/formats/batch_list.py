"""Tahap on paper: what stands in the berita acara with its daftar nominatif, and in the list for a changed SK.

`ntt_desktop.formats.batch_document` and `ntt_desktop.formats.batch_workbook` write it.
"""

from dataclasses import dataclass

from ntt_desktop.domain.money import number, rupiah, terbilang
from ntt_desktop.i18n import tr
from ntt_desktop.wording.months import span_words
from ntt_desktop.wording.payers import payer


@dataclass(frozen=True, slots=True)
class BatchListRow:
    """One person: texts as they are printed; months ``yyyy-mm``, ``rupiah`` whole."""

    name: str
    nik: str
    born: str
    sex: str
    village: str
    occupation: str
    first_month: str
    last_month: str
    months: int
    rupiah: int


@dataclass(frozen=True, slots=True)
class BatchList:
    """A batch as it is printed. Dates are texts; ``rate`` is whole rupiah a person-month."""

    name: str
    programme: str
    payer: str
    region: str
    report_number: str
    report_date: str
    place: str
    signer_name: str
    signer_title: str
    signer_id: str
    rate: int
    rows: tuple[BatchListRow, ...]
    check_code: str
    officer: str

    @property
    def months(self) -> int:
        """Person-months of all rows."""
        return sum(row.months for row in self.rows)

    @property
    def rupiah(self) -> int:
        """Whole rupiah of all rows."""
        return sum(row.rupiah for row in self.rows)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that an SK writes otherwise; ``field`` a key of the person."""

    name: str
    village: str
    field: str
    decreed: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangesList:
    """What a changed SK has to mend."""

    number: str
    date: str
    programme: str
    rows: tuple[ChangeRow, ...]
    officer: str


def headings() -> tuple[str, ...]:
    """The columns of the daftar nominatif."""
    return (
        *(tr("No."), tr("Name"), tr("NIK"), tr("Born"), tr("M/F")),
        *(tr("Village"), tr("Occupation"), tr("Cover"), tr("Months"), tr("Rupiah")),
    )


def change_headings() -> tuple[str, ...]:
    """The columns of the list for a changed SK."""
    return (tr("No."), tr("Name"), tr("Village"), tr("Field"), tr("In the SK"), tr("Should be"))


def facts(content: BatchList) -> tuple[tuple[str, str], ...]:
    """Names and values above the list: programme, counts, sums, the amount in words."""
    return (
        (tr("Programme"), content.programme),
        (tr("Payer"), payer(content.payer)),
        (tr("Region"), content.region),
        (tr("People"), number(len(content.rows))),
        (tr("Person-months"), number(content.months)),
        (tr("Contribution a month"), rupiah(content.rate)),
        (tr("Total"), rupiah(content.rupiah)),
        (tr("In words"), in_words(content.rupiah)),
        (tr("Check code"), content.check_code),
    )


def in_words(amount: int) -> str:
    """``sepuluh miliar delapan puluh juta rupiah``: Indonesian on every paper."""
    return f"{terbilang(amount)} rupiah"


def statement(content: BatchList) -> str:
    """What the berita acara states."""
    return tr(
        "On {day} the list of {count} vulnerable workers of {name} was drawn up, to be covered for {months} "
        "person-months with a contribution of {total} ({words}). Their names stand in the attached list of names; "
        "its check code is {code}.",
        day=content.report_date,
        count=number(len(content.rows)),
        name=content.name,
        months=number(content.months),
        total=rupiah(content.rupiah),
        words=in_words(content.rupiah),
        code=content.check_code,
    )


def person(row: BatchListRow) -> tuple[str, ...]:
    """What the list says of a person, without number and sums."""
    span = span_words(row.first_month, row.last_month)
    return row.name, row.nik, row.born, row.sex, row.village, row.occupation, span


def cells(at: int, row: BatchListRow) -> tuple[str, ...]:
    """A row of the list under `headings`, as words."""
    return str(at), *person(row), number(row.months), rupiah(row.rupiah)


def signature(content: BatchList) -> tuple[str, str, str, str]:
    """Place and day, title, name and number of whoever signs."""
    place = content.place or "____________________"
    identity = tr("NIP {number}", number=content.signer_id) if content.signer_id else ""
    return (
        f"{place}, {content.report_date}",
        content.signer_title or tr("Officer in charge"),
        content.signer_name or "(______________________________)",
        identity,
    )
