"""A contested slot: who holds what in which months, and who pays. One person with two payers stands here."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import icon_button
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.contested import Claim, Contest
from ntt_desktop.wording.months import span_words
from ntt_desktop.wording.payers import payer


def show_contest(session: Session, lines: QVBoxLayout, found: Contest, *, narrow: bool = False) -> None:
    """Fill ``lines`` with a contest: the contested claim, and each that stands against it; ``narrow``: side by side."""
    count = number(len(found.claim.months))
    said = tr("{count} months of this slot are outside every sum until it is decided.", count=count)
    cards = [_card(session, found.claim, tr("This slot"), "1")]
    for rival in found.rivals:
        twice = rival.why == "already_paid"
        title = tr("Pays for the same person in these months") if twice else tr("Holds the same slot in these months")
        cards.append(_card(session, rival, title, "2"))
    if narrow:
        lines.addLayout(row(*cards))
        lines.addWidget(label(said, wrap=True))
    else:
        lines.addWidget(label(said, wrap=True))
        for card in cards:
            lines.addWidget(card)
    if not found.rivals:
        hint = tr("Nothing stands against it any more, but it has no capacity here. Nobody frees its months.")
    else:
        hint = tr("Who gives way loses these months only; a person who loses a slot gets another free one if there is.")
    lines.addWidget(RemarkLine(Remark(hint, "info")))


def _card(session: Session, claim: Claim, title: str, key: str) -> Card:
    """``key`` answers that this claim has the months."""
    region = session.ctx.reference.regions.find(claim.region)
    months = span_words(claim.months[0], claim.months[-1]) if claim.months else ""
    facts = [
        (tr("Person"), claim.name),
        (tr("Region"), region.title if region else ""),
        (tr("Programme"), " · ".join(filter(None, (claim.programme, payer(claim.payer))))),
        (tr("Slot"), str(claim.seat)),
        (tr("Months"), months),
    ]
    made = Card()
    made.body.setSpacing(tokens.S1)
    made.body.setContentsMargins(tokens.S3, tokens.S2, tokens.S3, tokens.S2)
    head = row(label(key, "key"), label(title, "strong", wrap=True))
    head.setStretch(1, 1)
    if claim.worker:
        said = tr("Open {name}", name=claim.name)
        head.addWidget(icon_button("user-round-search", said, partial(session.open, "worker", worker=claim.worker)))
    made.add(head, Facts(facts, name_width=84))
    made.setAccessibleName(f"{title}: {claim.name}, {claim.programme}, {months}")
    return made
