"""Claims through their windows: reported, ticked off, sent, paid; mistakes beside their fields; cards for families."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ntt_desktop.domain.claims import COMPLETE, INJURY, JKK, PAID, REFUSED, SENT
from ntt_desktop.gui.dialogs.accident import AccidentDialog
from ntt_desktop.gui.dialogs.claim_steps import ClassifyDialog, PayDialog, RefuseDialog, SendDialog
from ntt_desktop.gui.dialogs.end import EventDialog
from ntt_desktop.gui.dialogs.village_list import CARDS, VillageListDialog
from ntt_desktop.gui.main_window import MainWindow
from ntt_desktop.gui.pages import worker_claims
from ntt_desktop.gui.widgets.fields import RemarkLine
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.claims import claims, family_card
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import bills, payments
from ntt_desktop.services.people import families, person_detail
from tests.conftest import MakeContext
from tests.gui.stage import open_window, quiet
from tests.services.capacity.capacity_support import VILLAGE, add_programme, day, people


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    """Two people on seats whose January and February are paid."""
    made = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(made, region="53.11", payer="kabupaten", seats=2)
    people(made, 2)
    slots.assign(made, "P26", from_month="2026-01")
    bills.issue(made, "P26", "2026-02", number="001")
    payments.pay(made, "P26", "001", paid_on="2026-02-05")
    return made


@pytest.fixture
def window(qtbot: QtBot, office: Context) -> MainWindow:
    return open_window(qtbot, office)


def seated(ctx: Context, at: int = 0) -> str:
    return str(slots.slots(ctx)[at]["worker_id"])


def remarks(widget: object) -> str:
    lines = widget.findChildren(RemarkLine)  # type: ignore[attr-defined]
    return " ".join(line.layout().itemAt(1).widget().text() for line in lines if not line.isHidden())


def test_an_accident_is_reported_from_the_person_and_its_claim_opens(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    who = seated(office)
    quiet(qtbot, window)
    assert window.rail._buttons["claims"].isHidden()
    window.open("worker", worker=who)
    quiet(qtbot, window)
    assert "Still missing for a claim: KK, family contact, account" in remarks(window.current_page())
    dialog = AccidentDialog(window.session, window, person_detail.get(office, who).worker)
    qtbot.addWidget(dialog)
    dialog.save()
    assert dialog._on_row.remarks
    dialog.on.setText("11/02/2026")
    dialog._say_clock()
    assert "lies ahead" in remarks(dialog)
    dialog.on.setText("05/02/2026")
    dialog._say_clock()
    assert "report it all the same" in remarks(dialog)
    dialog.known.setText("04/02/2026")
    dialog.save()
    quiet(qtbot, window)
    assert dialog._known_row.remarks
    assert claims.listing(office) == []
    dialog.known.setText("09/02/2026")
    dialog.place.setText("Kebun")
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    (view,) = claims.listing(office)
    assert (view.claim_type, view.cause, view.clock.days_left) == (JKK, INJURY, 1)
    quiet(qtbot, window)
    assert window.current_page() is window.page("claim")
    assert not window.rail._buttons["claims"].isHidden()


def test_an_event_before_the_cover_is_reported_only_when_somebody_insists(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    dialog = AccidentDialog(window.session, window, person_detail.get(office, seated(office)).worker)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.on.setText("30/12/2025")
    dialog.save()
    quiet(qtbot, window)
    assert "30/12/2025" in dialog._on_row.remarks[0].text
    assert claims.listing(office) == []
    assert dialog.banner.isVisible()
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save(anyway=True)
    assert len(claims.listing(office)) == 1


def test_a_death_recorded_leads_to_its_claim(qtbot: QtBot, window: MainWindow, office: Context) -> None:
    worker = person_detail.get(office, seated(office)).worker
    dialog = EventDialog(window.session, window, worker, reason="died")
    qtbot.addWidget(dialog)
    assert dialog.reason.value() == "died"
    dialog.on.set_value("2026-02-09")
    dialog.save()
    quiet(qtbot, window)
    assert claims.listing(office) == [], "first it says what follows"
    with qtbot.waitSignal(window.session.bus.changed):
        dialog.save()
    quiet(qtbot, window)
    page = window.page("claim")
    assert window.current_page() is page
    assert page.view is not None
    assert "1 days left" in remarks(page)
    kind = ClassifyDialog(window.session, window, page.view)
    qtbot.addWidget(kind)
    kind.kind.set_value(JKK)
    kind.known.setText("08/02/2026")
    kind.save()
    quiet(qtbot, window)
    assert kind.rows["known"].remarks, "nobody knows it before it happens"
    kind.known.setText("10/02/2026")
    kind.place.setText("Jalan ke kebun")
    with qtbot.waitSignal(window.session.bus.changed):
        kind.save()
    qtbot.waitUntil(lambda: page.view is not None and page.view.claim_type == JKK)
    assert page.view.expected.high == 70_000_000
    assert (page.view.values["event_place"], page.view.clock.report_until) == ("Jalan ke kebun", day("2026-02-12"))


def test_documents_are_ticked_by_key_and_the_claim_goes_its_course(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    worker = seated(office)
    for name in ("Satu", "Dua", "Tiga"):
        families.save_child(office, worker, {"name": name, "birth_date": "2016-01-01", "school_level": "SD"})
    families.save_heir(office, worker, {"name": "Ana", "relation": "Istri", "bank_name": "BRI", "bank_account": "0123"})
    claim = claims.report(office, worker, claim_type=JKK, event_date=day("2026-02-09")).value
    page = window.open("claim", claim=claim)
    quiet(qtbot, window)
    assert "at most two children" in remarks(page)
    assert not page.send.isEnabled()
    card = page.documents
    late = card.days["kk"]
    late.setText("11/02/2026")
    late.editingFinished.emit()
    assert "up to today" in remarks(card)
    late.setText("09/02/2026")
    with qtbot.waitSignal(window.session.bus.changed):
        late.editingFinished.emit()
    assert claims.show(office, claim).documents["kk"] == "2026-02-09"
    for name in claims.show(office, claim).missing:
        quiet(qtbot, window)
        with qtbot.waitSignal(window.session.bus.changed):
            qtbot.keyClick(page.documents.ticks[name], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.view.status == COMPLETE)
    send = SendDialog(window.session, window, page.view)
    qtbot.addWidget(send)
    send.on.setText("12/02/2026")
    send.save()
    quiet(qtbot, window)
    assert send.rows["day"].remarks
    send.on.setText("10/02/2026")
    with qtbot.waitSignal(window.session.bus.changed):
        send.save()
    qtbot.waitUntil(lambda: page.view.status == SENT)
    refuse = RefuseDialog(window.session, window, page.view)
    qtbot.addWidget(refuse)
    refuse.save()
    assert refuse.rows["reason"].remarks
    refuse.reason.setText("surat kurang")
    with qtbot.waitSignal(window.session.bus.changed):
        refuse.save()
    qtbot.waitUntil(lambda: page.view.status == REFUSED)
    again = SendDialog(window.session, window, page.view)
    qtbot.addWidget(again)
    with qtbot.waitSignal(window.session.bus.changed):
        again.save()
    qtbot.waitUntil(lambda: page.view.status == SENT)
    pay = PayDialog(window.session, window, page.view)
    qtbot.addWidget(pay)
    assert (pay.to.text(), pay.bank.text(), pay.account.text()) == ("Ana", "BRI", "0123")
    pay.to.clear()
    pay.save()
    assert pay.rows["amount"].remarks
    assert pay.rows["to"].remarks
    assert claims.show(office, claim).status == SENT
    pay.amount.set_value(7_000_000_000)
    pay.to.setText("Ana")
    pay.save()
    quiet(qtbot, window)
    assert "Rp7.000.000.000" in pay.rows["amount"].remarks[0].text
    assert "all the same" in pay.banner.text
    assert claims.show(office, claim).status == SENT
    pay.amount.set_value(70_000_000)
    with qtbot.waitSignal(window.session.bus.changed):
        pay.save()
    qtbot.waitUntil(lambda: page.view.status == PAID)
    assert not any(tick.isEnabled() for tick in page.documents.ticks.values())


def test_the_list_counts_searches_and_opens(
    qtbot: QtBot, window: MainWindow, office: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = claims.report(office, seated(office), claim_type=JKK, cause=INJURY, event_date=day("2026-02-09")).value
    claims.report(office, seated(office, 1), claim_type="jkm", event_date=day("2026-02-08"))
    page = window.open("claims")
    quiet(qtbot, window)
    assert page.model.total() == 2
    page.show_tab("urgent")
    assert [row["id"] for row in page.model.rows] == [first]
    page._searched("nobody")
    assert page.model.total() == 0
    page._searched("")
    page.table.setCurrentIndex(page.model.index(0, 0))
    monkeypatch.setattr("ntt_desktop.gui.pages.claims.choose_folder", lambda *_: tmp_path / "kertas")
    page._write()
    quiet(qtbot, window)
    assert {file.suffix for file in (tmp_path / "kertas").iterdir()} == {".xlsx", ".pdf"}
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    quiet(qtbot, window)
    assert window.page("claim").claim_id == first


def test_cards_are_written_for_a_person_and_for_a_village(
    qtbot: QtBot, window: MainWindow, office: Context, tmp_path: Path
) -> None:
    settings = window.open("settings")
    quiet(qtbot, window)
    who, number = settings.contacts.lines[1]
    who.setText("Kantor desa")
    who.textEdited.emit("Kantor desa")
    settings.contacts.save()
    quiet(qtbot, window)
    assert "belong together" in remarks(settings.contacts)
    number.setText("0812 3456 7890")
    settings.contacts.save()
    quiet(qtbot, window)
    assert family_card.contacts(office)[1] == ("Kantor desa", "0812 3456 7890")
    page = window.open("worker", worker=seated(office))
    worker_claims.start_card(window.session, page, tmp_path, worker=seated(office))
    quiet(qtbot, window)
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    dialog = VillageListDialog(window.session, window, VILLAGE)
    qtbot.addWidget(dialog)
    dialog.which.set_value(CARDS)
    dialog._say()
    dialog.write(tmp_path / "desa.pdf")
    quiet(qtbot, window)
    assert (tmp_path / "desa.pdf").read_bytes().startswith(b"%PDF")


def test_what_a_claim_would_lack_is_said_while_somebody_is_registered(
    qtbot: QtBot, window: MainWindow, office: Context
) -> None:
    page = window.open("register")
    page.form.put({"nik": "5311181105780009", "full_name": "Ana"})
    page.check.now()
    quiet(qtbot, window)
    assert page.header.subtitle == "Still missing for a claim: KK, family contact, account"
    page.switch()
    page.full.put({"nik": "5311181105780009", "full_name": "Ana", "no_kk": "5311180101800001", "bank_account": "12"})
    page.full.put_heirs([{"name": "Beni", "phone": "081234567890"}])
    page.full.put_children([{"name": name, "school_level": "SD"} for name in ("Satu", "Dua", "Tiga")])
    page.full.show_ticks()
    page.check.now()
    quiet(qtbot, window)
    assert page.header.subtitle == "Ready for a claim"
    assert "No scholarship for" in remarks(page.full)
