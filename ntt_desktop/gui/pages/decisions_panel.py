"""The right half of a queue of cases: what stands against what, and the answers, each with its key."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QBoxLayout, QFrame

from ntt_desktop.gui import words
from ntt_desktop.gui.dialogs.added_rows import AddedRowsDialog
from ntt_desktop.gui.models.case_rows import case_badge
from ntt_desktop.gui.pages.decisions_slot import show_contest
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import day, moment, number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import Button, button, icon_button
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine, text_field
from ntt_desktop.gui.widgets.layout import column, holder, row, scrolling
from ntt_desktop.gui.widgets.side_panel import empty, order_tabs
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync import queue
from ntt_desktop.services.sync.answering import (
    ACCEPT,
    CONFIRM,
    IGNORE,
    OURS,
    REFUSE,
    THEIRS,
    TYPED,
    Answer,
    choice,
)
from ntt_desktop.services.sync.contested import FREE, OTHER, THIS
from ntt_desktop.services.sync.queue import CONFLICTS, EDITS, ENDS, SINGLY, SLOTS, Waiting
from ntt_desktop.services.sync.sayings import Said


class CasePanel(QFrame):
    """``on_answer(Answer)`` decides the chosen case, or the chosen ones."""

    def __init__(self, session: Session, which: str, on_answer: Callable[[Answer], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(tr("The chosen case"))
        self._session, self._which, self._answer = session, which, on_answer
        self.case: Waiting | None = None
        self._narrow = False
        self._pays: dict[str, str] = {}
        self._lines = column(gap=tokens.S2, margins=(tokens.S3, tokens.S3, tokens.S2, tokens.S3))
        self.answers: dict[str, Button] = {}
        self.typed = text_field(tr("Another value"), name=tr("Another value"))
        if which == EDITS:
            self._add(ACCEPT, tr("Take as a correction"), "check", "1", kind="primary")
            self._add(IGNORE, tr("Ignore"), "x", "2")
        elif which == CONFLICTS:
            self._add(OURS, tr("Ours"), "laptop", "1")
            self._add(THEIRS, tr("Theirs"), "inbox", "2")
            self._add(TYPED, tr("Take what I typed"), "pencil", "")
            self.answers[TYPED].setEnabled(False)
            self.typed.textChanged.connect(lambda text: self.answers[TYPED].setEnabled(bool(text.strip())))
            self.typed.returnPressed.connect(self.answers[TYPED].click)
        elif which == SLOTS:
            self._add(THIS, tr("This slot"), "check", "1")
            self._add(OTHER, tr("The other slot"), "arrow-right", "2")
            self._add(FREE, tr("Nobody"), "minus", "3")
        elif which == ENDS:
            self._add(CONFIRM, tr("Confirm"), "check", "1", kind="primary")
            self._add(REFUSE, tr("Let the end stand"), "x", "")
            self.answers[REFUSE].setEnabled(False)
            self.typed.setPlaceholderText(tr("Why the end stands"))
            self.typed.setAccessibleName(tr("Why the end stands"))
            self.typed.textChanged.connect(lambda text: self.answers[REFUSE].setEnabled(bool(text.strip())))
            self.typed.returnPressed.connect(self.answers[REFUSE].click)
        foot = QFrame()
        foot.setObjectName("foot")
        own = [made for what, made in self.answers.items() if what not in (TYPED, REFUSE)]
        self._bar = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._bar.setContentsMargins(tokens.S3, tokens.S2, tokens.S3, tokens.S2)
        self._bar.setSpacing(tokens.S2)
        self._bar.addLayout(row(*own, None))
        if which in (CONFLICTS, ENDS):
            self._third = holder(row(self.typed, self.answers[TYPED if which == CONFLICTS else REFUSE]))
            self._bar.addWidget(self._third)
        foot.setLayout(self._bar)
        whole = column(scrolling(self._lines), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def set_narrow(self, narrow: bool) -> None:
        """Say the keys in tooltips where there is no room, and put values beside each other."""
        again, self._narrow = self._narrow != narrow, narrow
        if again and self.case is not None:
            shown, self.case = self.case, None
            self.show_case(shown)
        directions = QBoxLayout.Direction
        self._bar.setDirection(directions.LeftToRight if narrow else directions.TopToBottom)
        for made in self.answers.values():
            made.set_compact(narrow)

    def show_case(self, case: Waiting) -> None:
        """Show one case and how it can be decided."""
        if case is self.case:
            return
        self.case = case
        self.typed.clear()
        empty(self._lines)
        name = label(case.name or tr("(name not known here)"), "section", wrap=True)
        head = row(name, StateBadge(case_badge(case.kind)))
        head.setStretch(0, 1)
        self._lines.addLayout(head)
        if case.worker and not self._narrow:
            place = self._session.ctx.reference.regions
            village = label(place.label(case.village) if place.find(case.village) else "", "muted", wrap=True)
            said = tr("Open {name}", name=case.name)
            go = icon_button("user-round-search", said, lambda: self._session.open("worker", worker=case.worker))
            where = row(village, go)
            where.setStretch(0, 1)
            self._lines.addLayout(where)
        if case.kind == queue.CONFLICT:
            self._conflict(case)
        elif case.kind == queue.REOPENING:
            self._reopening(case)
        elif case.kind == queue.EDIT:
            self._edit(case)
        elif case.kind == queue.CONTESTED:
            self._contested(case)
        else:
            self._row(case)
        order_tabs(None, self._lines, self._bar)

    def _reopening(self, case: Waiting) -> None:
        detail = case.detail if isinstance(case.detail, Mapping) else {}
        asked = tr("{name} asks to take the end of this person back.", name=detail.get("by") or tr("(not known)"))
        self._lines.addWidget(label(asked, wrap=True))
        facts = [(tr("Reason"), str(detail.get("note") or "")), (tr("Asked on"), day(str(detail.get("date") or "")))]
        self._lines.addWidget(Facts(facts, name_width=96))
        hint = tr("Until it is confirmed the person stays ended. The end stands only with a reason.")
        self._lines.addWidget(RemarkLine(Remark(hint, "info")))

    def show_many(self, count: int, field: str, cases: Sequence[Waiting] = ()) -> None:
        """Say that one answer goes to several cases; ``field``: their one column, "" for several; ``cases``: as far as
        they are read."""
        self.case = None
        empty(self._lines)
        self._lines.addWidget(label(tr("{count} cases are chosen", count=number(count)), "section", wrap=True))
        said = tr("The answer goes to all of them in one step. It can be undone in one step too.")
        self._lines.addWidget(label(said, "muted", wrap=True))
        if self._which == EDITS:
            alone = ", ".join(dict.fromkeys(words.field_name(name) for name in sorted(SINGLY)))
            hint = tr("These columns are accepted one by one only: {columns}.", columns=alone)
            self._lines.addWidget(RemarkLine(Remark(hint, "info")))
            self.answers[ACCEPT].setEnabled(field not in SINGLY)
            self.answers[ACCEPT].setVisible(True)
            self.answers[IGNORE].setText(tr("Ignore"))
        if self._which == CONFLICTS:
            self.answers[OURS].setText(tr("Ours"))
            self.answers[THEIRS].setText(tr("Theirs"))
            hint = tr("Ours is what was entered on this machine, or what is shown now; theirs is what a file brought.")
            self._lines.addWidget(RemarkLine(Remark(hint, "info")))
            self._third.hide()
        if self._which == SLOTS:
            for made in self.answers.values():
                made.setEnabled(True)
            payers = {tuple(sorted(case.contest.payers)) for case in cases if case.contest}
            self._name_payers(payers.pop() if len(payers) == 1 and len(cases) == count else ())
            if not self._pays:
                hint = tr("This slot is the one in the list; the other one has the months until now.")
                self._lines.addWidget(RemarkLine(Remark(hint, "info")))

    def _add(self, what: str, text: str, icon: str, keys: str, kind: str = "plain") -> None:
        made = button(text, kind=kind, icon=icon, shortcut=keys)
        made.clicked.connect(lambda _checked=False: self._given(what))
        self.answers[what] = made

    def _given(self, what: str) -> None:
        typed = self.typed.text().strip()
        value = typed if what == TYPED else self._pays.get(what, "")
        self._answer(Answer(what, value, typed if what == REFUSE else ""))

    def _conflict(self, case: Waiting) -> None:
        if not self._narrow:
            field = words.field_name(case.field)
            self._lines.addWidget(label(tr("Two devices say different things of {field}.", field=field), wrap=True))
        ours, theirs = choice(case.said, Answer(OURS)), choice(case.said, Answer(THEIRS))
        ordered = [one for one in (ours, theirs) if one is not None]
        ordered += [one for one in case.said if one not in ordered]
        cards = [self._value(case, one, key) for key, one in enumerate(ordered, start=1)]
        self._lines.addLayout(row(*cards) if self._narrow else column(*cards))
        self.answers[OURS].setText(self._short(case, ours) or tr("Ours"))
        self.answers[THEIRS].setText(self._short(case, theirs) or tr("Theirs"))
        self._third.show()
        if case.field.endswith(("_date", "_on")):
            self._lines.addWidget(label(tr("Dates as dd/mm/yyyy."), "caption", wrap=True))

    def _short(self, case: Waiting, one: Said | None) -> str:
        if one is None:
            return ""
        text = words.field_value(self._session.ctx, case.field, one.value) or tr("(empty)")
        return _clip(text)

    def _value(self, case: Waiting, one: Said, key: int) -> Card:
        text = words.field_value(self._session.ctx, case.field, one.value) or tr("(empty)")
        card = Card()
        card.body.setSpacing(tokens.S1)
        card.body.setContentsMargins(tokens.S3, tokens.S2, tokens.S3, tokens.S2)
        place = tr("this machine") if one.here else one.node or tr("another device")
        said = " · ".join((place, one.actor or tr("(not known)"), moment(one.when)))
        marks = [str(key) if key < 3 else ""]
        if one is case.said[0]:
            marks.append(tr("shown now"))
        card.add(label(text, "section", wrap=True), label(said, "caption", wrap=True))
        if key > 2:
            take = button(tr("Take this"), lambda: self._answer(Answer(THEIRS, one.revision)), icon="check")
            take.setAccessibleDescription(text)
            card.add(row(take, None))
        elif marks[1:]:
            card.add(label(marks[1], "caption"))
        card.setAccessibleName(f"{key}. {text}. {said}")
        return card

    def _edit(self, case: Waiting) -> None:
        detail = case.detail if isinstance(case.detail, Mapping) else {}
        where = tr("Sheet {sheet}, row key {key}", sheet=detail.get("sheet", ""), key=detail.get("key", ""))
        self._lines.addWidget(label(tr("Somebody changed this cell in the file by hand."), wrap=True))
        facts = [
            (tr("Field"), words.field_name(case.field)),
            (tr("Was"), str(detail.get("was") or tr("(empty)"))),
            (tr("Is"), str(detail.get("is") or tr("(empty)"))),
            (tr("Where"), where),
            (tr("Sender"), case.sender),
        ]
        self._lines.addWidget(Facts(facts, name_width=70))
        hint = tr("Until then what the sender signed counts.")
        self._lines.addWidget(label(hint, "caption", wrap=True))
        self.answers[ACCEPT].setVisible(True)
        self.answers[ACCEPT].setEnabled(True)
        self.answers[IGNORE].setText(tr("Ignore"))

    def _row(self, case: Waiting) -> None:
        detail = case.detail if isinstance(case.detail, Mapping) else {}
        if case.kind == queue.MISSING_ROW:
            said = tr("This row was taken out of the sheet by hand. Nobody was deleted.")
            facts = [(tr("Sheet"), str(detail.get("sheet", ""))), (tr("Who"), str(detail.get("label", "")))]
        else:
            said = tr("This row was written into the file by hand.")
            values = detail.get("values") or {}
            facts = [(words.field_name(str(name)), str(value)) for name, value in values.items() if value][:14]
        self._lines.addWidget(label(said, wrap=True))
        self._lines.addWidget(Facts([*facts, (tr("Sender"), case.sender)], name_width=110))
        if case.kind == queue.ADDED_ROW and detail.get("sheet") == queue.PEOPLE_SHEET:
            go = button(tr("Take in like a list"), lambda: self._take_added(case.subject), icon="file-down")
            self._lines.addLayout(row(go, None))
        self.answers[ACCEPT].setVisible(False)
        self.answers[IGNORE].setText(tr("Seen, close the case"))

    def _take_added(self, package: str) -> None:
        modal(AddedRowsDialog(self, self._session, package))

    def _contested(self, case: Waiting) -> None:
        found = case.contest
        for what in (THIS, OTHER, FREE):
            self.answers[what].setEnabled(found is not None and what in found.answers)
        self._name_payers(found.payers if found else ())
        if found is not None and len(found.rivals) == 1 and not self._pays:
            names = (found.claim.name, found.rivals[0].name)
            if names[0] != names[1]:  # two people on one seat
                for what, name in zip((THIS, OTHER), names, strict=True):
                    self.answers[what].setText(_clip(name) or tr("(name not known here)"))
        if found is None:
            self._lines.addWidget(label(tr("Nothing stands against it any more"), wrap=True))
        else:
            show_contest(self._session, self._lines, found, narrow=self._narrow)

    def _name_payers(self, codes: tuple[str, ...]) -> None:
        """Name the programmes on the answers where two pay; what is answered in bulk goes by their codes."""
        self._pays = dict(zip((THIS, OTHER), codes, strict=True)) if len(codes) == 2 else {}
        plain = {THIS: tr("This slot"), OTHER: tr("The other slot")}
        for what, text in plain.items():
            self.answers[what].setText(tr("{code} pays", code=self._pays[what]) if self._pays else text)


def _clip(text: str) -> str:
    """As much of a value as a button has room for."""
    return text if len(text) <= 18 else text[:17] + "…"
