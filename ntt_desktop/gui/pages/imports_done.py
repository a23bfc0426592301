"""Step 4 of Impor: what happened, and what one may want to do about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from ntt_desktop.gui import icons
from ntt_desktop.gui.models.import_rows import outcome_badge
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card, Figure
from ntt_desktop.gui.widgets.layout import FlowLayout, column, row, scrolling
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.gui.widgets.tiles import TileGrid
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportPlan
from ntt_desktop.wording.outcomes import OUTCOMES


class DoneStep(Card):
    """``look``, ``people``, ``undo`` and ``again`` are what its buttons do."""

    def __init__(
        self,
        *,
        look: Callable[[str], object],
        people: Callable[[], object],
        undo: Callable[[], object],
        again: Callable[[], object],
        corrections: Callable[[], object] | None = None,
        results: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.body.setContentsMargins(0, 0, 0, 0)
        picture = QLabel()
        icons.set_icon(picture, "circle-check", "good", 40)
        self._title = label("", "title", wrap=True)
        self._said = label("", "muted", wrap=True)
        said = Card()
        head = row(picture, column(self._title, self._said, gap=2), gap=tokens.S4)
        head.setStretch(1, 1)
        said.add(head)
        self._figures = TileGrid(least=150, most=6)
        self._read = Figure(tr("Rows read"), icon="file-spreadsheet")
        self._figures.add(self._read)
        self._tiles: dict[str, Figure] = {}
        for outcome in OUTCOMES:
            badge = outcome_badge(outcome)
            tile = Figure(badge.word, icon=badge.icon).make_link()
            tile.clicked.connect(lambda which=outcome: look(which))
            self._tiles[outcome] = tile
            self._figures.add(tile)
        self.again = button(tr("Take in another list"), again, kind="primary", icon="file-down", shortcut="Ctrl+O")
        self.corrections = button(tr("Correction workbook"), corrections, icon="file-spreadsheet")
        if corrections is None:
            self.corrections.hide()
        self._has_corrections = corrections is not None
        self.undo = button(tr("Take this import back"), undo, icon="undo-2")
        shown = button(tr("Show the people"), people, icon="users")
        self.results = button(tr("Result workbook"), results, icon="list-checks")
        actions = FlowLayout()
        for action in (self.again, shown, self.corrections, self.results, self.undo):
            actions.addWidget(action)
        self.add(scrolling(column(said, self._figures, actions, gap=tokens.S4)))

    def show_plan(self, plan: ImportPlan, *, is_undone: bool = False) -> None:
        """Say what was stored."""
        counts = plan.counts
        stored = counts.get("new", 0) + counts.get("updated", 0)
        self._title.setText(
            tr("{file} was taken back", file=plan.file)
            if is_undone
            else tr("{count} people stored from {file}", count=number(stored), file=plan.file)
        )
        rejected = counts.get("rejected", 0)
        if is_undone:
            words = tr("Its new people are void, its updates went back. The import stays in the list.")
        elif rejected:
            words = tr("{count} rows were not stored. They stay listed with their reasons.", count=number(rejected))
        else:
            words = tr("Every row of the file is accounted for.")
        self._said.setText(words)
        self._read.set_value(number(plan.read))
        for outcome, tile in self._tiles.items():
            count = counts.get(outcome, 0)
            tile.set_value(number(count), tone=outcome_badge(outcome).tone if count and outcome == "rejected" else "")
        self.undo.setEnabled(not is_undone)
        self.corrections.setVisible(self._has_corrections and rejected + counts.get("duplicate", 0) > 0)
