"""What cannot be, entered in the flow's windows: each has its sentence where it was typed, and nothing is stored."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.gui.dialogs.accident import AccidentDialog
from ntt_desktop.gui.dialogs.end import EventDialog
from ntt_desktop.gui.dialogs.handover import HandoverDialog
from ntt_desktop.gui.dialogs.payment import PaymentDialog
from ntt_desktop.gui.dialogs.take_answers import TakeAnswersDialog, TakeResultDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.widgets.fields import FieldRow, RemarkLine
from ntt_desktop.services.agencies import agency_answers
from ntt_desktop.services.assignment import batches, slots
from ntt_desktop.services.claims import claims
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import bills, payments
from ntt_desktop.services.people import person_detail
from tests.conftest import MakeContext
from tests.gui.stage import open_window, quiet
from tests.services.capacity.capacity_support import add_programme, day, people
from tests.workbooks import sheet

TOMORROW = "11/02/2026"


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    """Three people on seats, in a batch; one more has moved away. January is paid, February billed."""
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(ctx, seats=3, region="53.11")
    people(ctx, 3)
    slots.assign(ctx, "P26", from_month="2026-01")
    batches.create(ctx, "P26", "Tahap 1")
    bills.issue(ctx, "P26", "2026-01", number="001")
    payments.pay(ctx, "P26", "001", paid_on="2026-02-01", contribution_code="260100012345")
    bills.issue(ctx, "P26", "2026-02", number="002")
    (gone,) = people(ctx, 1, start=8, full_name="Pergi Jauh")
    events.end_worker(ctx, gone, "moved", day("2026-02-03"))
    return ctx


@pytest.fixture
def window(qtbot: QtBot, office: Context) -> MainWindow:
    i18n.set_language("id")
    return open_window(qtbot, office)


def learned(ctx: Context) -> int:
    with ctx.store.read() as reader:
        return int(reader.value("SELECT count(*) FROM change"))


def seated(ctx: Context, at: int = 0) -> dict[str, str]:
    return person_detail.get(ctx, str(slots.slots(ctx)[at]["worker_id"])).worker


def said(row: FieldRow) -> str:
    return " ".join(f"{remark.text} {remark.hint}" for remark in row.remarks)


def test_payments_that_cannot_be(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    before = learned(office)
    page = window.open("dues", tab="bills")
    qtbot.waitUntil(lambda: page.bills.model.total() == 2)
    unpaid = [row for row in page.bills.model.rows if row["open_rupiah"]]
    dialog = PaymentDialog(window.session, window, page._found["programme"], unpaid, "002", lambda _done: None)
    qtbot.addWidget(dialog)
    for value, words in ((50_401, "melebihi tagihan"), (16_800, "tidak cocok dengan orangnya")):
        dialog.rupiah.set_value(value)
        dialog.compute()
        qtbot.waitUntil(lambda words=words: words in said(dialog._rupiah_row))
        assert not dialog.accept_button.isEnabled()
    dialog.rupiah.set_value(0)
    dialog.compute()
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    dialog.code.setText("260100012345")
    dialog.save()
    qtbot.waitUntil(lambda: "sudah tercatat pada pembayaran lain: tagihan 001" in said(dialog._code_row))
    dialog.code.setText("")
    dialog.on.setText(TOMORROW)
    dialog.save()
    qtbot.waitUntil(lambda: TOMORROW in said(dialog._on_row))
    assert not dialog._code_row.remarks
    assert learned(office) == before


def test_events_that_cannot_be(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    worker = seated(office)
    claims.report(office, worker["id"], claim_type="jkk", cause="injury", event_date=date(2026, 2, 5))
    before = learned(office)
    accident = AccidentDialog(window.session, window, worker)
    qtbot.addWidget(accident)
    for typed, words in (("05/02/2026", "sudah"), ("31/12/2025", "31/12/2025"), (TOMORROW, TOMORROW)):
        accident.on.setText(typed)
        accident.save()
        qtbot.waitUntil(lambda words=words: words in said(accident._on_row))
        quiet(qtbot, window)
    death = EventDialog(window.session, window, reason="died")
    qtbot.addWidget(death)
    death.show()
    death.who.asked.emit("pergi")
    quiet(qtbot, window)
    (gone,) = death.who._options
    assert "berhenti 03/02/2026" in gone.detail, "who is not among the living is found, and why"
    death.who.set_option(gone)
    death.on.set_value("2026-02-09")
    death._foresee()
    quiet(qtbot, window)
    lines = " ".join(one.layout().itemAt(1).widget().text() for one in death.effects.findChildren(RemarkLine))
    assert "Pergi Jauh" in lines
    assert "03/02/2026" in lines
    death.save()
    quiet(qtbot, window)
    assert "Pergi Jauh" in death.banner.text
    assert learned(office) == before


def test_files_and_cards_that_cannot_be(qtbot: QtBot, window: MainWindow, office: Context, tmp_path: Path) -> None:
    first, second = seated(office)["nik"], seated(office, 1)["nik"]
    new = sheet(tmp_path / "baru.xlsx", [["NIK", "JAWABAN"], [first, "SESUAI"]])
    agency_answers.take(office, new, agency="dukcapil", on=date(2026, 2, 9))
    before = learned(office)
    rows = [
        ["5311180101809999", "33333333333", "BERHASIL"],
        ["5311180101800009", "44444444444", "BERHASIL"],
        [first, "12345678901", "BERHASIL"],
        [second, "12345678901", "BERHASIL"],
    ]
    page = window.open("bpjs", tab="results")
    quiet(qtbot, window)
    page.take_files([sheet(tmp_path / "hasil.xlsx", [["NIK", "KPJ", "STATUS"], *rows])])
    result = window.findChild(TakeResultDialog)
    quiet(qtbot, window)
    texts = [result.model.row_at(at)["text"] for at in range(result.model.total())]
    for text, words in zip(texts, ("Tidak ada orang", "tercatat berhenti", "juga ada", "juga ada"), strict=True):
        assert words in text
    assert not result.accept_button.isEnabled()
    result.table.selectRow(2)
    assert texts[2] in result.sentence.text(), "the whole sentence of the row under the cursor"
    result.reject()
    old = sheet(tmp_path / "lama.xlsx", [["NIK", "JAWABAN", "TANGGAL"], [first, "MENINGGAL", "01/02/2026"]])
    page.show_tab("matching")
    page.take_files([old])
    answers = window.findChild(TakeAnswersDialog)
    answers.agency.set_value("dukcapil")
    answers.look()
    quiet(qtbot, window)
    assert "09/02/2026" in answers.model.row_at(0)["text"], "a newer answer is known"
    answers.on.setText(TOMORROW)
    answers.look()
    quiet(qtbot, window)
    assert TOMORROW in answers.banner.text
    assert not answers.accept_button.isEnabled()
    answers.reject()
    cards = HandoverDialog(window.session, window, [seated(office)["id"]], lambda _done: None)
    qtbot.addWidget(cards)
    cards.on.setText(TOMORROW)
    cards.save()
    quiet(qtbot, window)
    assert TOMORROW in cards.banner.text + said(cards._on_row)
    assert learned(office) == before
