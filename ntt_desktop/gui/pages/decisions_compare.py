"""Two people side by side: what differs is marked, the score is explained line by line, three answers at the foot."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QRadioButton, QWidget

from ntt_desktop.gui import icons, words
from ntt_desktop.gui.models.pair_rows import pair_badge
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import Button, button, icon_button
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine, text_field
from ntt_desktop.gui.widgets.layout import column, holder, row, scrolling
from ntt_desktop.gui.widgets.side_panel import empty, order_tabs
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import tr
from ntt_desktop.services.people.same_person import COMPARED, DIFFERENT, LATER, SAME, Pair, Side
from ntt_desktop.wording.matching import SENTENCES
from ntt_desktop.wording.payers import pays

_FIRST = ("full_name", "nik", "birth_date", "sex", "mother_name", "village_code", "occupation")
_ORDER = (*_FIRST, *(name for name in COMPARED if name not in _FIRST))


class ComparePanel(QFrame):
    """``on_answer(answer, note)`` is called with ``same``, ``different`` or ``later`` (keys 1, 2, 3)."""

    def __init__(self, session: Session, on_answer: Callable[[str, str], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(tr("Two people side by side"))
        self._session = session
        self._lines = column(gap=tokens.S2, margins=(tokens.S3, tokens.S3, tokens.S2, tokens.S3))
        self.domicile = ""
        """The record whose domicile the one person gets, "" for the one that was verified."""
        self.homes: list[QRadioButton] = []
        """Where the one person lives: at the first one's, at the other's; empty when both live in one village."""
        self.note = text_field(tr("Reason"), name=tr("Why (may stay empty)"))
        self.answers: dict[str, Button] = {
            SAME: button(tr("Same person"), kind="primary", icon="users", shortcut="1"),
            DIFFERENT: button(tr("Two people"), icon="equal-not", shortcut="2"),
            LATER: button(tr("Later"), icon="hourglass", shortcut="3"),
        }
        for answer, made in self.answers.items():
            made.clicked.connect(lambda _checked=False, said=answer: on_answer(said, self.note.text().strip()))
        foot = QFrame()
        foot.setObjectName("foot")
        self._foot = row(*self.answers.values(), self.note, margins=(tokens.S3, tokens.S2, tokens.S3, tokens.S2))
        self._foot.setStretch(len(self.answers), 1)
        foot.setLayout(self._foot)
        whole = column(scrolling(self._lines), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def set_narrow(self, narrow: bool) -> None:
        """Say the keys in tooltips where there is no room."""
        for made in self.answers.values():
            made.set_compact(narrow)

    def show_pair(self, pair: Pair, one_nik: str | None = None) -> None:
        """Show two people; ``one_nik``: what was said of two who share a NIK, None for others."""
        empty(self._lines)
        points = label(tr("{count} points", count=number(pair.points)), "strong")
        self._lines.addWidget(holder(row(StateBadge(pair_badge(pair, one_nik)), points, None)))
        if one_nik is not None:
            hint = tr("If they are two people, one of the NIKs is wrong: open that person and correct it from the KTP.")
            self._lines.addWidget(RemarkLine(Remark(hint, "warn")))
        self._lines.addWidget(self._grid(pair))
        if pair.twice:
            count = number(pair.twice)
            hint = tr("If the same person, {count} months are paid twice: they then wait as contested.", count=count)
            self._lines.addWidget(RemarkLine(Remark(hint, "warn")))
        self._propose_domicile(pair)
        self._lines.addWidget(line())
        self._lines.addWidget(label(tr("Why this score"), "strong"))
        for reason in pair.lines:
            self._lines.addWidget(_reason(reason))
        said = tr(
            "Two different people keep their records. One person keeps the older record; the other is read with it."
        )
        self._lines.addWidget(label(said, "caption", wrap=True))
        order_tabs(None, self._lines, self._foot)

    def show_many(self, count: int) -> None:
        """Say that one answer goes to several pairs."""
        empty(self._lines)
        self.domicile = ""
        self._lines.addWidget(label(tr("{count} pairs are chosen", count=number(count)), "section", wrap=True))
        said = tr("The answer goes to all of them in one step. It can be undone in one step too.")
        self._lines.addWidget(label(said, "muted", wrap=True))
        said = tr("Where the two live apart, the domicile that was seen counts, else the older record's.")
        self._lines.addWidget(label(said, "muted", wrap=True))

    def _propose_domicile(self, pair: Pair) -> None:
        """Ask where the one person lives. What somebody saw is proposed, else what the older record says."""
        self.domicile, self.homes = "", []
        if not pair.lives_apart:
            return
        said = tr("If the same person, this domicile counts:")
        for side in (pair.one, pair.other):
            where = words.field_value(self._session.ctx, "village_code", side.worker["village_code"])
            home = QRadioButton(tr("{village} (seen)", village=where) if side.domicile_seen else where)
            home.setAccessibleDescription(said)
            home.toggled.connect(partial(self._lives, str(side.worker["id"])))
            self.homes.append(home)
        self._lines.addWidget(holder(column(label(said, "strong", wrap=True), *self.homes, gap=0)))
        self.homes[pair.stays == "other"].setChecked(True)

    def _lives(self, worker: str, chosen: bool) -> None:
        if chosen:
            self.domicile = worker

    def _grid(self, pair: Pair) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S2)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, 16)
        for at in (2, 3):
            grid.setColumnStretch(at, 1)
        ctx = self._session.ctx
        for at, side in ((2, pair.one), (3, pair.other)):
            grid.addWidget(self._head(side), 0, at, Qt.AlignmentFlag.AlignTop)
        shown = [name for name in _ORDER if name != "full_name" or name in pair.differences]
        shown = [name for name in shown if pair.one.worker[name] or pair.other.worker[name]]
        for down, name in enumerate(shown, start=1):
            values = [words.field_value(ctx, name, side.worker[name]) or "–" for side in (pair.one, pair.other)]
            self._row(grid, down, words.field_name(name), values, differs=name in pair.differences)
        down = len(shown) + 1
        slots = [_slots(side) for side in (pair.one, pair.other)]
        self._row(grid, down, tr("Slots in force"), slots, differs=bool(pair.twice))
        seen = [tr("seen") if side.domicile_seen else "–" for side in (pair.one, pair.other)]
        self._row(grid, down + 1, tr("Domicile"), seen)
        return holder(grid)

    def _head(self, side: Side) -> QWidget:
        worker = side.worker
        name = label(worker["full_name"] or tr("(no name)"), "section", wrap=True)
        said = tr("Open {name}", name=worker["full_name"] or "")
        look = icon_button("user-round-search", said, partial(self._session.open, "worker", worker=worker["id"]))
        badge = StateBadge(words.worker_badge(worker))
        return holder(column(name, row(badge, look, None, gap=4), gap=2))

    def _row(self, grid: QGridLayout, down: int, name: str, values: list[str], *, differs: bool = False) -> None:
        if differs:
            mark = label()
            icons.set_icon(mark, "equal-not", "warn", 14)
            mark.setAccessibleName(tr("differs"))
            grid.addWidget(mark, down, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(name, "muted", wrap=True), down, 1, Qt.AlignmentFlag.AlignTop)
        for at, value in enumerate(values):
            said = label(value, "strong" if differs else "", tone="warn" if differs else "", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(said, down, 2 + at, Qt.AlignmentFlag.AlignTop)


def _slots(side: Side) -> str:
    """Who pays for which months, a line a programme."""
    lines = [pays(held.programme, held.payer, held.months[0], held.months[-1]) for held in side.held]
    return "\n".join(lines) or "–"


def _reason(found: Any) -> QWidget:
    """A line of the score: its sentence, and its points at the right."""
    sentence = tr(SENTENCES[found.code], **found.params) if found.code in SENTENCES else found.code
    said = label(sentence[:1].upper() + sentence[1:], wrap=True)
    tone = "good" if found.points > 0 else "bad"
    entry = row(said, label(f"{found.points:+d}", "strong", tone=tone))
    entry.setStretch(0, 1)
    return holder(entry)
