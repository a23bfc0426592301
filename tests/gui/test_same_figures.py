"""The same figure is the same everywhere: pages, commands, workbooks, PDFs and plots of one generated province."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.services import reports
from ntt_desktop.services.context import Context
from ntt_desktop.services.reports import Asked
from ntt_desktop.wording.numbers import percent
from tests import papers
from tests.conftest import Clock, MakeContext
from tests.gui.conftest import MakeWindow
from tests.gui.stage import commands
from tests.services.reports.reports_support import DEARER, EACH, RATE, generated_province

PEOPLE = 3 * EACH


@pytest.fixture
def province(make_ctx: MakeContext, clock: Clock) -> Context:
    """Two kabupaten, three laptops' people, two programmes, bills, payments, a claim, targets."""
    made = generated_province(make_ctx, clock)
    i18n.set_language("id")
    return made


@pytest.fixture
def truth(province: Context) -> dict[str, Any]:
    """The figures, counted plainly in the records."""
    with province.store.read() as reader:

        def value(sql: str) -> int:
            return int(reader.value(sql) or 0)

        seated = "FROM seat_month m JOIN programme p ON p.pk = m.programme WHERE m.in_force = 1"
        covered = "FROM worker WHERE state = 'covered' AND village_code LIKE '53.11%'"
        return {
            "people": value("SELECT count(*) FROM worker WHERE person_id = id AND void IS NOT 1"),
            "months": value(f"SELECT count(*) {seated}"),
            "paid": value("SELECT sum(person_months) FROM payment"),
            "rupiah": value("SELECT sum(rupiah) FROM payment"),
            "held": 40 * 12 * RATE + 10 * 6 * DEARER,
            "covered": value("SELECT count(*) FROM worker WHERE state = 'covered'"),
            "active": value(f"SELECT count(*) {covered}") + 31,
            "claimed": value("SELECT sum(amount) FROM claim WHERE status = 'paid'"),
            "arrears": value(f"SELECT count(*) {seated} AND m.stage = 3 AND m.month < {2026 * 12 + 2}"),
        }


def texts(widget: QWidget) -> str:
    """Every word that stands on a page."""
    said = [label.text() for label in widget.findChildren(QLabel)]
    said += [child.accessibleName() for child in widget.findChildren(QWidget)]
    return "\n".join(said)


def words_of(pdf: bytes) -> str:
    """The text of a PDF."""
    return "\n".join(papers.texts(pdf))


def cells_of(content: bytes) -> list[tuple[Any, ...]]:
    """Every row of every sheet."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def total_of(rows: list[tuple[Any, ...]], heading: str, among: str) -> int:
    """The sum line below the column ``heading`` of the table that has the column ``among``."""
    top = next(at for at, row in enumerate(rows) if heading in row and among in row)
    line = next(row for row in rows[top:] if "Jumlah" in row[:2])
    return int(line[rows[top].index(heading)])


def write(ctx: Context, folder: Path, name: str, **asked: Any) -> tuple[str, list[tuple[Any, ...]]]:
    """A report's words on paper and its cells."""
    made, files = reports.write(ctx, name, folder / name, Asked(**asked))
    assert [file.suffix for file in files] == [".pdf", ".xlsx"]
    assert files[0].read_bytes() == made.pdf
    return words_of(made.pdf), cells_of(files[1].read_bytes())


def test_reports_say_what_the_records_say_on_paper_and_in_cells(
    province: Context, truth: dict[str, Any], tmp_path: Path
) -> None:
    assert truth["people"] == PEOPLE
    assert truth["arrears"] == 6
    share = percent(truth["rupiah"] * 1000 // truth["held"])
    paper, cells = write(province, tmp_path, "uptake")
    assert f": {PEOPLE}" in paper
    assert f": {truth['months']}" in paper
    assert share in paper
    assert f"{rupiah(truth['rupiah'])} (" in paper
    assert total_of(cells, "Orang-bulan", "Menunggak") == truth["months"]
    assert total_of(cells, "Menunggak", "Orang-bulan") == truth["arrears"]
    assert total_of(cells, "Dibayar (rupiah)", "Dipegang") == truth["rupiah"]
    coverage = percent(truth["active"] * 1000 // 100)
    assert coverage in paper
    assert any("Kab. Sumba Timur" in row and coverage in row and truth["active"] in row for row in cells)

    paper, cells = write(province, tmp_path, "subdistricts")
    assert total_of(cells, "Orang", "Kecamatan") == PEOPLE
    assert total_of(cells, "Orang-bulan", "Kecamatan") == truth["months"]
    assert total_of(cells, "Dibayar (rupiah)", "Kecamatan") == truth["rupiah"]
    assert rupiah(truth["rupiah"]) in paper

    paper, cells = write(province, tmp_path, "village")
    assert (
        paper.count("************") == PEOPLE == sum(str(row[2]).startswith("*****") for row in cells if len(row) > 2)
    )
    assert f": {truth['paid']}" in paper
    assert not re.search(r"\d{16}", paper + json.dumps(cells, default=str))

    paper, cells = write(province, tmp_path, "claims")
    assert rupiah(truth["claimed"]) in paper
    assert total_of(cells, "Dibayar", "Perkiraan") == truth["claimed"] == 10_000_000

    billed = [write(province, tmp_path / code, "bill", programme=code)[1] for code in ("P26", "K26")]
    assert sum(total_of(rows, "Dibayar (rupiah)", "Di kuota") for rows in billed) == truth["rupiah"]
    assert sum(total_of(rows, "Di kuota", "Dibayar (rupiah)") for rows in billed) == truth["months"]


def test_parts_of_the_province_add_up_to_the_whole(province: Context, truth: dict[str, Any], tmp_path: Path) -> None:
    people = months = money = 0
    for code in ("53.01", "53.11"):
        _, cells = write(province, tmp_path / code, "subdistricts", region=code)
        people += total_of(cells, "Orang", "Kecamatan")
        months += total_of(cells, "Orang-bulan", "Kecamatan")
        money += total_of(cells, "Dibayar (rupiah)", "Kecamatan")
    assert (people, months, money) == (truth["people"], truth["months"], truth["rupiah"])


def test_pages_show_the_same(province: Context, truth: dict[str, Any], make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(ctx=province)

    for key, said in (
        ("home", number(PEOPLE)),
        ("home", percent(truth["rupiah"] * 1000 // truth["held"])),
        ("ledger", number(truth["months"])),
        ("claims", rupiah(truth["claimed"])),
    ):
        window.session.open(key)
        qtbot.waitUntil(lambda words=said: words in texts(window), timeout=15_000)  # type: ignore[misc]


def test_commands_and_plots_answer_the_same(
    province: Context, truth: dict[str, Any], tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    run = commands(province, capsys, monkeypatch)
    assert len(run("worker", "list")["workers"]) == PEOPLE
    ledger = run("ledger", "show", "--from", "2026-01", "--to", "2026-12", "--limit", "0")
    assert ledger["total"]["person_months"] == truth["months"]
    assert ledger["totals"]["paid"]["rupiah"] == truth["rupiah"]
    share = truth["rupiah"] * 1000 // truth["held"]
    seen = run("overview")
    assert seen["people"] == PEOPLE
    assert (seen["uptake"]["paid_rupiah"], seen["uptake"]["permille"]) == (truth["rupiah"], share)
    assert sum(row["paid_rupiah"] for row in seen["uptake_by"]["payer"]) == truth["rupiah"]
    answer = run("report", "kecamatan", str(tmp_path / "kecamatan.xlsx"), "--from", "2026-01", "--to", "2026-12")
    assert (answer["report"], answer["rows"]) == ("subdistricts", 4)
    cells = cells_of(Path(answer["files"][0]).read_bytes())
    assert total_of(cells, "Orang", "Kecamatan") == PEOPLE
    assert total_of(cells, "Dibayar (rupiah)", "Kecamatan") == truth["rupiah"]
    run("figure", "money", str(tmp_path / "money.svg"))
    described = (tmp_path / "money.svg").read_text("utf-8")
    assert rupiah(truth["rupiah"]) in described
    assert rupiah(40 * 12 * RATE) in described
