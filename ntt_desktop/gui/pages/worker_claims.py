"""The person page's card about claims: what stands, what a claim would lack today, an accident, the family's card."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui import shown
from ntt_desktop.gui.dialogs.accident import report_accident
from ntt_desktop.gui.models.claim_rows import state_badge
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder, open_file
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder, row
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import family_card
from ntt_desktop.services.claims.claim_view import missing_for_claim
from ntt_desktop.services.people.person_detail import PersonDetail
from ntt_desktop.wording import claims as words


def ready_remark(missing: tuple[str, ...]) -> Remark:
    """What a claim would lack, or that nothing is lacking."""
    said = words.lacking(missing)
    if said:
        return Remark(f"{said}.", "warn")
    return Remark(tr("Ready for a claim: KK, family contact and account are known."), "good")


def claims_card(session: Session, page: Page, detail: PersonDetail) -> Card:
    """Claims of the person with the way to each; readiness; and the two actions while the person stands."""
    worker = detail.worker
    card = Card(tr("Claims"), icon="heart")
    card.add(RemarkLine(ready_remark(missing_for_claim(worker, detail.heirs))))
    for claim in sorted(detail.claims, key=lambda one: one["event_date"] or "", reverse=True):
        if not claim["event_date"]:
            continue
        what = words.event(claim["claim_type"] or "unknown", claim["cause"] or "death")
        go = button(tr("Open claim"), partial(session.open, "claim", claim=claim["id"]), kind="quiet")
        go.setAccessibleDescription(f"{what} {shown.day(claim['event_date'])}")
        said = column(label(what, "strong", wrap=True), label(shown.day(claim["event_date"]), "muted"), gap=0)
        line_of = row(said, StateBadge(state_badge(claim["status"] or "reported")), go)
        line_of.setStretch(0, 1)
        card.add(holder(line_of))
    if worker["state"] == "ended":
        return card
    flow = FlowLayout()
    flow.addWidget(button(tr("Report an accident"), lambda: report_accident(session, page, worker), icon="megaphone"))
    flow.addWidget(
        button(tr("Card for the family"), lambda: write_card(session, page, worker=worker["id"]), icon="printer")
    )
    return card.add(holder(flow))


def write_card(session: Session, page: Page, *, worker: str = "", village: str = "") -> None:
    """Ask for a folder and write the card of a person, or those of a village, there."""
    folder = choose_folder(page, tr("Where to"), desk_folder(tr("Cards for families")))
    if folder is None:
        return
    start_card(session, page, folder, worker=worker, village=village)


def start_card(session: Session, page: Page, folder: Path, *, worker: str = "", village: str = "") -> None:
    """Write the cards into ``folder`` and say where they are."""

    def done(files: tuple[Path, ...]) -> None:
        page.show_banner(
            tr("The card is written: {file}", file=files[0].name),
            str(files[0].parent),
            "good",
            (tr("Open it"), lambda: open_file(files[0])),
        )

    owner: QWidget = page
    session.tasks.read(
        family_card.write_card, folder, worker=worker, village=village, overwrite=True, owner=owner, done=done
    )
