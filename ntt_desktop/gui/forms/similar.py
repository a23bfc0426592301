"""Who the person being typed may already be: one card each, with what differs marked."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ntt_desktop.gui import icons, words
from ntt_desktop.gui.models.months import span_words
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import ElidedLabel, label
from ntt_desktop.i18n import tr
from ntt_desktop.services.people.duplicates import COMPARED, Similar


def why_alike(similar: Similar) -> str:
    """Why somebody may be the person being typed, in words."""
    if similar.why == "same_nik":
        return tr("This NIK is registered already")
    return tr("Somebody alike in this village") if similar.why == "alike_in_village" else tr("Somebody alike")


class SimilarCard(QFrame):
    """One known person beside what is typed; a field that differs has a mark, both values and its colour."""

    def __init__(
        self, session: Session, typed: dict[str, Any], similar: Similar, on_open: Callable[[str], Any]
    ) -> None:
        super().__init__()
        ctx = session.ctx
        same = similar.why == "same_nik"
        self.setObjectName("card")
        self.setProperty("tone", "bad" if same else "warn")
        why = why_alike(similar)
        known = similar.row
        self.setAccessibleName(f"{why}: {known['full_name'] or ''}")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S2)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        shown = [key for key in COMPARED if known[key] and key != "no_kk"]
        for at, key in enumerate(shown):
            differs = key in similar.differences
            mark = label()
            mark.setFixedWidth(16)
            if differs:
                icons.set_icon(mark, "equal-not", "bad" if same else "warn", 14)
                mark.setAccessibleName(tr("differs"))
            value = words.field_value(ctx, key, known[key])
            if key == "village_code":
                value = words.village_name(ctx, known[key])
            grid.addWidget(mark, at, 0)
            grid.addWidget(label(words.field_name(key), "caption"), at, 1)
            said = ElidedLabel(value, "strong" if differs else "")
            grid.addWidget(said, at, 2)
            if differs:
                said.setToolTip(tr("Typed here: {value}", value=words.field_value(ctx, key, typed.get(key))))
        look = button(tr("Open this person"), lambda: on_open(similar.id), kind="quiet", icon="user-round-search")
        paid = column(gap=2)
        for one in similar.paid:
            span = span_words(one.first, one.last)
            words_of = tr("Already paid by {programme}, {months}", programme=one.programme, months=span)
            paid.addWidget(label(words_of, "strong", tone="warn", wrap=True))
        self.setLayout(
            column(
                label(why, "strong", tone="bad" if same else "warn", wrap=True),
                row(StateBadge(words.worker_badge(known)), None),
                paid,
                grid,
                row(look, None),
                gap=6,
                margins=(12, 10, 12, 8),
            )
        )


class SimilarPanel(QWidget):
    """The cards at the right of the form; hidden while there is nobody alike."""

    def __init__(self, session: Session, on_open: Callable[[str], Any]) -> None:
        super().__init__()
        self._session, self._on_open = session, on_open
        self._cards = column(gap=tokens.S2)
        self.setLayout(column(self._cards, None, gap=0))
        self.shown: tuple[Similar, ...] = ()
        self.setFixedWidth(310)
        self.hide()

    def show_people(self, typed: dict[str, Any], people: Sequence[Similar]) -> None:
        """Show these people (at most two; more would push the form out of sight)."""
        if tuple(people) == self.shown:
            return
        self.shown = tuple(people)
        empty(self._cards)
        for similar in self.shown[:2]:
            self._cards.addWidget(SimilarCard(self._session, typed, similar, self._on_open))
        if len(self.shown) > 2:
            more = tr("{count} more are alike.", count=len(self.shown) - 2)
            self._cards.addWidget(label(more, "caption", wrap=True))
        self.setVisible(bool(self.shown))
