"""The filters over the person-month grid: programme, payer, kabupaten, kecamatan, what is shown, from and to."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.dates import Month, month_range
from ntt_desktop.domain.programme import Programme
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.layout import FlowLayout
from ntt_desktop.gui.widgets.text import set_tone
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.money.ledger import HELD_HERE, NO_REGENCY
from ntt_desktop.wording.ledger import IN_GRID, name
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.payers import payer


class LedgerFilters(QWidget):
    """``changed`` carries ``{key: value}`` of those that narrow. The first choice of each says what it is about.

    In a low window they are folded away behind the button ``fold``, which says how many narrow.
    """

    changed = Signal(dict)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._regions, self._region = ctx.reference.regions, str(ctx.store.node.region)
        self._flow = FlowLayout(gap=8, line_gap=6)
        self.setLayout(self._flow)
        self.fold = button(tr("Filters"), self._turn, kind="quiet", icon="chevron-down", shortcut="Ctrl+L")
        self._is_open = False
        self._is_wanted = True
        self._choices: dict[str, Choice] = {}
        self._names = {
            "programme": (tr("All programmes"), tr("Programme"), 150),
            "payer": (tr("All payers"), tr("Payer"), 172),
            "regency": (tr("All kabupaten"), tr("Kabupaten/kota"), 164),
            "subdistrict": (tr("All kecamatan"), tr("Subdistrict"), 164),
            "holder": (tr("All holders"), tr("Kabupaten that holds the seats"), 194),
            "shown": (tr("Every state"), tr("State of the month"), 152),
            "first": (tr("Beginning with"), tr("First month"), 108),
            "last": (tr("Until month"), tr("Last month"), 108),
        }
        for key, (_first, about, width) in self._names.items():
            choice = Choice(name=about, width=width)
            choice.setToolTip(about)
            choice.setMinimumContentsLength(4)
            choice.setProperty("filter", "true")
            choice.picked.connect(lambda _value, key=key: self._picked(key))
            self._choices[key] = choice
            self._flow.addWidget(choice)
        self._clear = button(tr("Clear filters"), self.clear, kind="quiet", icon="x")
        self._flow.addWidget(self._clear)
        self._clear.hide()
        self._offer("shown", [(code, name(code)) for code in IN_GRID])
        self._offer("programme", [])
        self._offer("payer", [])
        self._offer("first", [])
        self._offer("last", [])
        wide = self._region.count(".") == 0
        self._choices["regency"].setVisible(wide)
        self._offer("regency", [(one.code, one.title) for one in self._regions.children(self._region)] if wide else [])
        self._choices["holder"].setVisible(wide)
        regencies = [(one.code, one.title) for one in self._regions.children(self._region)] if wide else []
        whole = [(HELD_HERE, tr("Held here and below")), (NO_REGENCY, tr("Not for one kabupaten"))]
        self._offer("holder", [*whole, *regencies])
        self._offer_subdistricts()

    def offer(self, programmes: list[Programme], today: Month) -> None:
        """What can be chosen: the programmes known here, their payers and their months."""
        self._offer("programme", [(one.id, f"{one.code} · {one.name}".strip(" ·")) for one in programmes])
        self._offer("payer", [(code, payer(code)) for code in dict.fromkeys(one.payer for one in programmes)])
        first = min((one.first for one in programmes), default=Month(today.year, 1))
        last = max((one.last for one in programmes), default=Month(today.year, 12))
        span = [(month.text, month_words(month)) for month in month_range(first, last)]
        for key in ("first", "last"):
            self._offer(key, span)

    def values(self) -> dict[str, object]:
        """The filters that narrow."""
        return {key: choice.value() for key, choice in self._choices.items() if choice.value() is not None}

    def set_value(self, key: str, value: object) -> None:
        """Choose one and say so."""
        self._choices[key].set_value(value)
        self._picked(key)

    def lay_out(self, *, wanted: bool) -> None:
        """Show or fold as the window's height asks; not at all where they say nothing."""
        low = self.fold.window().height() < tokens.LOW
        self._is_wanted = wanted
        self.fold.setVisible(wanted and low)
        self.setVisible(wanted and (self._is_open or not low))

    def _turn(self) -> None:
        self._is_open = not self._is_open
        self.lay_out(wanted=self._is_wanted)
        if self._is_open:
            self._choices["programme"].setFocus()

    def clear(self) -> None:
        """Choose everything."""
        for choice in self._choices.values():
            choice.set_value(None)
        self._offer_subdistricts()
        self._say()

    def _offer(self, key: str, options: Sequence[tuple[object, str]]) -> None:
        self._choices[key].set_options([(None, self._names[key][0]), *options])

    def _offer_subdistricts(self) -> None:
        regency = str(self._choices["regency"].value() or "") or (self._region if self._region.count(".") else "")
        found = self._regions.children(regency) if regency.count(".") == 1 else []
        self._choices["subdistrict"].setVisible(bool(found))
        self._offer("subdistrict", [(one.code, one.title) for one in found])

    def _picked(self, key: str) -> None:
        if key == "regency":
            self._choices["subdistrict"].set_value(None)
            self._offer_subdistricts()
        first, last = self._choices["first"].value(), self._choices["last"].value()
        if first and last and str(first) > str(last):  # the one just chosen counts
            self._choices["last" if key == "first" else "first"].set_value(self._choices[key].value())
        self._say()

    def _say(self) -> None:
        values = self.values()
        for key, choice in self._choices.items():
            set_tone(choice, "true" if key in values else "false", "active")
        self._clear.setVisible(bool(values))
        self.fold.setText(tr("Filters: {count}", count=len(values)) if values else tr("Filters"))
        self._flow.invalidate()
        self.updateGeometry()
        self.changed.emit(values)
