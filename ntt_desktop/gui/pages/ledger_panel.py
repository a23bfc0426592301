"""The panel at the right of the person-month grid: one month of one person, with the papers behind it."""

from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.month_story import Story
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import day, number, rupiah
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Facts
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.side_panel import SidePanel
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.money.month_story import story
from ntt_desktop.wording.ledger import sentence
from ntt_desktop.wording.payers import payer


class LedgerPanel(SidePanel):
    """``show_month`` takes a row of the grid and a month."""

    def __init__(self, session: Session) -> None:
        super().__init__(width=330)
        self._session = session
        self._worker = ""
        self.foot(button(tr("Open the person"), self.open_person, kind="primary", icon="user-round"), None)

    def show_month(self, row: dict[str, Any], month: Month) -> None:
        """Ask for the papers behind a month and show them."""
        self._worker = row["id"]
        self._session.tasks.read(story, row["id"], month, owner=self, key="story", done=self.tell)

    def tell(self, found: Story) -> None:
        """Show what is known of a month."""
        if found.worker != self._worker:
            return
        self.clear()
        self.set_title(found.name or tr("(no name)"))
        self.body.addWidget(label(sentence(found), "strong", wrap=True))
        facts: list[tuple[str, str]] = []
        if found.programme is not None:
            facts = [
                (tr("Programme"), f"{found.programme.code} · {found.programme.name}".strip(" ·")),
                (tr("Payer"), payer(found.programme.payer)),
                (tr("Slot"), number(found.seat)),
                (tr("Contribution"), rupiah(found.programme.rate)),
                (tr("SK"), _dated(found.decree_number, found.decree_date)),
                (tr("Bill"), _dated(found.bill_number, found.bill_date)),
                (tr("Due"), day(found.due_on)),
            ]
        if (paid := found.payment) is not None:
            facts += [
                (tr("Paid on"), day(paid.paid_on)),
                (tr("Contribution code"), paid.contribution_code),
                (tr("SPM"), paid.spm),
                (tr("SP2D"), paid.sp2d),
            ]
        facts = [(name, value) for name, value in facts if value]
        if facts:
            self.body.addWidget(Facts(facts, name_width=104))
        if found.contested:
            codes = ", ".join(found.contested)
            words = tr("{programmes} claims this month too; it counts nowhere until decided.", programmes=codes)
            self.body.addWidget(RemarkLine(Remark(words, "warn")))
        self.show()

    def open_person(self) -> None:
        """Show the person's page."""
        if self._worker:
            self._session.open("worker", worker=self._worker)


def _dated(number_: str, date: str) -> str:
    return f"{number_} ({day(date)})" if number_ and date else number_
