"""Step 2 of Impor: the sheet itself, with a field chooser over each column."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from ntt_desktop.domain.intake.cells import column_index, column_letters
from ntt_desktop.domain.intake.spellings import IGNORED, ROW_KEY
from ntt_desktop.formats.sheets import ColumnGuess, SheetSummary
from ntt_desktop.gui.pages.imports_cover import CoverTermsBar
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import Badge, StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.sheet_preview import CERTAIN, LIKELY, SheetColumn, SheetPreview
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.wording.fields import field_name

_MONTHS = "months"


def _sheet_column(guess: ColumnGuess) -> SheetColumn:
    at = column_index(guess.letters) or 0
    return SheetColumn(at, guess.header, guess.field, guess.confidence, tuple(guess.examples))


_EXAMPLES = 3
_DIGITS = re.compile(r"\d{6}")
"""What no header says: a NIK, a family card, a telephone."""


def by_hand(sheet: SheetSummary) -> SheetSummary:
    """A sheet in which no header was recognised, with what looks like one, so that a person can say what it holds.

    The first row that fills at least two cells and most of the widest row stands as the header. If people begin there,
    the sheet has none, and its columns go by their letters.
    """
    filled = [sum(1 for text in row if text) for row in sheet.top]
    widest = max(filled, default=0)
    at = next((at for at, count in enumerate(filled) if count >= 2 and count * 5 >= widest * 3), None)
    if at is None:
        return sheet
    height = 0 if any(_DIGITS.search(text) for text in sheet.top[at]) else 1
    if at + height >= len(sheet.top):
        return sheet
    columns = []
    for index in range(max(map(len, sheet.top))):
        header = sheet.top[at][index] if height and index < len(sheet.top[at]) else ""
        below = [row[index] for row in sheet.top[at + height :] if index < len(row) and row[index]]
        if header or (below and not height):
            examples = tuple(dict.fromkeys(below))[:_EXAMPLES]
            columns.append(ColumnGuess(column_letters(index), header, "", 0.0, examples))
    return replace(sheet, header_row=sheet.first_row + at, header_height=height, columns=tuple(columns))


class ColumnsStep(Card):
    """Shows one sheet at a time; remembers what a person chose over all of them."""

    guess_anew = Signal(str)
    """What was confirmed for this header (signature) is to be forgotten."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.body.setContentsMargins(0, 0, 0, 0)
        self._regions = session.ctx.reference.regions
        self._home = session.ctx.store.node.region
        self._sheets: tuple[SheetSummary, ...] = ()
        self._at = 0
        self._fields: list[tuple[object, str]] = []
        self._mapping: dict[str, str] = {}
        self._title = label("", "muted", wrap=True)
        self._place_tabs = column(gap=0)
        self._checks = row(gap=6)
        self.preview = SheetPreview(tr("The sheet"))
        self.preview.changed.connect(self._changed)
        self.body.setSpacing(tokens.S2)
        head = row(self._title, self._checks, gap=tokens.S3)
        head.setStretch(0, 1)
        self.cover = CoverTermsBar(session)
        self.add(self._place_tabs, head, self.cover)
        self.body.addWidget(self.preview, 1)

    @property
    def mapping(self) -> dict[str, str]:
        """Header (or the column's letters where it has none) -> field, of what a person changed."""
        return dict(self._mapping)

    @property
    def has_table(self) -> bool:
        """Whether there is a sheet whose columns can be said."""
        return any(sheet.header_row for sheet in self._sheets)

    @property
    def is_usable(self) -> bool:
        """Whether at least one sheet has a name or NIK column now."""
        return self.has_table and bool({"nik", "full_name"} & self._chosen_fields())

    def focus_first(self) -> None:
        """Put the cursor on the first chooser that wants a look: a doubtful guess, what was not read where NIK or name
        is missing, else the first."""
        chosen = self.preview.fields()
        guesses = [(column_index(guess.letters) or 0, guess) for guess in self._sheets[self._at].columns]
        asked = [(at, guess) for at, guess in guesses if at in chosen]
        wanting = [at for at, guess in asked if guess.field and guess.confidence < CERTAIN and chosen[at]]
        if not {"nik", "full_name"} <= self._chosen_fields():
            wanting = [at for at, guess in asked if not chosen[at] and guess.examples] + wanting
        if first := wanting or list(chosen):
            self.preview.choice_of(first[0]).setFocus()

    def show_sheets(self, sheets: Sequence[SheetSummary], fields: Sequence[str]) -> None:
        """Show the sheets of a new file; the first one with a table comes first."""
        self._sheets = tuple(sheets)
        if not any(sheet.header_row for sheet in sheets):
            self._sheets = tuple(by_hand(sheet) for sheet in sheets)
        self._mapping = {}
        self.cover.offer(False)
        known = sorted(((name, field_name(name)) for name in fields), key=lambda pair: pair[1].casefold())
        first = [(name, field_name(name)) for name in ("nik", "full_name")]
        self._fields = [("", tr("Do not read")), *first, *(pair for pair in known if pair not in first)]
        empty(self._place_tabs)
        self._at = next((at for at, sheet in enumerate(self._sheets) if sheet.header_row), 0)
        if len(self._sheets) > 1:
            tabs = ChipTabs(tuple((str(at), sheet.name) for at, sheet in enumerate(self._sheets)), tr("Sheets"))
            tabs.choose(str(self._at))
            tabs.chosen.connect(lambda key: self._show(int(key)))
            self._place_tabs.addWidget(tabs)
        self._show(self._at)

    def _show(self, at: int) -> None:
        self._at = at
        sheet = self._sheets[at]
        numbers = range(sheet.first_row, sheet.first_row + len(sheet.top))
        header = (
            frozenset(range(sheet.header_row, sheet.header_row + sheet.header_height))
            if sheet.header_row
            else frozenset()
        )
        columns = []
        for guess in sheet.columns:
            chosen = self._mapping.get(guess.header) or self._mapping.get(guess.letters)
            if chosen is not None:
                guess = ColumnGuess(
                    guess.letters, guess.header, "" if chosen == IGNORED else chosen, 1.0, guess.examples
                )
            if guess.field != ROW_KEY:
                columns.append(_sheet_column(guess))
        self.preview.show_sheet(sheet.top, numbers, header, columns, self._fields)
        if not sheet.header_row:
            self._title.setText(tr("No table of people was found in this sheet. It is not read."))
        else:
            said = [
                tr("Header in row {row}.", row=sheet.header_row)
                if sheet.header_height
                else tr("This sheet names no columns. Its people begin in row {row}.", row=sheet.header_row)
            ]
            if place := ", ".join(filter(None, (self._village(sheet), sheet.subdistrict, sheet.regency))):
                said.append(tr("The title names {place}.", place=place))
            self._title.setText(" ".join(said))
        self._check()

    def _village(self, sheet: SheetSummary) -> str:
        """The village of the title; the sheet's name only where it is one."""
        found = self._regions.resolve_village(sheet.village, sheet.subdistrict, sheet.regency, self._home)
        return "" if sheet.village == sheet.name and found.status == "unknown" else sheet.village

    def _changed(self, at: int, field: str) -> None:
        guess = next(guess for guess in self._sheets[self._at].columns if column_index(guess.letters) == at)
        repeated = sum(1 for other in self._sheets[self._at].columns if other.header == guess.header) > 1
        self._mapping[guess.header if guess.header and not repeated else guess.letters] = field or IGNORED
        self._check()

    def _chosen_fields(self) -> set[str]:
        return {field for field in self.preview.fields().values() if field}

    def _check(self) -> None:
        while (item := self._checks.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        chosen = self._chosen_fields()
        self.cover.offer(
            any(column.field == _MONTHS for sheet in self._sheets for column in sheet.columns) or _MONTHS in chosen
        )
        for field in ("nik", "full_name"):
            found = field in chosen
            badge = Badge(
                "circle-check" if found else "circle-x",
                field_name(field) if found else tr("{field} not found", field=field_name(field)),
                "good" if found else "bad",
            )
            self._checks.addWidget(StateBadge(badge))
        doubtful = sum(
            1
            for guess in self._sheets[self._at].columns
            if guess.field and LIKELY <= guess.confidence < CERTAIN and guess.header not in self._mapping
        )
        if self._sheets[self._at].remembered:
            self._checks.addWidget(StateBadge(Badge("history", tr("used again from an earlier list"), "info")))
            signature = self._sheets[self._at].signature
            self._checks.addWidget(button(tr("Guess anew"), lambda: self.guess_anew.emit(signature), kind="quiet"))
        unread = [
            guess.header or guess.letters
            for guess in self._sheets[self._at].columns
            if guess.examples and not self.preview.fields().get(column_index(guess.letters) or 0, IGNORED)
        ]
        if unread:
            words = tr("Columns not read: {count}", count=len(unread))
            said = StateBadge(Badge("minus", words, "muted"))
            said.setToolTip(", ".join(unread))
            self._checks.addWidget(said)
        if doubtful:
            self._checks.addWidget(StateBadge(Badge("circle-help", tr("{count} to check", count=doubtful), "warn")))
