"""The programme's public figures come out of the program's own arithmetic: by its services, on its pages and papers.

50,000 people x 12 months x Rp16,800 = Rp10,080,000,000; an ordinary death Rp42,000,000; a death at work Rp70,000,000;
two children from kindergarten to university Rp174,000,000; a death in the third month Rp10,000,000.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.domain.benefit import Benefits
from ntt_desktop.domain.money import terbilang
from ntt_desktop.services import reports
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.claims import claim_papers, claims, family_card
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import bills, ledger, payments
from ntt_desktop.services.people import families
from ntt_desktop.services.reports import Asked
from tests import papers
from tests.conftest import Clock, MakeContext
from tests.gui.stage import open_window, quiet
from tests.services.capacity.capacity_support import add_programme, people

BUDGET = "Rp10.080.000.000"
IN_WORDS = "sepuluh miliar delapan puluh juta"


@pytest.fixture
def province(make_ctx: MakeContext, clock: Clock) -> Context:
    """50,000 seats; two people since January, one since February. It is the end of April; all months are paid."""
    clock.now = datetime(2026, 4, 28, 2, tzinfo=UTC)
    ctx = make_ctx("supervisor", "53", name="provinsi")
    add_programme(ctx, seats=50_000, months=12, rate=16_800)
    people(ctx, 2)
    slots.assign(ctx, "P26", from_month="2026-01")
    people(ctx, 1, start=2)
    slots.assign(ctx, "P26", from_month="2026-02")
    bills.issue(ctx, "P26", "2026-04", number="001")
    payments.pay(ctx, "P26", "001", paid_on="2026-04-05")
    i18n.set_language("id")
    return ctx


def seated(ctx: Context) -> list[str]:
    """The people in the order of their seats."""
    return [str(row["worker_id"]) for row in sorted(slots.slots(ctx, "P26"), key=lambda row: row["seat"])]


def on_screen(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def on_paper(content: Path | bytes) -> str:
    return " ".join(" ".join(papers.texts(content)).split())


def test_what_50_000_people_cost_in_a_year(qtbot: QtBot, province: Context) -> None:
    (books,) = ledger.balance(province)
    assert (books.whole.held, books.whole.rupiah("held")) == (600_000, 10_080_000_000)
    assert terbilang(books.whole.rupiah("held")) == IN_WORDS
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    assert BUDGET in page.header.subtitle
    assert BUDGET in on_paper(reports.make(province, "uptake", Asked(programme="P26")).pdf)


def test_what_a_death_brings(qtbot: QtBot, province: Context, tmp_path: Path) -> None:
    ordinary, at_work, third_month = seated(province)
    for name in ("Ana", "Beni"):
        families.save_child(province, at_work, {"name": name, "birth_date": "2022-01-01", "school_level": "TK"})
    window = open_window(qtbot, province)
    page = window.open("claim")
    for worker, kind, day, months, low, high, shown in (
        (ordinary, "jkm", date(2026, 4, 20), 4, 42_000_000, 42_000_000, ("Rp42.000.000",)),
        (
            at_work,
            "jkk",
            date(2026, 4, 20),
            4,
            70_000_000,
            244_000_000,
            ("Rp70.000.000", "Rp87.000.000", "Rp244.000.000"),
        ),
        (third_month, "jkm", date(2026, 4, 21), 3, 10_000_000, 10_000_000, ("Rp10.000.000",)),
    ):
        claim = claims.report(province, worker, claim_type=kind, event_date=day).value
        view = claims.show(province, claim)
        assert (view.clocks.months_in_row, view.expected.low, view.expected.high) == (months, low, high)
        pupils = [line.high for line in view.expected.lines if line.code == "scholarship"]
        assert sum(pupils) == (174_000_000 if worker == at_work else 0)
        window.open("claim", claim=claim)
        quiet(qtbot, window)
        (paper,) = claim_papers.write_sheet(province, claim, tmp_path / f"{claim}.pdf").value
        for amount in shown:
            assert amount in on_screen(page)
            assert amount in on_paper(paper)


def test_a_family_reads_every_figure_on_its_card(province: Context, tmp_path: Path) -> None:
    known = Benefits()
    assert (known.ordinary_death, known.accident_death, known.most_scholarship) == (42_000_000, 70_000_000, 174_000_000)
    (card,) = family_card.write_card(province, tmp_path, worker=seated(province)[0]).value
    for amount in ("Rp42.000.000", "Rp70.000.000", "Rp174.000.000", "Rp10.000.000"):
        assert amount in on_paper(card)
