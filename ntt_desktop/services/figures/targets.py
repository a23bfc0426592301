"""UCJ targets: how many workers a region has, how many are protected elsewhere, and how many should be.

A record stands for a region, a year and the day its figures are of; a later one of the same year follows it, so that
the trend knows what was known when. One of the same day replaces the earlier figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ntt_desktop.domain.text import clean, fold, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store.rows import Rows

CHANGED = frozenset(("target",))
MOST = 10_000_000
"""More workers than the province has people is a slip."""
YEARS = range(2014, 2100)


@dataclass(frozen=True, slots=True)
class Target:
    """What is known of a region. None: not said."""

    region: str
    year: int
    eligible: int
    """Workers who can be protected."""
    active_elsewhere: int | None
    """Of them, active by other payers and segments, as BPJS says."""
    permille: int | None
    """How many of a thousand should be protected."""
    dated_on: date
    source: str = ""
    id: str = ""


def set_target(ctx: Context, target: Target) -> Result[Target]:
    """Store what is known of a region, in place of the figures of the same region, year and day.

    Raises `UserError` ``unknown_region``, ``target_outside``, ``target_year``, ``target_eligible``,
    ``target_elsewhere``, ``target_permille``, ``date_in_future``.
    """
    _check(ctx, target)
    with ctx.store.write(ctx.actor, clean(target.source)) as uow:
        return Result(_put(uow, target), CHANGED)


def set_targets(ctx: Context, found: Iterable[Target], progress: Progress = silent) -> Result[int]:
    """Store many in one step, or none of them. Raises as `set_target`."""
    wanted = list(found)
    for target in wanted:
        _check(ctx, target)
    with ctx.store.write(ctx.actor, "targets") as uow:
        for done, target in enumerate(wanted):
            progress(done, len(wanted))
            _put(uow, target)
    return Result(len(wanted), CHANGED if wanted else frozenset())


def listing(ctx: Context, *, year: int = 0, area: str = "") -> list[Target]:
    """All figures, by region, year and day; of one year or area when asked."""
    with ctx.store.read() as reader:
        return [
            target
            for target in read(reader)
            if year in (0, target.year) and (not area or ctx.reference.regions.contains(area, target.region))
        ]


def read(source: Rows) -> list[Target]:
    """All figures that count; those of a newer program that cannot be read are left out."""
    found = []
    rows = source.rows("SELECT * FROM target WHERE removed IS NOT 1 ORDER BY region, year, dated_on, id")
    for row in rows:
        try:
            dated = date.fromisoformat(row["dated_on"] or f"{row['year']}-01-01")
        except ValueError:
            continue
        if row["region"] and row["year"] and row["eligible"]:
            found.append(
                Target(
                    row["region"],
                    row["year"],
                    row["eligible"],
                    row["active_elsewhere"],
                    row["target_permille"],
                    dated,
                    row["source"] or "",
                    row["id"],
                )
            )
    return found


def in_force(targets: Iterable[Target], region: str, on: date) -> Target | None:
    """The newest figures of a region of the year of ``on`` that were known then."""
    known = [one for one in targets if one.region == region and one.year == on.year and one.dated_on <= on]
    return max(known, key=lambda one: (one.dated_on, one.id), default=None)


def from_sheet(
    ctx: Context, path: Path, *, year: int, dated_on: date, source: str = "", progress: Progress = silent
) -> Result[int]:
    """Take in a small sheet: a region (name or code), eligible, active elsewhere, target in percent, from the left.

    Header rows, empty rows and a total are passed over: a row counts when its first cell names a region. All of the
    sheet or nothing is stored. Raises ``target_sheet_empty``, ``target_cell`` and those of `set_target`.
    """
    from ntt_desktop.formats.sheets import read_workbook

    book = read_workbook(path, progress=progress)
    found: list[Target] = []
    for sheet in book.sheets:
        for number, cells in enumerate(sheet.rows, sheet.first_row):
            row = [clean(cell) if isinstance(cell, str) else cell for cell in cells]
            if len(row) > 1 and _is_running_number(row[0]):
                row = row[1:]
            region = _region(ctx, str(row[0])) if row and row[0] is not None else ""
            if not region:
                continue
            eligible, elsewhere, share = ([*row, None, None, None])[1:4]
            found.append(
                Target(
                    region,
                    year,
                    _count(eligible, number) or 0,
                    _count(elsewhere, number),
                    _permille(share, number),
                    dated_on,
                    source or path.name,
                )
            )
    if not found:
        raise UserError("target_sheet_empty", file=path.name)
    return set_targets(ctx, found, progress)


def _put(uow: Any, target: Target) -> Target:
    same = uow.rows(
        "SELECT id FROM target WHERE region = ? AND year = ? AND dated_on = ? AND removed IS NOT 1 ORDER BY id",
        (target.region, target.year, target.dated_on.isoformat()),
    )
    record = same[0]["id"] if same else uow.new_id()
    values: dict[str, Any] = {
        "region": target.region,
        "year": target.year,
        "eligible": target.eligible,
        "active_elsewhere": target.active_elsewhere,
        "target_permille": target.permille,
        "dated_on": target.dated_on.isoformat(),
        "source": clean(target.source) or None,
    }
    uow.put("target", record, values)
    return Target(
        target.region,
        target.year,
        target.eligible,
        target.active_elsewhere,
        target.permille,
        target.dated_on,
        clean(target.source),
        record,
    )


def _check(ctx: Context, target: Target) -> None:
    regions = ctx.reference.regions
    region = regions.find(target.region)
    if region is None or len(target.region) > 5:
        raise UserError("unknown_region", region=target.region)
    own = ctx.store.node.region
    if not regions.contains(own, target.region) and not regions.contains(target.region, own):
        raise UserError("target_outside", region=region.name)
    if target.year not in YEARS:
        raise UserError("target_year", value=target.year)
    if not 0 < target.eligible <= MOST:
        raise UserError("target_eligible", region=region.name)
    if target.active_elsewhere is not None and not 0 <= target.active_elsewhere <= target.eligible:
        raise UserError("target_elsewhere", region=region.name)
    if target.permille is not None and not 0 < target.permille <= 1000:
        raise UserError("target_permille", region=region.name)
    if target.dated_on > ctx.today:
        raise UserError("date_in_future", value=target.dated_on.isoformat())


def _is_running_number(cell: object) -> bool:
    text = str(cell).removesuffix(".0")
    return text.isdigit() and len(text) < 3 and text != "53"


def _region(ctx: Context, text: str) -> str:
    """The province, kabupaten or kota that a cell names, or ""."""
    regions = ctx.reference.regions
    code = regions.normal_code(text)
    if code:
        return code if len(code) <= 5 else ""
    wanted = fold(text)
    for region in (regions.get("53"), *regions.children("53")):
        name = fold(region.name)
        kinds = ("KOTA",) if region.level == "kota" else ("", "KAB", "KABUPATEN", "PROVINSI")
        if wanted in {f"{kind} {name}".strip() for kind in kinds}:
            return region.code
    return ""


def _count(cell: object, row: int) -> int | None:
    if cell is None or (isinstance(cell, str) and not has_value(cell)):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        return int(cell)
    digits = str(cell).replace(".", "").replace(" ", "") if isinstance(cell, str) else ""
    if not digits.isdigit():
        raise UserError("target_cell", row=row, value=str(cell))
    return int(digits)


def permille_of(text: str) -> int:
    """A share typed in percent ("60", "62,5 %") in thousandths. Raises ``target_share``."""
    share = _percent(text)
    if share is None:
        raise UserError("target_share", value=text)
    return round(share * 10)


def _percent(text: str) -> Decimal | None:
    """The number before a percent sign, with decimal comma or point; None where there is none."""
    try:
        share = Decimal(text.replace("%", "").replace(",", ".").strip())
    except InvalidOperation:
        return None
    return share if share.is_finite() else None


def _permille(cell: object, row: int) -> int | None:
    if cell is None or (isinstance(cell, str) and not has_value(cell)):
        return None
    text = str(cell)
    share = _percent(text)
    if share is None:
        raise UserError("target_cell", row=row, value=text)
    of_one = share <= 1 and "%" not in text  # a cell formatted as percent holds 0.6
    return round(share * (1000 if of_one else 10))
