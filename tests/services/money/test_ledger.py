"""The person-month ledger: what the grid shows, sums that fit each other, and serapan, beside a plain count."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import Shown
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import uptake
from ntt_desktop.services.money import ledger
from ntt_desktop.services.money.ledger import Amount, Filter
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, person

VILLAGES = ("53.11.18.2005", "53.11.18.1004", "53.11.01.2001", "53.01.04.2001")
NOW = Month(2026, 3)


@pytest.fixture
def office(make_ctx: MakeContext, clock: Clock) -> Context:
    """A province with two payers, eight people on seats, and money in every stage."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    clock.now = datetime(2026, 1, 5, tzinfo=UTC)
    first = add_programme(ctx, seats=6, months=4)
    other = add_programme(ctx, code="K26", payer="kabupaten", region="53", seats=3, months=6, rate=20_000)
    programmes.allot(ctx, "P26", "53.11", 4)
    for number in range(8):
        person(ctx, number, village_code=VILLAGES[number % 4])
    slots.assign(ctx, "P26", limit=5)
    slots.assign(ctx, "K26", limit=3)
    clock.now = datetime(2026, 3, 5, tzinfo=UTC)
    with ctx.store.write("tester") as uow:
        months = {"first_month": "2026-01", "last_month": "2026-03"}
        uow.put("bill", uow.new_id(), {"programme_id": first, "seats": "1-4", **months})
        uow.put("payment", uow.new_id(), {"programme_id": first, "seats": "1,3-4", **months, "last_month": "2026-02"})
        uow.put("bill", uow.new_id(), {"programme_id": other, "seats": "2", **months})
        decree = uow.new_id()
        uow.put("decree", decree, {"programme_id": other, "number": "9"})
        for row in uow.rows("SELECT id, worker_id FROM slot WHERE programme_id = ?", (other,)):
            uow.put(
                "decree_row", uow.new_id(), {"decree_id": decree, "slot_id": row["id"], "worker_id": row["worker_id"]}
            )
    return ctx


def counted(ctx: Context) -> list[tuple[str, str, int, str, Shown, int]]:
    """(person, village, month, payer, shown, rate) of every seat-month in force, looked up in the records."""
    found = []
    with ctx.store.read() as reader:
        money = {kind: reader.rows(f"SELECT * FROM {kind} WHERE cancelled IS NOT 1") for kind in ("bill", "payment")}
        for row in reader.rows(
            "SELECT w.id, w.village_code, m.month, m.seat, p.id AS programme, p.payer, p.rate, EXISTS (SELECT 1 "
            "FROM decree_row d JOIN slot s ON s.id = d.slot_id WHERE s.pk = m.slot) AS decreed FROM seat_month m "
            "JOIN worker w ON w.pk = m.person JOIN programme p ON p.pk = m.programme WHERE m.in_force = 1"
        ):

            def holds(kind: str, row: dict[str, object] = row) -> bool:
                return any(
                    one["programme_id"] == row["programme"]
                    and Month.parse(one["first_month"]).index <= row["month"] <= Month.parse(one["last_month"]).index  # type: ignore[operator]
                    and any(low <= row["seat"] <= high for low, high in seat_ranges.read(one["seats"]))  # type: ignore[operator]
                    for one in money[kind]
                )

            code = Shown.DECREED if row["decreed"] else Shown.PROPOSED
            if holds("payment"):
                code = Shown.PAID
            elif holds("bill"):
                code = Shown.ARREARS if row["month"] < NOW.index else Shown.BILLED
            found.append((row["id"], row["village_code"], row["month"], row["payer"], code, row["rate"]))
    return found


def amounts(lines: list[tuple[Shown, int]]) -> dict[Shown, Amount]:
    found: dict[Shown, Amount] = {}
    for code, rate in lines:
        found[code] = found.get(code, Amount()) + Amount(1, rate)
    return found


def test_the_sums_of_the_grid_are_a_plain_count_and_fit_each_other(office: Context) -> None:
    lines = counted(office)
    found = ledger.sums(office)
    assert found.totals == amounts([(line[4], line[5]) for line in lines])
    assert set(found.totals) == {Shown.PROPOSED, Shown.DECREED, Shown.BILLED, Shown.PAID, Shown.ARREARS}
    for parts, key in (
        (found.by_month, lambda line: Month(line[2] // 12, line[2] % 12 + 1)),
        (found.by_regency, lambda line: line[1][:5]),
        (found.by_subdistrict, lambda line: line[1][:8]),
        (found.by_payer, lambda line: line[3]),
    ):
        for name, totals in parts.items():  # type: ignore[attr-defined]
            assert totals == amounts([(line[4], line[5]) for line in lines if key(line) == name])
        whole = sum((ledger.total_of(totals) for totals in parts.values()), Amount())  # type: ignore[attr-defined]
        assert whole == ledger.total_of(found.totals)
    grid = ledger.grid(office)
    assert sum((row.total for row in grid.rows), Amount()) == ledger.total_of(found.totals)
    assert ledger.total_of(found.totals).rupiah == 20 * 16_800 + 18 * 20_000


def test_the_grid_shows_a_letter_a_month_and_pages_by_name(office: Context) -> None:
    lines = counted(office)
    grid = ledger.grid(office, Filter(first=Month(2026, 1), last=Month(2026, 6)))
    assert grid.people == len(grid.rows) == 8
    for row in grid.rows:
        assert [cell and cell.shown for cell in row.cells] == [
            next((line[4] for line in lines if (line[0], line[2]) == (row.worker, month.index)), None)
            for month in grid.months
        ]
    paged = [ledger.grid(office, Filter(), offset, 3).rows for offset in (0, 3, 6)]
    assert [row.worker for rows in paged for row in rows] == [row.worker for row in grid.rows]
    keys = ledger.people(office, Filter())
    assert [row.name for row in ledger.rows(office, Filter(), keys[2:4])] == [row.name for row in grid.rows[2:4]]


@pytest.mark.parametrize(
    "asked",
    [
        Filter(payer="kabupaten"),
        Filter(area="53.11"),
        Filter(area="53.11.18.1004"),
        Filter(shown=("arrears",)),
        Filter(shown=("paid", "billed"), payer="provinsi"),
        Filter(text="00002"),
        Filter(first=Month(2026, 2), last=Month(2026, 2)),
        Filter(first=Month(2027, 1), last=Month(2027, 2)),
    ],
)
def test_a_filter_holds_for_rows_and_sums_alike(office: Context, asked: Filter) -> None:
    grid = ledger.grid(office, asked)
    sums = ledger.sums(office, asked)
    assert grid.people == len(grid.rows)
    assert sum((row.total for row in grid.rows), Amount()) == ledger.total_of(sums.totals)
    assert all(any(cell is not None for cell in row.cells) for row in grid.rows)
    if asked.shown:
        assert all(set(asked.shown) & set(row.totals) for row in grid.rows)
    if asked.area:
        assert all(row.village.startswith(asked.area) for row in grid.rows)
    if asked.text:
        assert [row.name for row in grid.rows] == ["Orang 00001"]  # by the last digits of the NIK


def test_the_months_of_the_grid_are_those_of_the_programme(office: Context) -> None:
    with office.store.read() as reader:
        identity = reader.value("SELECT id FROM programme WHERE code = 'K26'")
    assert [month.text for month in ledger.months(office, Filter(programme=identity))][-1] == "2026-06"
    assert ledger.grid(office, Filter(programme=identity)).people == 3
    assert set(ledger.sums(office, Filter(programme=identity)).by_programme) == {identity}


def test_uptake_by_payer_kabupaten_and_programme_add_up_to_the_same(office: Context) -> None:
    lines = counted(office)
    by_payer = {row.key: row for row in uptake.uptake(office)}
    assert set(by_payer) == {"provinsi", "kabupaten"}
    assert by_payer["provinsi"].held == Amount(24, 24 * 16_800)
    assert by_payer["kabupaten"].held == Amount(18, 18 * 20_000)
    codes = Counter((line[3], line[4]) for line in lines)
    paid = codes["provinsi", Shown.PAID]
    assert by_payer["provinsi"].paid == Amount(paid, paid * 16_800) != Amount()
    assert by_payer["provinsi"].permille == paid * 1000 // 24
    assert by_payer["kabupaten"].decreed.months == 18  # billed months were decreed too
    wholes = [uptake.in_all(uptake.uptake(office, by)) for by in uptake.BY]
    assert wholes[0] == wholes[1] == wholes[2]
    for row in uptake.uptake(office, "regency"):
        assert row.held == row.occupied + row.free + row.expired
    assert {row.key for row in uptake.uptake(office, "regency")} == {"", "53.11"}


def test_the_list_behind_an_uptake_is_what_it_counts(office: Context) -> None:
    for by in uptake.BY:
        for row in uptake.uptake(office, by):
            narrowed = {"regency": {"holder": row.key or ledger.NO_REGENCY}}.get(by, {"holder": ledger.HELD_HERE})
            asked = Filter(**{**narrowed, **({} if by == "regency" else {by: row.key})})
            sums = ledger.sums(office, asked)
            parts = {code: amount for code, amount in row.parts().items() if code not in (Shown.PLANNED, Shown.EXPIRED)}
            assert {code: sums.totals.get(code, Amount()) for code in parts} == parts, (by, row.key)
            grid = ledger.grid(office, asked)
            assert sum((one.total for one in grid.rows), Amount()) == row.occupied
    lived_in = ledger.sums(office, Filter(area="53.01", holder="53.11")).totals
    assert lived_in == {}, "both narrow: where people live, and whose seats these are"
