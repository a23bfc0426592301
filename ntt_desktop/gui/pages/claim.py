"""One claim: event and clock, documents to tick, family in legal order, what may be expected, and how far it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ntt_desktop.domain.claims import COMPLETE, PAID, REFUSED, REPORTED, SENT, UNKNOWN
from ntt_desktop.gui.dialogs.claim_steps import ClassifyDialog, PayDialog, RefuseDialog, SendDialog, StepDialog
from ntt_desktop.gui.pages import claim_cards
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder, open_folder
from ntt_desktop.gui.widgets.layout import FlowLayout, Sides, column, holder
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import claim_papers, claims
from ntt_desktop.services.claims.claim_view import ClaimView
from ntt_desktop.wording import claims as words


class ClaimPage(Page):
    """``session.open("claim", claim=id)``."""

    concerns = frozenset({"claim", "worker", "heir", "child", "slot", "payment", "bill", "cover", "event"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Claim"))
        self.claim_id = ""
        self.view: ClaimView | None = None
        self.documents: claim_cards.DocumentsCard | None = None
        self.header.add_back(tr("Back to the claims"), lambda: session.open("claims"))
        self.paper = button(tr("Claim on paper"), self._write, icon="printer", shortcut="Ctrl+P")
        self.person = button(tr("Open the person"), self._open_person, icon="user-round")
        for action in (self.person, self.paper):
            self.header.add_action(action)
        self.send = button(tr("Send to BPJS"), self._dialog(SendDialog), kind="primary", icon="send")
        self.pay = button(tr("BPJS paid"), self._dialog(PayDialog), kind="primary", icon="coins")
        self.refuse = button(tr("BPJS refused"), self._dialog(RefuseDialog), icon="circle-x")
        self.classify = button(tr("Kind and report"), self._dialog(ClassifyDialog), icon="pencil")
        self.more = button(tr("Add contacts, children, account"), self._edit_person, icon="users")
        flow = FlowLayout()
        for action in (self.send, self.pay, self.refuse, self.classify, self.more):
            flow.addWidget(action)
        self.body.addWidget(holder(flow))
        self._left, self._right = column(gap=tokens.S3), column(gap=tokens.S3)
        self._cards = Sides(self._left, self._right)
        self.body.addLayout(self._cards)

    def arrive(self, claim: str = "", **_given: Any) -> None:
        """Show a claim."""
        if claim:
            if claim != self.claim_id:
                self.view = None
                self.banner.hide()
            self.claim_id = claim
        self.refresh()

    def refresh(self) -> None:
        if self.claim_id:
            self.session.tasks.read(
                claims.show, self.claim_id, owner=self, key="claim", done=self.show_claim, failed=self._gone
            )

    def _gone(self, error: BaseException) -> bool | None:
        if getattr(error, "code", "") != "claim_unknown":
            return False
        self.claim_id, self.view = "", None
        if self.isVisible():  # taken back with its event: there is nothing to show any more
            self.session.open("claims")
        return None

    def show_claim(self, view: ClaimView) -> None:
        """Show what was read."""
        self.view = view
        self.header.set_title(view.worker["full_name"] or tr("Without a name"))
        place = self.session.ctx.reference.regions.label(view.worker["village_code"] or "")
        self.header.set_subtitle(f"{words.event(view.claim_type, view.cause)} · {place}")
        self.send.setVisible(view.status in (REPORTED, COMPLETE, REFUSED))
        self.send.setEnabled(view.status != REPORTED and view.claim_type != UNKNOWN)
        missing = words.document_count(len(view.missing), len(view.documents))
        unsaid = tr("Say first what it was.") if view.claim_type == UNKNOWN else ""
        self.send.setToolTip(tr("Documents: {state}", state=missing) if view.status == REPORTED else unsaid)
        self.send.setText(tr("Send again") if view.status == REFUSED else tr("Send to BPJS"))
        self.pay.setVisible(view.status == SENT)
        self.refuse.setVisible(view.status == SENT)
        self.classify.setVisible(view.status != PAID)
        self.more.setVisible(view.status != PAID)
        kept = self.documents.focused() if self.documents is not None else ""
        empty(self._left)
        empty(self._right)
        self.documents = claim_cards.DocumentsCard(self.session, view, self._tick)
        for card in (
            claim_cards.course_card(view),
            claim_cards.event_card(view),
            claim_cards.expected_card(view),
        ):
            self._left.addWidget(card)
        self._left.addStretch(1)
        for card in (self.documents, claim_cards.family_card(view)):
            self._right.addWidget(card)
        self._right.addStretch(1)
        if kept:
            self.documents.focus(kept)

    def _tick(self, name: str, day: str) -> None:
        self.session.tasks.write(
            claims.hand_in, self.claim_id, {name: day}, owner=self, failed=lambda error: self._not_ticked(error)
        )

    def _not_ticked(self, error: BaseException) -> None:
        self.session.messages.error(error, self)
        self.refresh()

    def _dialog(self, make: Callable[..., StepDialog]) -> Callable[[], None]:
        def act() -> None:
            if self.view is not None:
                modal(make(self.session, self.window(), self.view))

        return act

    def _open_person(self) -> None:
        if self.view is not None:
            self.session.open("worker", worker=self.view.worker["id"])

    def _edit_person(self) -> None:
        if self.view is not None:
            self.session.open("register", worker=self.view.worker["id"])

    def _write(self) -> None:
        folder = choose_folder(self, tr("Where to"), desk_folder(tr("Claims")))
        if folder is not None:
            self.session.tasks.read(
                claim_papers.write_sheet, self.claim_id, folder, overwrite=True, owner=self, done=self._written
            )

    def _written(self, files: tuple[Path, ...]) -> None:
        self.show_banner(
            tr("Written: {files}", files=files[0].name),
            str(files[0].parent),
            "good",
            (tr("Open folder"), lambda: open_folder(files[0])),
        )

    def _air(self, *, wide: bool) -> None:
        super()._air(wide=wide)
        if hasattr(self, "_cards"):
            self._cards.place(wide=wide)
            self.person.set_compact(not wide)
