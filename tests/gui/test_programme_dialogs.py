"""Changing programmes, asking back, lost laptops, letters and joining, in windows on real stores."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from ntt_desktop import i18n
from ntt_desktop.gui.dialogs.join import JoinDialog
from ntt_desktop.gui.dialogs.letter import LetterDialog
from ntt_desktop.gui.dialogs.programme import ProgrammeDialog
from ntt_desktop.gui.dialogs.programme_figures import FiguresDialog
from ntt_desktop.gui.dialogs.programme_rules import RulesDialog
from ntt_desktop.gui.dialogs.recall import RecallDialog
from ntt_desktop.gui.dialogs.retire import RetireDialog
from ntt_desktop.gui.dialogs.share_out import ShareOutDialog
from ntt_desktop.services.capacity import letters, programme_terms, programmes, recalls
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, open_window, quiet
from tests.services.capacity.capacity_support import add_programme, introduce, people, send


@pytest.fixture
def province(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53", name="province")


@pytest.fixture
def laptop(make_ctx: MakeContext, province: Context) -> Context:
    """Ten slots of the province, known at the laptop."""
    made = make_ctx()
    add_programme(province, seats=50_000)
    introduce(province, made)
    programmes.allot(province, "P26", "laptop-1", 10)
    send(province, made)
    return made


def test_the_budget_is_compared_and_said_in_words(qtbot: QtBot, province: Context, laptop: Context):
    i18n.set_language("id")
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.acts.edit.click()
    dialog = page.findChild(ProgrammeDialog)
    assert dialog.said == "Rp10.080.000.000 Sepuluh miliar delapan puluh juta rupiah"
    assert dialog.code.text() == "P26"
    qtbot.keyClicks(dialog.stated, "10000000000")
    assert "Rp80.000.000 melebihi anggaran." in dialog.said
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: programmes.ledger(province, "P26").programme.budget == 10_000_000_000, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert page._budget.isVisible()


def test_a_change_that_breaks_what_was_given_is_refused_with_the_reason(
    qtbot: QtBot, province: Context, laptop: Context
):
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.acts.edit.click()
    dialog = page.findChild(ProgrammeDialog)
    dialog.seats.set_value(5)
    dialog._compute()
    dialog.accept_button.click()
    qtbot.waitUntil(dialog.banner.isVisible, timeout=WAIT_MS)
    assert "up to number 10" in dialog.banner.accessibleName()
    assert programmes.ledger(province, "P26").programme.seats == 50_000


def test_rules_and_points_are_changed_in_words_as_a_version(qtbot: QtBot, province: Context, laptop: Context):
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.acts.rules.click()
    dialog = page.findChild(RulesDialog)
    quiet(qtbot, window)
    dialog.ticks["decile_at_most"].setChecked(True)
    dialog.decile.set_value(4)
    dialog.weights["disability"].set_value(90)
    qtbot.keyClicks(dialog.reason, "Pergub 3")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: programmes.ledger(province, "P26").programme.weights.version == 2, timeout=WAIT_MS)
    stored = programmes.ledger(province, "P26").programme
    assert (stored.eligibility.version, stored.weights.disability) == (2, 90)
    assert stored.eligibility.rules[-1].params == {"most": 4}
    assert [one.reason for one in programme_terms.versions(province, "P26")][:2] == ["Pergub 3"] * 2
    below = open_window(qtbot, laptop)
    shown = RulesDialog(below.session, below, programmes.ledger(laptop, "P26").programme, lambda _one: None)
    qtbot.addWidget(shown)
    assert not shown.ticks["age"].isEnabled()
    quiet(qtbot, below)


def test_benefits_are_those_typed(qtbot: QtBot, province: Context, laptop: Context):
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.acts.figures.trigger()
    dialog = page.findChild(FiguresDialog)
    assert "Rp42.000.000" in dialog._sums.text()
    dialog.fields["funeral"].set_value(12_000_000)
    dialog.fields["full_jkm_after"].set_value(6)
    dialog.accept_button.click()
    qtbot.waitUntil(
        lambda: programmes.ledger(province, "P26").programme.benefits.ordinary_death == 44_000_000, timeout=WAIT_MS
    )
    assert programmes.ledger(province, "P26").programme.clocks.full_jkm_after == 6


def test_slots_are_asked_back_and_returned_from_the_page(qtbot: QtBot, province: Context, laptop: Context):
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.acts.recall.trigger()
    dialog = page.findChild(RecallDialog)
    dialog.seats.set_value(4)
    qtbot.keyClicks(dialog.reason, "Dialihkan ke Belu")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: len(recalls.recalls(province)) == 1, timeout=WAIT_MS)
    send(province, laptop)
    below = open_window(qtbot, laptop)
    quota = below.open("quota")
    quiet(qtbot, below)
    qtbot.waitUntil(quota.banner.isVisible, timeout=WAIT_MS)
    assert "4 slots are asked back" in quota.banner.accessibleName()
    assert "Dialihkan ke Belu" in quota.banner.accessibleName()
    quota.banner._action.click()
    qtbot.waitUntil(lambda: not recalls.recalls(laptop), timeout=WAIT_MS)
    assert ledger.balance(laptop)[0].own.released == 48
    qtbot.waitUntil(lambda: not quota.banner.isVisible(), timeout=WAIT_MS)


def test_a_lost_laptop_is_given_up_after_a_preview_with_a_reason(qtbot: QtBot, province: Context, laptop: Context):
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.acts.retire.trigger()
    dialog = page.findChild(RetireDialog)
    qtbot.waitUntil(lambda: "120 person-months" in dialog._said.text(), timeout=WAIT_MS)
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog.reason, "Hilang di laut")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: ledger.balance(province)[0].own.free == 600_000, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert page.machines() == []


def test_a_letter_is_typed_below_and_joined_above(qtbot: QtBot, province: Context, laptop: Context):
    below = open_window(qtbot, laptop)
    quota = below.open("quota", tab="blocks")
    quiet(qtbot, below)
    quota.requests.letter.click()
    typed = quota.findChild(LetterDialog)
    typed.accept_button.click()
    assert not typed.accept_button.isEnabled()
    for field, words in ((typed.number, "560/12/2026"), (typed.code, "CSR26"), (typed.seats, "7")):
        qtbot.keyClicks(field, words)
    typed.dated.set_value(date(2026, 1, 20).isoformat())
    typed.payer.set_value("csr")
    typed.accept_button.click()
    qtbot.waitUntil(lambda: len(letters.letters(laptop)) == 1, timeout=WAIT_MS)
    people(laptop, 2)
    send(laptop, province)
    add_programme(province, code="CSR26", payer="csr", name="CSR Bank", seats=100, rate=20_000)
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    qtbot.waitUntil(page.banner.isVisible, timeout=WAIT_MS)
    page.banner._action.click()
    dialog = page.findChild(JoinDialog)
    qtbot.waitUntil(lambda: dialog.seats.value == 7, timeout=WAIT_MS)
    assert dialog.accept_unlike.isVisible()
    assert not dialog.accept_button.isEnabled()
    dialog.accept_unlike.setChecked(True)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: letters.letters(province)[0].is_confirmed, timeout=WAIT_MS)
    quiet(qtbot, window)
    assert [one.programme.code for one in ledger.balance(province)] == ["CSR26", "P26"]


def test_slots_are_shared_out_to_every_kabupaten_after_a_look(qtbot: QtBot, province: Context, laptop: Context):
    i18n.set_language("id")
    window = open_window(qtbot, province)
    page = window.open("programmes")
    quiet(qtbot, window)
    page.acts.share.trigger()
    dialog = page.findChild(ShareOutDialog)
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=WAIT_MS)
    assert dialog.model.rowCount() == 22
    assert dialog._said.text() == "49.990 kuota untuk 22 wilayah: 599.880 orang-bulan, Rp10.077.984.000"
    dialog.by.set_value("list")
    dialog.compute()
    dialog.pasted.setPlainText("Sumba Timur\t120\nKupang 3")
    qtbot.waitUntil(lambda: "Baris 2" in dialog._said.text(), timeout=WAIT_MS)
    assert not dialog.accept_button.isEnabled()
    dialog.pasted.setPlainText("Sumba Timur\t120\nKota Kupang 3")
    qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=WAIT_MS)
    assert "123 kuota untuk 2 wilayah" in dialog._said.text()
    assert programmes.ledger(province, "P26").own.passed_down == 120
    dialog.accept_button.click()
    region = lambda: [b.rect.seats for b, _ in programmes.ledger(province, "P26").blocks if b.region == "53.11"]  # noqa: E731
    qtbot.waitUntil(lambda: region() == [120], timeout=WAIT_MS)
    quiet(qtbot, window)
