"""The sums of the person-month grid and the uptake: one table each, whose last line stays in sight."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.months import Shown
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import rupiah
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.frozen_foot import FootLine, FrozenFoot
from ntt_desktop.gui.widgets.layout import column
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.figures import uptake
from ntt_desktop.services.figures.uptake import Uptake
from ntt_desktop.services.money.ledger import Amount, Sums, total_of
from ntt_desktop.services.money.ledger_paper import UPTAKE_PARTS, place_namer, uptake_titles
from ntt_desktop.wording.ledger import IN_GRID, name
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.numbers import percent
from ntt_desktop.wording.payers import payer

Parts = Mapping[Shown, Amount]


class _Summed(QWidget):
    """Chips choose by what it is added up; a table; its sum at the foot."""

    def __init__(self, chips: tuple[tuple[str, str], ...], columns: tuple[Column, ...], empty: EmptyState) -> None:
        super().__init__()
        self.by = ChipTabs(chips, tr("Added up by"))
        self.model = ListModel(columns, key=lambda row: str(row["key"]))
        self.table = DataTable(self.model, name=tr("Sums"), compact=True)
        self.foot = FrozenFoot(self.table)
        listing = Listing(self.table, empty)
        self.remark = label("", "caption", wrap=True)
        self.remark.hide()
        layout = column(self.by, listing, self.foot, self.remark, gap=tokens.S2)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(listing)


class SumsView(_Summed):
    """The seat-months of the filter by payer, programme, kabupaten, kecamatan or month."""

    def __init__(self, session: Session) -> None:
        states = tuple(
            Column(code, name(code), width, "number", optional=1 if code in ("proposed", "decreed") else 0)
            for code, width in zip(IN_GRID, (96, 126, 100, 90, 104), strict=True)
        )
        columns = (
            Column("name", tr("Name"), 150, "strong", stretch=True),
            *states,
            Column("months", tr("Person-months"), 112, "number"),
            Column("rupiah", tr("Rupiah"), 136, "rupiah", optional=2),
            Column("paid_rupiah", tr("Paid (rupiah)"), 136, "rupiah", optional=3),
        )
        chips = (
            ("payer", tr("Payer")),
            ("programme", tr("Programme")),
            ("regency", tr("Kabupaten/kota")),
            ("subdistrict", tr("Subdistrict")),
            ("month", tr("Month")),
        )
        nothing = EmptyState("layout-grid", tr("Nobody has a month here"), tr("Change the search or the filters."))
        super().__init__(chips, columns, nothing)
        self._place = place_namer(session.ctx)
        self._sums: Sums | None = None
        self.programmes: dict[str, str] = {}
        self.by.chosen.connect(lambda _key: self._draw())

    def show_sums(self, sums: Sums) -> None:
        """Show these."""
        self._sums = sums
        self._draw()

    def _draw(self) -> None:
        sums = self._sums
        if sums is None:
            return
        key = self.by.current
        named: Callable[[str], str] = self._place
        by: Mapping[str, Parts]
        if key == "month":
            by, named = {month.text: parts for month, parts in sums.by_month.items()}, month_words
        elif key == "payer":
            by, named = sums.by_payer, payer
        elif key == "programme":
            by, named = sums.by_programme, lambda code: self.programmes.get(code, code)
        else:
            by = sums.by_regency if key == "regency" else sums.by_subdistrict
        self.model.set_rows([self._row(one, named(one), by[one]) for one in sorted(by)])
        whole = self._row("", tr("Total"), sums.totals)
        values = {key: rupiah(value) if "rupiah" in key else value for key, value in whole.items()}
        self.foot.set_lines((FootLine(tr("Total"), values, strong=True),))

    @staticmethod
    def _row(key: str, text: str, parts: Parts) -> dict[str, Any]:
        whole = total_of(parts)
        return {
            "key": key,
            "name": text,
            **{code: parts.get(Shown(code), Amount()).months for code in IN_GRID},
            "months": whole.months,
            "rupiah": whole.rupiah,
            "paid_rupiah": parts.get(Shown.PAID, Amount()).rupiah,
        }


class UptakeView(_Summed):
    """Serapan: what is held here and below, and how far it came; person-months, rupiah, percent.

    ``opened`` carries by what it is added up, and the key of the line.
    """

    opened = Signal(str, str)

    def __init__(self, session: Session) -> None:
        optional = {"decreed": 3, "billed": 2, "expired": 1, "free": 1}
        widths = {"decreed": 64, "billed": 98, "free": 76, "expired": 76}
        titles = zip(UPTAKE_PARTS, (*uptake_titles()[:4], tr("SK"), *uptake_titles()[5:]), strict=True)
        columns = (
            Column("name", tr("Name"), 180, "strong", stretch=True),
            *(
                Column(part, title, widths.get(part, 84), "number", optional=optional.get(part, 0))
                for part, title in titles
            ),
            Column("held_rupiah", tr("Held (rupiah)"), 130, "rupiah", optional=4),
            Column("paid_rupiah", tr("Paid (rupiah)"), 130, "rupiah"),
            Column("share", tr("Uptake"), 78, sortable=False),
        )
        chips = (("payer", tr("Payer")), ("regency", tr("Kabupaten/kota")), ("programme", tr("Programme")))
        nothing = EmptyState("layout-grid", tr("No capacity yet"), tr("Make a programme, or take in a reply file."))
        super().__init__(chips, columns, nothing)
        self._session, self._place = session, place_namer(session.ctx)
        self.programmes: dict[str, str] = {}
        self.by.chosen.connect(lambda _key: self.refresh())
        self.table.opened.connect(lambda row: self.opened.emit(self.by.current, str(row["key"])))

    def refresh(self) -> None:
        """Read it anew."""
        self._session.tasks.read(
            uptake.uptake, self.by.current, owner=self, key="uptake", done=lambda rows: self.show_rows(rows)
        )

    def show_rows(self, found: list[Uptake]) -> None:
        """Show these."""
        by = self.by.current
        named: Callable[[str], str] = payer if by == "payer" else self._place
        if by == "programme":
            named = lambda code: self.programmes.get(code, code)  # noqa: E731
        self.model.set_rows(
            [self._row(one, named(one.key) if one.key else tr("Not for one kabupaten")) for one in found]
        )
        whole = self._row(uptake.in_all(found), tr("Total"))
        values = {key: rupiah(value) if "rupiah" in key else value for key, value in whole.items()}
        self.foot.set_lines((FootLine(tr("Total"), values, strong=True),) if found else ())
        self.remark.setText(
            " ".join(
                (
                    tr("Held = occupied + free + expired. Uptake is what was paid of what is held, in rupiah."),
                    tr("A kabupaten's uptake is that of the seats that it holds, wherever their people live."),
                )
            )
            if found
            else ""
        )
        self.remark.setVisible(bool(found))

    @staticmethod
    def _row(one: Uptake, text: str) -> dict[str, Any]:
        return {
            "key": one.key,
            "name": text,
            **{part: getattr(one, part).months for part in UPTAKE_PARTS},
            "held_rupiah": one.held.rupiah,
            "paid_rupiah": one.paid.rupiah,
            "share": percent(one.share),
        }
