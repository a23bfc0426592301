"""One person in full: identity, family, findings, verifications, slots, and who changed what, when and why."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui import shown, words
from ntt_desktop.gui.dialogs.cover import covers_card
from ntt_desktop.gui.dialogs.end import end_person, reopen_person
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.dialogs.verify import verify_person
from ntt_desktop.gui.dialogs.void import void_person
from ntt_desktop.gui.pages import worker_claims, worker_cover, worker_said
from ntt_desktop.gui.pages.worker_panel import facts, fill_remarks, open_remarks
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.history import HistoryList
from ntt_desktop.gui.widgets.layout import Sides, column, holder
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import ntr, tr
from ntt_desktop.services.agencies import agency_view
from ntt_desktop.services.assignment import rank_of
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import reopening
from ntt_desktop.services.people import person_detail
from ntt_desktop.services.people.person_detail import PersonDetail
from ntt_desktop.services.printing import written_files
from ntt_desktop.services.sync import verdicts
from ntt_desktop.wording.finding_titles import title as finding_title
from ntt_desktop.wording.months import month_words

_OTHER = (
    ("birth_place", "mother_name", "marital_status", "family_role", "disability", "email"),
    ("occupation2", "workplace", "monthly_income", "working_hours", "employment_status", "decile", "other_cover"),
    ("bank_name", "bank_account", "account_holder", "kpj", "bpjs_status", "bpjs_status_date"),
    ("registered_on", "notice_given_on", "statement_signed_on", "withdrawn_on", "source", "notes"),
)


def read_person(ctx: Context, worker_id: str) -> dict[str, Any]:
    """Everything about a person, with history."""
    return {
        "detail": person_detail.get(ctx, worker_id),
        "history": person_detail.history(ctx, worker_id),
        **worker_cover.read_cover(ctx, worker_id),
        "said": agency_view.of_person(ctx, worker_id),
        "verdicts": verdicts.of_worker(ctx, worker_id),
    }


class WorkerPage(Page):
    """``session.open("worker", worker=id)``."""

    concerns = (
        frozenset({"worker", "heir", "child", "finding", "verification", "slot", "claim", "cover"}) | worker_said.KINDS
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Worker"))
        self.worker_id = self._noted = ""
        self._detail: PersonDetail | None = None
        self.header.add_back(tr("Back to the workers"), lambda: session.open("workers"))
        self._void = button(
            tr("Take this entry back"), self._do_void, kind="quiet", tip=tr("For a wrong entry that never was true")
        )
        self._end = button(tr("Report an event"), self._do_end, icon="megaphone")
        self._reopen = button(tr("Reopen"), self._do_reopen, icon="rotate-ccw")
        self._edit = button(tr("Edit"), self._do_edit, icon="pencil", shortcut="F2")
        self._verify = button(tr("Verify"), self._do_verify, kind="primary", icon="clipboard-check", shortcut="Ctrl+K")
        for action in (self._void, self._end, self._reopen, self._edit, self._verify):
            self.header.add_action(action)
        self._left, self._right = column(gap=tokens.S3), column(gap=tokens.S3)
        self._cards = Sides(self._left, self._right)
        self.body.addLayout(self._cards)
        self._places = QWidget()

    def arrive(self, worker: str = "", **_given: Any) -> None:
        """Show a person."""
        if worker and worker != self.worker_id:
            self.worker_id = worker
            self._detail = None
            self.refresh()
        elif worker:
            self.refresh()

    def refresh(self) -> None:
        if self.worker_id:
            if self.worker_id != self._noted:
                self._noted = self.worker_id
                self.session.tasks.write(written_files.saw, self.worker_id, owner=self, failed=lambda _error: None)
            self.session.tasks.read(
                read_person, self.worker_id, owner=self, key="person", done=self._show, failed=self._gone
            )

    def _gone(self, error: BaseException) -> bool | None:
        if getattr(error, "code", "") != "worker_missing":
            return False
        self._leave_gone()
        return None

    def _leave_gone(self) -> None:
        """The person was taken back: there is nothing to show any more."""
        self.worker_id = ""
        if self.isVisible():
            self.session.open("workers")

    def _show(self, read: dict[str, Any]) -> None:
        ctx, detail = self.session.ctx, read["detail"]
        if detail.worker["state"] == "void":
            self._leave_gone()
            return
        self._detail = detail
        worker = detail.worker
        ended = worker["state"] == "ended"
        self.header.set_title(worker["full_name"] or tr("Without a name"))
        self.header.set_subtitle(ctx.reference.regions.label(worker["village_code"] or ""))
        for action, visible in (
            (self._verify, not ended),
            (self._edit, not ended),
            (self._end, not ended),
            (self._reopen, ended and not read["waiting"]),
        ):
            action.setVisible(visible)
        self._room_for_void(wide=self.window().width() >= tokens.NARROW)
        empty(self._left)
        empty(self._right)
        self._left.addWidget(self._identity(detail, read))
        if read["verdicts"]:
            self._left.addWidget(worker_said.verdict_card(self.session.ctx, read["verdicts"]))
        for card in (self._open(detail), self._family(detail), self._rest(detail)):
            self._left.addWidget(card)
        self._left.addStretch(1)
        self._places = holder(column())
        right: tuple[QWidget, ...] = (
            self._slots(detail, worker_said.slots_elsewhere(self.session.ctx, read["verdicts"])),
            worker_claims.claims_card(self.session, self, detail),
            worker_cover.clocks_card(read["clocks"]),
            self._places,
            worker_cover.events_card(self.session, read, self._confirm, self._refuse),
            covers_card(self.session, self, detail),
            worker_said.said_card(read["said"]),
            worker_said.handover_card(self.session, self, detail, read["said"]),
            self._seen(detail),
            self._history(read["history"]),
        )
        for shown_card in right:
            self._right.addWidget(shown_card)
        self._right.addStretch(1)
        if not ended:
            self.session.tasks.read(
                worker_cover.read_places, worker["id"], owner=self, key="places", done=self._show_places
            )

    # -- cards ------------------------------------------------------------------------------------------------

    def _show_places(self, places: list[rank_of.Place]) -> None:
        layout = self._places.layout()
        assert layout is not None
        empty(layout)
        layout.addWidget(worker_cover.places_card(self.session, places))

    def _identity(self, detail: PersonDetail, read: dict[str, Any]) -> Card:
        card = Card(tr("Identity"), icon="id-card", aside=StateBadge(words.worker_badge(detail.worker)))
        if detail.worker["state"] == "ended":
            when, why = shown.day(detail.worker["ended_on"]), words.end_reason(detail.worker["end_reason"])
            card.add(label(tr("Ended on {date}: {reason}", date=when, reason=why), "strong", wrap=True))
        if read["waiting"]:
            card.add(RemarkLine(Remark(tr("Waits for a supervisor's confirmation"), "warn")))
        for said in worker_cover.decreed_remarks(read):
            card.add(RemarkLine(said))
        return card.add(Facts(facts(self.session.ctx, detail)[:-1]))

    def _open(self, detail: PersonDetail) -> Card:
        card = Card(tr("What is open"), icon="list-checks")
        remarks = open_remarks(self.session.ctx, detail)
        fill_remarks(card.body, remarks)
        settled = [finding_title(finding.code) for finding in detail.findings if finding.settled]
        if settled:
            card.add(label(tr("Settled: {what}", what=", ".join(settled)), "muted", wrap=True))
        return card

    def _family(self, detail: PersonDetail) -> Card:
        card = Card(tr("Family"), icon="users")
        if not detail.heirs and not detail.children:
            return card.add(label(tr("No family contact yet: a claim needs one."), "muted", wrap=True))
        for heir in detail.heirs:
            said = " · ".join(str(heir[key]) for key in ("relation", "phone", "bank_name", "bank_account") if heir[key])
            card.add(holder(column(label(heir["name"] or "", "strong"), label(said, "muted", wrap=True), gap=0)))
        for child in detail.children:
            born = shown.day(child["birth_date"])
            said = " · ".join(filter(None, (tr("child"), born, child["school_level"])))
            card.add(holder(column(label(child["name"] or "", "strong"), label(said, "muted", wrap=True), gap=0)))
        return card

    def _rest(self, detail: PersonDetail) -> Card:
        card = Card(tr("Further details"), icon="list")
        ctx, filled = self.session.ctx, False
        for group in _OTHER:
            rows = [
                (words.field_name(key), words.field_value(ctx, key, detail.worker[key]))
                for key in group
                if detail.worker[key] is not None
            ]
            if rows:
                if filled:
                    card.add(line())
                card.add(Facts(rows))
                filled = True
        return card if filled else card.add(label(tr("Nothing more is known."), "muted"))

    def _slots(self, detail: PersonDetail, elsewhere: list[str]) -> Card:
        card = Card(tr("Quota"), icon="layout-grid")
        for said in elsewhere:
            card.add(label(said, "strong", wrap=True))
        if not detail.slots and not elsewhere:
            return card.add(label(tr("Not in a quota."), "muted"))
        for slot in detail.slots:
            count = shown.number(slot["months_in_force"])
            months = tr(
                "{first} to {last}, {count} months",
                first=month_words(slot["first_month"]),
                last=month_words(slot["last_month"]),
                count=count,
            )
            name = f"{slot['programme_code']} · {slot['programme_name']}"
            card.add(holder(column(label(name, "strong", wrap=True), label(months, "muted"), gap=0)))
        return card

    def _seen(self, detail: PersonDetail) -> Card:
        card = Card(tr("Verifications"), icon="clipboard-check")
        if not detail.verifications:
            return card.add(label(tr("Not verified yet."), "muted"))
        ctx = self.session.ctx
        for seen in reversed(detail.verifications):
            what = words.field_value(ctx, "seen", seen["seen"])
            who = tr("{date}, by {name}", date=shown.day(seen["date"]), name=seen["by"] or "")
            lines: list[QWidget] = [label(what, "strong", wrap=True), label(who, "muted", wrap=True)]
            if seen["how"]:
                lines.append(label(seen["how"], "caption", wrap=True))
            if seen["withdrawn"]:
                lines.append(
                    label(tr("Taken back on {date}", date=shown.day(seen["withdrawn"])), "caption", tone="bad")
                )
            card.add(holder(column(*lines, gap=0)))
        return card

    def _history(self, entries: list[Any]) -> Card:
        count = ntr("{count} change", "{count} changes", len(entries))
        card = Card(tr("History"), icon="history", aside=label(count, "muted"))
        return card.add(HistoryList(self.session.ctx, entries))

    # -- doing ------------------------------------------------------------------------------------------------

    def _do_verify(self) -> None:
        if self._detail is not None:
            verify_person(self.session, self, self._detail)

    def _do_edit(self) -> None:
        self.session.open("register", worker=self.worker_id)

    def _do_end(self) -> None:
        if self._detail is not None:
            end_person(self.session, self, self._detail.worker)

    def _do_reopen(self) -> None:
        if self._detail is not None:
            reopen_person(self.session, self, self._detail.worker)

    def _confirm(self, event: str) -> None:
        self.session.tasks.write(reopening.confirm, event, owner=self, done=self._confirmed)

    def _confirmed(self, done: reopening.Reopened) -> None:
        self.session.messages.toast(tr("{name} is open again.", name=done.name))

    def _refuse(self, event: str) -> None:
        def store(reason: str) -> None:
            self.session.tasks.write(reopening.refuse, event, reason, owner=self)

        about = tr("The person stays ended. Whoever asked reads the reason with the next reply.")
        modal(ReasonDialog(self, tr("Let the end stand"), about, tr("Let the end stand"), store))

    def _do_void(self) -> None:
        if self._detail is not None:
            void_person(self.session, self, self._detail.worker)

    def _air(self, *, wide: bool) -> None:
        super()._air(wide=wide)
        if hasattr(self, "_cards"):
            self._cards.place(wide=wide)
            self._room_for_void(wide=wide)

    def _room_for_void(self, *, wide: bool) -> None:
        """On a narrow screen the actions that are needed daily take the room; Edit is left for a wrong entry."""
        living = self._detail is not None and self._detail.worker["state"] != "ended"
        self._void.setVisible(wide and living)
