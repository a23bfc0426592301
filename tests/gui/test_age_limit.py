"""Reaching the age limit while a programme runs warns, and bars nothing: before a slot is given, and before a bill."""

from pytestqt.qtbot import QtBot

from ntt_desktop.gui.dialogs.bill import BillDialog
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programme_lookup
from ntt_desktop.services.money import bills
from tests.conftest import MakeContext
from tests.gui.stage import WAIT_MS, open_window, quiet
from tests.services.capacity.capacity_support import add_programme, people


def test_who_reaches_the_age_limit_is_said_before_a_slot_is_given_and_before_the_bill(
    qtbot: QtBot, make_ctx: MakeContext
) -> None:
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(ctx, region="53.11", seats=5)
    people(ctx, 2)
    (old,) = people(ctx, 1, start=9, birth_date="1961-03-12")
    window = open_window(qtbot, ctx)
    page = window.open("quota", tab="next")
    quiet(qtbot, window)
    assert "1 of them reach the age limit" in page.give.past.text()
    assert page.give.past.isVisible()
    rows = {row["id"]: row for row in (page.models["next"].row_at(at) for at in range(3))}
    said = "Turns 65 on 12/03/2026, during the programme."
    assert [who for who, row in rows.items() if said in row["why"]] == [old]
    page._show_row(rows[old])
    assert said in [text.text() for text in page.panel.findChildren(type(page.give.past))]
    slots.assign(ctx, "P26")
    programme = programme_lookup.known(ctx)[0]
    assert bills.plan(ctx, "P26", "2026-03").too_old == 0, "on the first of March the person is 64"
    dialog = BillDialog(window.session, window, programme, lambda _plan: None)
    qtbot.addWidget(dialog)
    dialog.through.set_value("2026-04")
    dialog.compute()
    qtbot.waitUntil(lambda: "1 people have reached the age limit" in dialog._out.text(), timeout=WAIT_MS)
    assert "Rp201.600" in dialog._sum.text(), "whom BPJS has is billed"
    quiet(qtbot, window)
