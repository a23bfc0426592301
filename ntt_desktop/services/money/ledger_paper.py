"""The person-month ledger as a workbook: people by months with letters, its sums in four ways, and the uptake."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ntt_desktop.domain.dates import Month, shown
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.domain.months import Shown
from ntt_desktop.domain.nik import mask
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents.parts import Column, Document, Facts, Part, Table
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.figures import uptake
from ntt_desktop.services.figures.uptake import Uptake
from ntt_desktop.services.money import ledger
from ntt_desktop.services.money.ledger import Amount, Filter, Sums, total_of
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.printing.written_files import About
from ntt_desktop.store.files import write_atomic
from ntt_desktop.wording.ledger import IN_GRID, letter, name
from ntt_desktop.wording.months import month_words, span_words
from ntt_desktop.wording.numbers import percent
from ntt_desktop.wording.payers import payer

_CHUNK = 1_000


def document(ctx: Context, asked: Filter, *, progress: Progress = silent) -> Document:
    """Everything that the page shows for a filter."""
    months = ledger.months(ctx, asked)
    sums = ledger.sums(ctx, asked)
    parts: tuple[Part, ...] = (
        Facts((*((f"{letter(code)}  {name(code)}", _said(sums.totals.get(code, Amount()))) for code in IN_GRID),)),
        _people(ctx, asked, months, sums, progress),
        *sums_tables(ctx, sums),
        *(uptake_table(ctx, by, uptake.uptake(ctx, by)) for by in ("payer", "regency")),
    )
    place = ctx.reference.regions.label(asked.area or ctx.store.node.region)
    span = span_words(months[0], months[-1]) if months else ""
    about = (place, span, tr("Made on {day} by {name}", day=shown(ctx.today), name=ctx.actor))
    return Document(tr("Person-month ledger"), parts, about=about, landscape=True)


def write(
    ctx: Context, asked: Filter, out: Path, *, overwrite: bool = False, progress: Progress = silent
) -> Result[Path]:
    """Write it as a workbook to ``out``, or into that folder. Raises `UserError` ``file_exists``."""
    target = out if out.suffix.lower() == ".xlsx" else out / f"orang-bulan-{ctx.today.isoformat()}.xlsx"
    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    from ntt_desktop.formats.documents import workbook

    write_atomic(target, workbook.to_workbook(document(ctx, asked, progress=progress)))
    persons = written_files.ids_of(ctx, ledger.people(ctx, asked))
    written_files.note(ctx, [target], About("ledger", persons, region=asked.area))
    return Result(target)


def _said(amount: Amount) -> str:
    return tr("{months} person-months, {rupiah}", months=number(amount.months), rupiah=rupiah(amount.rupiah))


def _people(ctx: Context, asked: Filter, months: tuple[Month, ...], sums: Sums, progress: Progress) -> Table:
    columns = (
        Column(tr("Name"), 3),
        Column(tr("NIK"), 2),
        Column(tr("Village"), 2),
        Column(tr("Subdistrict"), 2),
        *(Column(month_words(month), 0.7, "center") for month in months),
        Column(tr("Months"), 0.8, "right", "number"),
        Column(tr("Rupiah"), 1.4, "right", "rupiah"),
    )
    keys, regions = ledger.people(ctx, asked), ctx.reference.regions
    rows: list[tuple[str | int | None, ...]] = []
    for start in range(0, len(keys), _CHUNK):
        progress(start, len(keys))
        for row in ledger.rows(ctx, asked, keys[start : start + _CHUNK]):
            village = regions.find(row.village)
            subdistrict = regions.find(regions.subdistrict_of(row.village)) if village else None
            rows.append(
                (
                    row.name,
                    mask(row.nik) if row.nik else "",
                    village.name if village else "",
                    subdistrict.name if subdistrict else "",
                    *(letter(cell.shown) if cell else None for cell in row.cells),
                    row.total.months,
                    row.total.rupiah,
                )
            )
    progress(len(keys), len(keys))
    by_month = (total_of(sums.by_month.get(month, {})).months for month in months)
    whole = total_of(sums.totals)
    total = (tr("Total"), None, None, None, *by_month, whole.months, whole.rupiah)
    return Table(columns, tuple(rows), total, tr("Per person"))


def sums_tables(ctx: Context, sums: Sums) -> tuple[Table, ...]:
    """The same seat-months by month, payer, kabupaten and kecamatan; every table ends in the same sum."""
    place = place_namer(ctx)
    by_month = {month.text: parts for month, parts in sums.by_month.items()}
    return (
        _sums(tr("By month"), tr("Month"), by_month, sums, month_words),
        _sums(tr("By payer"), tr("Payer"), sums.by_payer, sums, payer),
        _sums(tr("By kabupaten"), tr("Kabupaten/kota"), sums.by_regency, sums, place),
        _sums(tr("By kecamatan"), tr("Subdistrict"), sums.by_subdistrict, sums, place),
    )


def place_namer(ctx: Context) -> Callable[[str], str]:
    """Names a region by its code; "" is where nobody knows the village."""
    regions = ctx.reference.regions

    def named(code: str) -> str:
        return regions.label(code) if regions.find(code) else tr("Place not known")

    return named


def _sums(
    title: str, first: str, by: Mapping[str, Mapping[Shown, Amount]], sums: Sums, named: Callable[[str], str]
) -> Table:
    columns = (
        Column(first, 3),
        *(Column(name(code), 1, "right", "number") for code in IN_GRID),
        Column(tr("Person-months"), 1.2, "right", "number"),
        Column(tr("Rupiah"), 1.6, "right", "rupiah"),
        Column(tr("Paid (rupiah)"), 1.6, "right", "rupiah"),
    )

    def cells(text: str, parts: Mapping[Shown, Amount]) -> tuple[str | int | None, ...]:
        whole = total_of(parts)
        each = (parts.get(code, Amount()).months for code in IN_GRID)
        return (text, *each, whole.months, whole.rupiah, parts.get(Shown.PAID, Amount()).rupiah)

    rows = tuple(cells(named(key), by[key]) for key in sorted(by))
    return Table(columns, rows, cells(tr("Total"), sums.totals), title)


def uptake_table(ctx: Context, by: str, rows: list[Uptake]) -> Table:
    """Serapan: held, and how far it came."""
    titles = {"payer": tr("Uptake by payer"), "regency": tr("Uptake by kabupaten"), "programme": tr("Uptake")}
    place = place_namer(ctx)
    named: Callable[[str], str] = payer if by == "payer" else place
    columns = (
        Column({"payer": tr("Payer"), "regency": tr("Kabupaten/kota")}.get(by, tr("Programme")), 3),
        *(Column(title, 1, "right", "number") for title in uptake_titles()),
        Column(tr("Held (rupiah)"), 1.6, "right", "rupiah"),
        Column(tr("Paid (rupiah)"), 1.6, "right", "rupiah"),
        Column(tr("Uptake"), 0.8, "right"),
    )

    def cells(text: str, row: Uptake) -> tuple[str | int | None, ...]:
        each = (getattr(row, part).months for part in UPTAKE_PARTS)
        return (text, *each, row.held.rupiah, row.paid.rupiah, percent(row.share))

    lines = tuple(cells(named(row.key) if row.key else tr("Not for one kabupaten"), row) for row in rows)
    return Table(columns, lines, cells(tr("Total"), uptake.in_all(rows)), titles[by])


UPTAKE_PARTS = ("held", "occupied", "free", "expired", "decreed", "billed", "paid")
"""Fields of `Uptake` in the order shown: held = occupied + free + expired; the rest is how far the occupied came."""


def uptake_titles() -> tuple[str, ...]:
    """Their words."""
    first = (tr("Held"), tr("Occupied"), tr("Free"), tr("Expired"))
    return (*first, tr("Decreed (SK)"), tr("Billed"), tr("Paid"))
