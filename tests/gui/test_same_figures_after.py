"""The same figure is the same everywhere, of what follows registration: tahap, bills, claims, coverage, bridging.

Each is counted plainly in the records and then looked for on pages, plots, paper, in workbooks and answers.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.services.assignment import batch_papers, batches, decree_annex, decrees
from ntt_desktop.services.claims import claim_papers
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import coverage, plots
from ntt_desktop.services.figures.overview import overview
from ntt_desktop.services.money import bridging, bridging_papers, money_papers, month_report
from ntt_desktop.wording.numbers import percent
from tests.conftest import Clock
from tests.gui.conftest import MakeWindow
from tests.gui.stage import commands
from tests.gui.test_same_figures import cells_of, province, texts, total_of, words_of, write
from tests.services.capacity.capacity_support import day

__all__ = ["province"]


@pytest.fixture
def office(province: Context) -> Context:
    """The province with a tahap and its SK."""
    batches.create(province, "P26", "Tahap 1")
    decrees.add(province, "P26", "SK-1", day("2026-01-10"), batch="Tahap 1")
    return province


def value(ctx: Context, sql: str) -> int:
    with ctx.store.read() as reader:
        return int(reader.value(sql) or 0)


def said(text: str) -> str:
    """Words without what a line's end does to them."""
    return " ".join(text.split())


def test_a_tahap_is_as_large_on_every_paper(office: Context, tmp_path: Path) -> None:
    months = value(
        office,
        "SELECT count(*) FROM seat_month m JOIN batch_row r ON r.slot_id = "
        "(SELECT id FROM slot WHERE pk = m.slot) WHERE m.in_force = 1 AND r.removed IS NOT 1",
    )
    money = months * 16_800
    found = batches.show(office, "Tahap 1")
    assert (found.person_months, found.rupiah) == (months, money)
    book, paper = batch_papers.write(office, "Tahap 1", tmp_path).value
    words = said(words_of(paper.read_bytes()))
    assert words.count(rupiah(money)) >= 3
    line = next(row for row in cells_of(book.read_bytes()) if "Jumlah" in row[:2] and months in row)
    assert money in line
    annex = decree_annex.annex(office, "SK-1").tables[0]
    assert annex.total[-2:] == (months, money)
    book, paper = decree_annex.write(office, "SK-1", tmp_path / "sk").value
    assert total_of(cells_of(book.read_bytes()), "Rupiah", "Orang-bulan") == money
    assert rupiah(money) in said(words_of(paper.read_bytes()))


def test_bills_and_payments_are_the_same_in_months_letters_and_reports(office: Context, tmp_path: Path) -> None:
    billed = value(office, "SELECT sum(rupiah) FROM bill WHERE cancelled IS NOT 1")
    paid = value(office, "SELECT sum(rupiah) FROM payment WHERE cancelled IS NOT 1")
    lines = [line for code in ("P26", "K26") for line in month_report.lines(office, code)]
    assert sum(line.billed_rupiah for line in lines) == billed
    assert sum(line.paid_rupiah for line in lines) == paid
    found = overview(office).uptake
    assert (found.billed.rupiah, found.paid.rupiah) == (billed, paid)
    cells = [write(office, tmp_path / code, "bill", programme=code) for code in ("P26", "K26")]
    assert sum(total_of(rows, "Ditagih (rupiah)", "Di kuota") for _, rows in cells) == billed
    parts = [write(office, tmp_path / code, "bill", programme="P26", region=code)[1] for code in ("53.01", "53.11")]
    whole = total_of(cells[0][1], "Ditagih (rupiah)", "Di kuota")
    assert sum(total_of(rows, "Ditagih (rupiah)", "Di kuota") for rows in parts) == whole
    letters = ("P26", "001/BPU/2026"), ("P26", "003/BPU/2026"), ("K26", "002/BPU/2026")
    sums = [money_papers.bill_letter(office, *letter).tables[0].total[-1] for letter in letters]
    assert sum(int(one or 0) for one in sums) == billed


def test_coverage_is_the_same_on_page_plot_map_report_and_list(
    office: Context, tmp_path: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    covered = value(office, "SELECT count(*) FROM worker WHERE state = 'covered' AND village_code LIKE '53.11%'")
    share = percent((covered + 31) * 1000 // 100)
    found = overview(office)
    assert found.coverage is not None
    (row,) = [one for one in found.coverage.rows if one.region == "53.11"]
    assert (row.covered, row.active, percent(row.permille)) == (covered, covered + 31, share)
    for name in ("coverage", "map-coverage"):
        assert share in plots.figure(office, name, found)
    assert percent(coverage.trend_of(office, "53.11")[-1].permille) == share
    paper, cells = write(office, tmp_path, "uptake", region="53.11")
    assert share in paper
    assert any(covered in one and share in one for one in cells)
    window = make_window(ctx=office)
    home = window.session.open("home")
    qtbot.waitUntil(lambda: share in home.plots.view.accessibleDescription(), timeout=15_000)


def test_claims_are_as_many_and_as_dear_everywhere(
    office: Context, tmp_path: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    count = value(office, "SELECT count(*) FROM claim WHERE cancelled IS NOT 1")
    money = value(office, "SELECT sum(amount) FROM claim WHERE status = 'paid'")
    book, paper = claim_papers.write_list(office, tmp_path).value
    assert total_of(cells_of(book.read_bytes()), "Dibayar", "Perkiraan") == money
    assert rupiah(money) in words_of(paper.read_bytes())
    words, cells = write(office, tmp_path, "claims")
    assert total_of(cells, "Dibayar", "Perkiraan") == money
    assert f": {count}" in words
    window = make_window(ctx=office)
    page = window.session.open("claims", tab="all")
    qtbot.waitUntil(lambda: rupiah(money) in texts(page), timeout=15_000)


def test_who_must_be_bridged_costs_the_same_on_page_list_letter_and_message(
    office: Context, clock: Clock, tmp_path: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    clock.now = datetime(2026, 11, 5, tzinfo=UTC)
    between = bridging.summary(office)
    assert between is not None
    listed = bridging.listing(office)
    assert between.open_rupiah == sum(gap.open_rupiah for gap in listed.people) == listed.open_rupiah > 0
    book, paper = bridging_papers.write_list(office, tmp_path).value
    money = rupiah(between.open_rupiah)
    assert money in said(words_of(paper.read_bytes()))
    assert total_of(cells_of(book.read_bytes()), "Masih dicari", "Dijembatani") == between.open_rupiah
    letter = bridging_papers.letter_document(office, payer="desa")
    assert letter.tables[0].total[-1] == between.open_rupiah
    assert money in bridging_papers.message(office)
    window = make_window(ctx=office)
    page = window.session.open("bridging")
    qtbot.waitUntil(lambda: money in page.header.subtitle and number(between.open) in page.header.subtitle)
    home = window.session.open("home")
    qtbot.waitUntil(lambda: money in texts(home), timeout=15_000)


def test_commands_answer_with_the_same_sums(office: Context, monkeypatch: Any, capsys: Any) -> None:
    billed = value(
        office,
        "SELECT sum(rupiah) FROM bill WHERE cancelled IS NOT 1 AND programme_id = "
        "(SELECT id FROM programme WHERE code = 'P26')",
    )
    found = batches.show(office, "Tahap 1")
    claims = value(office, "SELECT count(*) FROM claim WHERE cancelled IS NOT 1")
    money = value(office, "SELECT sum(amount) FROM claim WHERE status = 'paid'")
    uptake = overview(office).uptakes["regency"]
    run = commands(office, capsys, monkeypatch)
    shown = run("batch", "show", "Tahap 1")
    assert (shown["people"], shown["rupiah"]) == (found.people, found.rupiah)
    assert sum(bill["rupiah"] for bill in run("bill", "list", "--programme", "P26")["bills"]) == billed
    answer = run("claim", "list")
    assert (answer["count"], answer["paid"]) == (claims, money)
    for row in (one for one in uptake if one.held.months):
        behind = run("ledger", "show", "--holder", row.key or "-", "--limit", "0")
        assert behind["total"]["person_months"] == row.occupied.months
        assert behind["totals"].get("paid", {"rupiah": 0})["rupiah"] == row.paid.rupiah
