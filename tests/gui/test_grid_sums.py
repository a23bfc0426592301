"""Every sum over the grid of person-months is the sum of its cells: page, uptake, workbook and PDF, to the rupiah."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.gui.pages.ledger import LedgerPage
from ntt_desktop.services.context import Context
from ntt_desktop.services.money.ledger_paper import place_namer
from ntt_desktop.wording.ledger import IN_GRID, letter
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.payers import payer
from tests.conftest import Clock, MakeContext
from tests.gui.conftest import MakeWindow
from tests.gui.stage import quiet
from tests.gui.test_same_figures import write
from tests.services.reports.reports_support import DEARER, RATE, generated_province

RATES = {"P26": RATE, "K26": DEARER}
PAYERS = {"P26": "provinsi", "K26": "kabupaten"}


@pytest.fixture
def province(make_ctx: MakeContext, clock: Clock) -> Context:
    """Two kabupaten, two payers of different rates, months in every stage but the decreed."""
    made = generated_province(make_ctx, clock)
    i18n.set_language("id")
    return made


class Cells:
    """What the grid draws, added up plainly: person-months and rupiah of each letter, by anything."""

    def __init__(self, page: LedgerPage) -> None:
        self.rows = [page.model.row_at(at) for at in range(page.model.total())]
        self.months = page.model.months
        self.drawn = [
            (row, self.months[at], code, row["payers"][at])
            for row in self.rows
            if row is not None
            for at, code in enumerate(row["cells"])
            if code
        ]

    def by(self, key: Callable[[Any, Month, str], str]) -> dict[str, Counter[str]]:
        """Key of a cell (row, month, programme) -> months of each letter, ``all`` of them, and the rupiah of both."""
        found: dict[str, Counter[str]] = {}
        for row, month, code, programme in self.drawn:
            sums = found.setdefault(key(row, month, programme), Counter())
            sums.update({code: 1, "all": 1, "rupiah": RATES[programme], f"rupiah {code}": RATES[programme]})
        return found


WAYS: dict[str, Callable[[Any, Month, str], str]] = {
    "payer": lambda _row, _month, programme: PAYERS[programme],
    "regency": lambda row, _month, _programme: row["village_code"][:5],
    "subdistrict": lambda row, _month, _programme: row["village_code"][:8],
    "month": lambda _row, month, _programme: month.text,
}


def line_of(sums: Counter[str]) -> tuple[int, ...]:
    """The cells of a line of sums, as sheets have them."""
    return (*(sums[code] for code in IN_GRID), sums["all"], sums["rupiah"], sums["rupiah paid"])


def test_every_sum_is_the_sum_of_the_cells(
    province: Context, make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window(ctx=province)
    page = window.open("ledger")
    quiet(qtbot, window)
    assert isinstance(page, LedgerPage)
    cells = Cells(page)
    (whole,) = cells.by(lambda *_cell: "").values()
    assert (whole["all"], whole["rupiah"]) == (9 * 12 + 6 * 6, 9 * 12 * RATE + 6 * 6 * DEARER)

    for row in cells.rows:
        assert row is not None
        own = [RATES[programme] for programme in row["payers"] if programme]
        assert (row["months"], row["rupiah"]) == (len(own), sum(own))
    paid, unpaid, total = page.foot_sums._lines
    for at, month in enumerate(cells.months):
        column = cells.by(WAYS["month"]).get(month.text, Counter())
        drawn = (column["paid"], column["all"] - column["paid"], column["all"])
        assert (paid.values[f"m{at}"], unpaid.values[f"m{at}"], total.values[f"m{at}"]) == drawn
    assert paid.values["rupiah"] == rupiah(whole["rupiah paid"])
    assert total.values["rupiah"] == rupiah(whole["rupiah"])

    page.show_tab("sums")
    assert page.sums_view is not None
    for way, key in WAYS.items():
        page.sums_view.by.choose(way)
        page.sums_view._draw()
        shown = {
            row["key"]: (*(row[code] for code in IN_GRID), row["months"], row["rupiah"], row["paid_rupiah"])
            for row in page.sums_view.model.rows
        }
        assert shown == {at: line_of(sums) for at, sums in cells.by(key).items()}, way

    page.show_tab("uptake")
    assert page.uptake_view is not None
    for way in ("payer", "regency"):
        page.uptake_view.by.choose(way)
        page.uptake_view.refresh()
        quiet(qtbot, window)
        rows = page.uptake_view.model.rows
        assert sum(row["occupied"] for row in rows) == whole["all"]
        assert sum(row["paid"] for row in rows) == whole["paid"]
        assert sum(row["paid_rupiah"] for row in rows) == whole["rupiah paid"]
        if way == "payer":
            by = cells.by(WAYS["payer"])
            assert {row["key"]: (row["occupied"], row["paid_rupiah"]) for row in rows} == {
                key: (sums["all"], sums["rupiah paid"]) for key, sums in by.items()
            }

    page.write(tmp_path / "orang-bulan.xlsx")
    quiet(qtbot, window)
    _sheets_agree(tmp_path / "orang-bulan.xlsx", cells, place_namer(province))
    _paper_agrees(province, cells, whole, tmp_path)


def _sheets_agree(file: Path, cells: Cells, place: Callable[[str], str]) -> None:
    """Each sheet of the workbook: every line, and its last."""
    people, month, payers, regencies, subdistricts, *uptakes = (
        list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(file).worksheets
    )
    (whole,) = cells.by(lambda *_cell: "").values()
    drawn = [row for row in cells.rows if row is not None]
    width = len(cells.months)
    listed = [row for row in people if row[1] and str(row[1]).startswith("*")]
    for line, row in zip(listed, drawn, strict=True):
        assert line[4 : 4 + width] == tuple(letter(code) if code else None for code in row["cells"])
        assert line[4 + width : 6 + width] == (row["months"], row["rupiah"])
    by_month = cells.by(WAYS["month"])
    columns = tuple(by_month.get(one.text, Counter())["all"] for one in cells.months)
    assert people[-1][4 : 6 + width] == (*columns, whole["all"], whole["rupiah"])
    for rows, way, named in (
        (month, "month", month_words),
        (payers, "payer", payer),
        (regencies, "regency", place),
        (subdistricts, "subdistrict", place),
    ):
        said = {str(row[0]): row[1:9] for row in rows}
        for key, sums in cells.by(WAYS[way]).items():
            assert said[named(key)] == line_of(sums), (way, key)
        assert rows[-1][1:9] == line_of(whole), way
    for rows in uptakes:
        head = next(row for row in rows if "Dipegang" in row)
        last = dict(zip(head, rows[-1], strict=True))
        assert (last["Terisi"], last["Dibayar (rupiah)"]) == (whole["all"], whole["rupiah paid"])


def _paper_agrees(ctx: Context, cells: Cells, whole: Counter[str], folder: Path) -> None:
    """The report's PDF says each month's line, its workbook too."""
    paper, rows = write(ctx, folder, "uptake")
    lines = [line.split() for line in paper.splitlines()]
    for text, sums in cells.by(WAYS["month"]).items():
        counts = (*(sums[code] for code in ("paid", "arrears", "billed", "decreed", "proposed")), sums["all"])
        wanted = (*counts, sums["rupiah paid"])
        assert any(row[0] == month_words(text) and row[1:8] == wanted for row in rows), text
        said = [*month_words(text).split(), *(number(count) for count in counts), rupiah(sums["rupiah paid"])]
        assert said in lines, (text, said)
    assert any(row[0] == "Jumlah" and row[6:8] == (whole["all"], whole["rupiah paid"]) for row in rows)
    assert rupiah(whole["rupiah paid"]) in paper
