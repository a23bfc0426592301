"""The first page's figures: each the count of its list; shares in thousandths; nothing known is nothing said."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.shares import permille
from ntt_desktop.errors import UserError
from ntt_desktop.formats.figures.ink import NIGHT
from ntt_desktop.i18n import set_language
from ntt_desktop.services.agencies import handovers
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import coverage, plots, targets, uptake
from ntt_desktop.services.figures.overview import PEOPLE, Overview, overview
from ntt_desktop.services.figures.targets import Target
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import bills, payments
from ntt_desktop.services.people.worker_list import WorkerList
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.numbers import NOTHING, percent
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, day, people, person

VILLAGES = ("53.11.18.2005", "53.11.01.1001", "53.71.04.1001", "53.03.10.2001")


def target(region: str = "53.11", **changes: object) -> Target:
    return replace(Target(region, 2026, 1000, 100, 600, day("2026-01-01"), "BPS"), **changes)  # type: ignore[arg-type]


@pytest.fixture
def province(make_ctx: MakeContext, clock: Clock) -> Context:
    """Sixty people of three kabupaten in every state, generated; in March, with January and February paid."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    chance = random.Random(6)
    add_programme(ctx, seats=40)
    for number in range(55):
        person(ctx, number, village_code=chance.choice(VILLAGES), birth_date=f"{chance.randrange(1970, 2000)}-05-01")
    person(ctx, 60, birth_date="1961-04-02")
    people(ctx, 3, 70, nik=None)
    person(ctx, 80, birth_date=None)
    slots.assign(ctx, "P26", from_month="2026-01", limit=30)
    bills.issue(ctx, "P26", "2026-01", number="001")
    payments.pay(ctx, "P26", "001", paid_on="2026-02-01")
    with ctx.store.read() as reader:
        seated = [row["worker_id"] for row in reader.rows("SELECT worker_id FROM slot ORDER BY seat")]
        free = [
            row["id"]
            for row in reader.rows("SELECT id FROM worker WHERE state = 'registered' AND NOT incomplete ORDER BY nik")
        ]
    with ctx.store.write("tester") as uow:
        for worker in seated[:12]:
            uow.put("enrolment", uow.new_id(), {"worker_id": worker, "result": "accepted", "dated_on": "2026-01-20"})
        refused = {"worker_id": seated[0], "result": "refused", "dated_on": "2026-02-20"}
        uow.put("enrolment", uow.new_id(), refused)
        for worker in free[:2]:
            cover = {"worker_id": worker, "payer": "provinsi", "first_month": "2025-01", "last_paid_month": "2025-12"}
            uow.put("cover", uow.new_id(), cover)
        uow.put("finding", uow.new_id(), {"worker_id": free[3], "code": "kk_equals_nik", "params": "{}"})
    handovers.add(ctx, seated[1:4], ["card"], day("2026-02-01"))
    events.end_worker(ctx, seated[5], "died", day("2026-02-05"))
    events.end_worker(ctx, free[4], "moved", day("2026-02-05"))
    return ctx


def at(clock: Clock, month: int, year: int = 2026) -> None:
    clock.now = clock.now.replace(year=year, month=month)


@pytest.mark.parametrize("month", [1, 2, 3, 5, 12])
def test_every_figure_of_people_is_the_count_of_its_list(province: Context, clock: Clock, month: int) -> None:
    at(clock, month)
    with province.store.write("tester"):
        pass  # the month has passed: states are computed anew
    found, lists = overview(province), WorkerList(province)
    for key, query in PEOPLE.items():
        assert getattr(found, key) == len(lists.keys(query)), key
    assert found.people == 57
    assert found.incomplete == 3
    assert found.waiting + found.seated + found.ended == found.people
    assert found.card == handovers.count_outstanding(province) == 7


def test_who_lapses_was_paid_for_lately_and_is_not_now(province: Context, clock: Clock) -> None:
    assert overview(province).lapsing == 31, "29 paid in January who live, two by last year's list"
    at(clock, 1)
    with province.store.write("tester"):
        pass
    assert (overview(province).covered, overview(province).lapsing) == (29, 2)
    assert overview(province).turning_65 == 1, "the second of April is near"
    at(clock, 5)
    assert overview(province).turning_65 == 0


def test_coverage_counts_the_list_of_the_region_and_knows_nothing_without_figures(
    province: Context, clock: Clock
) -> None:
    at(clock, 1)
    with province.store.write("tester"):
        pass
    targets.set_target(province, target())
    regions = overview(province).coverage
    assert regions is not None
    assert len(regions.rows) == 22
    lists = WorkerList(province)
    for row in regions.rows:
        assert row.covered == len(lists.keys(replace(coverage.ACTIVE, area=row.region)))
    assert regions.whole.covered == sum(row.covered for row in regions.rows) == 29
    known = next(row for row in regions.rows if row.region == "53.11")
    assert known.active == known.covered + 100
    assert known.permille == (known.covered + 100) * 1000 // 1000
    assert known.missing == 600 - 100 - known.covered
    assert (regions.known, regions.whole.permille) == (1, None), "a sum over some is not a sum over all"
    without = next(row for row in regions.rows if row.region == "53.71")
    assert (without.permille, without.active, without.missing) == (None, None, None)
    targets.set_target(province, target("53.71", active_elsewhere=None))
    again = overview(province).coverage
    assert again is not None
    assert next(row for row in again.rows if row.region == "53.71").permille is None


def test_the_whole_is_the_sum_of_all_or_the_area_s_own_figures(province: Context, clock: Clock) -> None:
    codes = [region.code for region in province.reference.regions.children("53")]
    targets.set_targets(province, [target(code) for code in codes])
    found = overview(province).coverage
    assert found is not None
    assert (found.whole.eligible, found.whole.elsewhere, found.whole.target) == (22_000, 2_200, 600)
    targets.set_target(province, target("53", eligible=50_000, active_elsewhere=5_000, permille=650))
    found = overview(province).coverage
    assert found is not None
    assert (found.whole.eligible, found.whole.permille) == (50_000, (5_000 + found.whole.covered) * 1000 // 50_000)
    at(clock, 3)
    shown = overview(province).trend
    assert [one.month for one in shown] == [Month(2026, 1), Month(2026, 2), Month(2026, 3)]
    assert shown[0].permille == (5_000 + 30) * 1000 // 50_000, "thirty were paid for in January"


def test_an_office_sees_its_own_area_only(make_ctx: MakeContext) -> None:
    ctx = make_ctx("petugas", "53.11")
    people(ctx, 3)
    people(ctx, 2, 10, village_code=VILLAGES[2])
    found = overview(ctx)
    assert found.coverage is not None
    assert [row.region for row in found.coverage.rows] == ["53.11"]
    assert [row.key for row in found.uptakes["regency"]] == ["53.11"]
    with pytest.raises(UserError, match="target_outside"):
        targets.set_target(ctx, target("53.71"))


def test_serapan_is_that_of_the_ledger_and_its_parts_add_up(province: Context) -> None:
    found = overview(province)
    assert found.uptakes["payer"] == uptake.uptake(province, "payer")
    whole = found.uptake
    assert (whole.held.months, whole.paid.months) == (480, 30)
    assert whole.share == 30 * 1000 // 480
    for rows in found.uptakes.values():
        for row in rows:
            parts = row.parts().values()
            assert sum(part.months for part in parts) == row.held.months
            assert sum(part.rupiah for part in parts) == row.held.rupiah
            assert all(part.months >= 0 for part in parts)


def test_a_share_is_rounded_down_and_of_nothing_there_is_none() -> None:
    assert [permille(999, 1000), permille(1999, 2000), permille(2, 3), permille(3, 2)] == [999, 999, 666, 1500]
    assert permille(0, 5) == 0
    assert permille(None, 5) is permille(5, None) is permille(5, 0) is None
    assert (percent(458), percent(1000), percent(0), percent(None)) == ("45.8 %", "100.0 %", "0.0 %", NOTHING)
    set_language("id")
    assert percent(458) == "45,8 %"


def test_every_figure_is_drawn_in_both_inks_and_says_nothing_of_the_unknown(province: Context) -> None:
    found = overview(province)
    for name in plots.FIGURES:
        assert plots.figure(province, name, found).startswith("<svg")
        assert plots.figure(province, name, found, NIGHT).startswith("<svg")
    drawn = plots.figure(province, "map-coverage", found)
    assert "Kota Kupang: –" in drawn
    assert "0.0 %" not in drawn
    assert plots.figure(province, "money", Overview()).startswith("<svg")
    with pytest.raises(UserError, match="figure_unknown"):
        plots.figure(province, "pie", found)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"region": "53.99"}, "unknown_region"),
        ({"region": "53.11.18"}, "unknown_region"),
        ({"year": 26}, "target_year"),
        ({"eligible": 0}, "target_eligible"),
        ({"active_elsewhere": 1001}, "target_elsewhere"),
        ({"permille": 1001}, "target_permille"),
        ({"dated_on": day("2026-12-01")}, "date_in_future"),
    ],
)
def test_figures_that_cannot_be_are_refused(province: Context, changes: dict[str, object], code: str) -> None:
    with pytest.raises(UserError) as caught:
        targets.set_targets(province, [target("53.71"), target(**changes)])
    assert caught.value.code == code
    assert code not in message(caught.value)[0]
    assert targets.listing(province) == []


def test_the_same_day_replaces_and_a_later_one_follows(province: Context) -> None:
    targets.set_target(province, target())
    targets.set_target(province, target(eligible=2000))
    targets.set_target(province, target(eligible=3000, dated_on=day("2026-02-01")))
    known = targets.listing(province)
    assert [one.eligible for one in known] == [2000, 3000]
    assert targets.in_force(known, "53.11", day("2026-01-31")) == known[0]
    assert targets.in_force(known, "53.11", day("2027-01-31")) is None
    assert [one.eligible for one in targets.listing(province, year=2026, area="53.11")] == [2000, 3000]


@pytest.mark.parametrize(("text", "share"), [("60", 600), ("62,5 %", 625), ("62.5", 625), ("0", 0)])
def test_a_share_is_typed_in_percent(text: str, share: int) -> None:
    assert targets.permille_of(text) == share


@pytest.mark.parametrize("text", ["", "banyak", "nan", "inf", "6o"])
def test_what_is_no_share_is_said(text: str) -> None:
    with pytest.raises(UserError, match="target_share"):
        targets.permille_of(text)


def test_a_small_sheet_is_taken_in_whole_or_not_at_all(province: Context, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TARGET UCJ 2026"])
    sheet.append(["No", "Kabupaten/Kota", "Pekerja", "Aktif", "Target"])
    sheet.append([1, "Kab. Sumba Timur", 120_000, 40_000, 0.6])
    sheet.append([2, "KOTA KUPANG", "200.000", "150.000", "62,5 %"])
    sheet.append([3, "Kupang", 180_000, None, 55])
    sheet.append([None, "JUMLAH", 500_000, None, None])
    path = tmp_path / "target.xlsx"
    book.save(path)
    stored = targets.from_sheet(province, path, year=2026, dated_on=day("2026-01-01")).value
    assert stored == 3
    known = {one.region: one for one in targets.listing(province)}
    assert [(code, one.eligible, one.active_elsewhere, one.permille) for code, one in known.items()] == [
        ("53.01", 180_000, None, 550),
        ("53.11", 120_000, 40_000, 600),
        ("53.71", 200_000, 150_000, 625),
    ]
    sheet.append([4, "Ende", "banyak", 0, 50])
    book.save(path)
    with pytest.raises(UserError, match="target_cell"):
        targets.from_sheet(province, path, year=2026, dated_on=day("2026-02-01"))
    assert len(targets.listing(province)) == 3


def test_the_trend_of_a_kabupaten_counts_who_lives_there(province: Context, clock: Clock) -> None:
    targets.set_target(province, target())
    with province.store.read() as reader:
        january = int(
            reader.value(
                "SELECT count(*) FROM seat_month m JOIN worker w ON w.pk = m.person WHERE m.in_force = 1 "
                f"AND m.stage = 4 AND m.month = {2026 * 12} AND w.village_code LIKE '53.11.%'"
            )
        )
    reached = coverage.trend_of(province, "53.11")
    assert [one.month for one in reached] == [Month(2026, 1), Month(2026, 2)]
    assert [one.permille for one in reached] == [100 + january, 100]
    assert january > 0
    drawn = plots.regency_trend(province, "53.11", overview(province))
    assert "Sumba Timur" in drawn
    with pytest.raises(UserError, match="unknown_region"):
        coverage.trend_of(province, "53.11.18")
