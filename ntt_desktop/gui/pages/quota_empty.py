"""What Kuota says while there is nothing to show, and what to do next."""

from typing import TYPE_CHECKING

from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.board import has_parent_above

if TYPE_CHECKING:
    from ntt_desktop.gui.pages.quota import QuotaPage


def nobody_yet(page: "QuotaPage") -> EmptyState:
    """Nobody has a slot of the programme in sight."""
    return EmptyState(
        "badge-check",
        tr("Nobody has a slot yet"),
        tr("The next in rank are listed already. Look at them, then give the slots."),
        ((tr("Show the next in rank"), lambda: page.show_tab("next")),),
    )


def no_blocks() -> EmptyState:
    """Nothing of the programme in sight is held here."""
    hint = tr("The province or kabupaten passes blocks down; they arrive with its reply file.")
    return EmptyState("layout-grid", tr("No blocks yet"), hint)


def no_programme(page: "QuotaPage") -> EmptyState:
    """No programme is known here."""
    if page.session.role == "supervisor":
        new = (tr("New programme"), lambda: page.session.open("programmes", new=True))
        letter = (tr("Slots from a letter"), page.requests.type_letter)
        return EmptyState(
            "layout-grid",
            tr("There is no programme yet"),
            tr("Create one, or take in the reply of the province."),
            (new, letter) if has_parent_above(page.session.ctx) else (new,),
        )
    return EmptyState(
        "layout-grid",
        tr("There is no programme yet"),
        tr("It comes with the first reply file. Send a package first, so that the parent knows this laptop."),
        (
            (tr("To Send & Receive"), lambda: page.session.open("sync")),
            (tr("Slots from a letter"), page.requests.type_letter),
        ),
    )
