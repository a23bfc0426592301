"""Verification: what was seen, by whom and when, and which findings that settles; for one person or for many."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ntt_desktop.domain.findings import Severity
from ntt_desktop.domain.worker import SEEN
from ntt_desktop.gui import words
from ntt_desktop.gui.remarks import remark
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside, column, holder
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import person_detail, verifications
from ntt_desktop.services.people.person_detail import PersonDetail
from ntt_desktop.wording.finding_titles import title as finding_title


def _details(ctx: Context, ids: Sequence[str]) -> list[PersonDetail]:
    """Everything about these people."""
    return [person_detail.get(ctx, worker_id) for worker_id in ids]


class VerifyDialog(Dialog):
    """Ticks for what was seen; the findings that this can settle are offered, none is settled by itself."""

    def __init__(self, session: Session, parent: QWidget, people: Sequence[PersonDetail]) -> None:
        self._session = session
        self._ids = [person.worker["id"] for person in people]
        names = ", ".join(str(person.worker["full_name"] or "") for person in people[:3])
        if len(people) > 3:
            names = tr("{names} and {count} more", names=names, count=number(len(people) - 3))
        title = tr("Verify") if len(people) == 1 else tr("Verify {count} people together", count=number(len(people)))
        super().__init__(parent, title, names, width=600)
        self._findings = [f for person in people for f in person.findings if f.severity is Severity.EVIDENCE]
        self._open = Counter(f.code for f in self._findings if not f.settled)
        self._say = {f.code: remark(f, session.ctx.reference.regions.label) for f in self._findings}
        self._seen: dict[str, QCheckBox] = {}
        self._settles: dict[str, QCheckBox] = {}
        self._chosen_by_hand: set[str] = set()
        self._make_seen()
        self._make_settles()
        self.by = text_field(limit=80)
        self.by.setText(session.ctx.actor)
        self.on = DateField(today=session.ctx.today)
        self.on.set_value(session.ctx.today.isoformat())
        self.how = text_field(tr("For example: visited at home"), limit=120)
        self._on_row = FieldRow(tr("Date"), self.on)
        who = beside(FieldRow(tr("Verified by"), self.by), self._on_row, shares=(2, 1))
        self.body.addLayout(who)
        self.body.addWidget(FieldRow(tr("How"), self.how, optional=tr("if needed")))
        self.progress = ProgressPanel()
        self.body.addWidget(self.progress)
        self._do = self.buttons(tr("Save verification"), self.save)

    def _make_seen(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for at, key in enumerate(SEEN):
            tick = QCheckBox(tr(words.SEEN[key]))
            tick.toggled.connect(self._seen_changed)
            self._seen[key] = tick
            grid.addWidget(tick, at // 3, at % 3)
        self.body.addWidget(holder(column(label(tr("What was seen"), "label"), grid, gap=4)))

    def _make_settles(self) -> None:
        if not self._open:
            self.body.addWidget(label(tr("No finding is open."), "muted"))
            return
        lines = column(label(tr("This settles"), "label"), gap=2)
        for code, count in self._open.items():
            said = finding_title(code)
            if len(self._ids) > 1:
                said = tr("{finding} ({count} people)", finding=said, count=number(count))
            tick = QCheckBox(said)
            tick.setToolTip(self._say[code].text)
            tick.clicked.connect(lambda _on=False, which=code: self._chosen_by_hand.add(which))
            self._settles[code] = tick
            lines.addWidget(tick)
            if len(self._ids) == 1:
                hint = label(self._say[code].text, "caption", wrap=True)
                hint.setContentsMargins(30, 0, 0, 0)
                lines.addWidget(hint)
        self.body.addWidget(holder(lines))

    def seen(self) -> list[str]:
        """What is ticked as seen."""
        return [key for key, tick in self._seen.items() if tick.isChecked()]

    def settles(self) -> list[str]:
        """Codes that are ticked as settled."""
        return [code for code, tick in self._settles.items() if tick.isChecked()]

    def tick(self, *keys: str) -> None:
        """Tick things as seen."""
        for key in keys:
            self._seen[key].setChecked(True)

    def _seen_changed(self) -> None:
        """Offer what the ticked things can settle; what was ticked by hand stays."""
        offered = verifications.offered(self.seen(), self._findings)
        for code, tick in self._settles.items():
            if code not in self._chosen_by_hand:
                tick.setChecked(code in offered)

    def save(self) -> None:
        """Store it and close."""
        on = self.on.value()
        if not self.given((self._on_row, on, tr("Type the date as day/month/year."))):
            return
        job = self.carry_out(
            self._session,
            verifications.verify,
            self._ids,
            seen=self.seen(),
            by=self.by.text(),
            on=date.fromisoformat(on),
            settles=self.settles(),
            how=self.how.text(),
            done=self._saved,
        )
        if len(self._ids) > 1:
            self.progress.follow(job, tr("Saving verifications"))

    def _saved(self, made: list[str]) -> None:
        session, count = self._session, len(made)
        self.accept()

        def undo() -> None:
            for verification in made:
                session.tasks.write(verifications.withdraw_verification, verification, reason=tr("Undone"))

        session.messages.toast(tr("Verified: {count} people", count=number(count)), undo)


def verify_person(session: Session, parent: QWidget, person: PersonDetail) -> VerifyDialog:
    """Open the dialog for one person."""
    dialog = VerifyDialog(session, parent.window(), [person])
    modal(dialog)
    return dialog


def verify_rows(session: Session, parent: QWidget, rows: Sequence[Mapping[str, Any]]) -> None:
    """Open the dialog for the people of these list rows; those who ended are left out."""
    ids = [str(row["id"]) for row in rows if row["state"] != "ended"]
    if not ids:
        session.messages.banner(tr("All of these have ended."), tr("Reopen a person first."), "warn")
        return
    session.tasks.read(
        _details, ids, owner=parent, done=lambda people: modal(VerifyDialog(session, parent.window(), people))
    )
