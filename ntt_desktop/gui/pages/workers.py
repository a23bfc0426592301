"""Pekerja: everybody in this store, sorted, filtered and searched as one types; the opened one at the right."""

from typing import Any

from PySide6.QtWidgets import QFrame, QStackedWidget

from ntt_desktop.domain.findings import SEVERITY, Severity
from ntt_desktop.gui import words
from ntt_desktop.gui.models.columns import Row
from ntt_desktop.gui.models.windows import WindowModel
from ntt_desktop.gui.models.workers import FIGURES, TABS, worker_model
from ntt_desktop.gui.pages.worker_panel import WorkerPanel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.filters import FilterBar
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.worker_list import WorkerList
from ntt_desktop.wording.finding_titles import title as finding_title
from ntt_desktop.wording.overview import NAMES
from ntt_desktop.wording.states import state as state_word

_EVIDENCE = tuple(code for code, weight in SEVERITY.items() if weight is Severity.EVIDENCE and code != "worker_ended")


def read_around(ctx: Context) -> dict[str, Any]:
    """The counts of the tabs and what the filters offer."""
    people = WorkerList(ctx)
    return {"counts": people.counts(), "in_use": people.in_use()}


class WorkersPage(Page):
    """The list of people."""

    concerns = frozenset({"worker", "finding", "verification", "slot", "claim", "import"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Workers"), scroll=False)
        self.model: WindowModel
        self._search = self.header.add_search(tr("Search name / NIK"), lambda text: self.model.change(search=text))
        self._search.setToolTip(tr("Name, NIK or its last digits, mother's name, phone"))
        self.header.add_action(
            button(
                tr("Village list"), self._print, icon="printer", tip=tr("What to bring, or the verval list, by village")
            )
        )
        self.header.add_action(
            button(tr("Register"), lambda: session.open("register"), kind="primary", icon="plus").show_keys("Ctrl+N")
        )
        self.tabs = ChipTabs(
            (
                ("all", tr("Everybody")),
                ("without_slot", tr("Not in a quota yet")),
                ("needs_evidence", tr("Needs evidence")),
                ("incomplete", tr("Incomplete")),
                ("ended", tr("Ended")),
            ),
            tr("Workers by what is to be done"),
        )
        self.tabs.chosen.connect(self._tab_chosen)
        self.filters = self._make_filters()
        self.model, self._windows = worker_model(session.ctx, session.tasks)
        self.table = DataTable(self.model, name=tr("Workers"), many=True)
        self.table.show_sort("full_name")
        self.table.opened.connect(lambda found: self._opened(found))
        self.table.current.connect(self._current)
        self.table.clicked.connect(lambda _index: self._clicked())
        self.table.chosen.connect(self._selected)
        self.model.loaded.connect(self._loaded)
        self._stack = QStackedWidget()
        self._nobody = EmptyState(
            "users",
            tr("Nobody is registered yet"),
            tr("Register the first worker, or take in a village's list."),
            ((tr("Register a worker"), lambda: session.open("register")), (tr("Import a list"), self._import)),
        )
        self._no_match = EmptyState(
            "search",
            tr("Nobody matches"),
            tr("Change the search or the filters."),
            ((tr("Show everybody"), self._all),),
        )
        for shown in (self.table, self._nobody, self._no_match):
            self._stack.addWidget(shown)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.filters)
        self.body.addWidget(self._stack, 1)
        self._bulk = self._make_bulk()
        self.panel = WorkerPanel(session)
        self.panel.closed.connect(self.table.setFocus)
        self.set_side(self.panel)

    def _make_filters(self) -> FilterBar:
        bar = FilterBar()
        bar.add("area", tr("Kecamatan"), [], 165)
        bar.add("occupation", tr("Occupation"), [], 165)
        bar.add("state", tr("State"), [(code, state_word(code)) for code in words.LOOKS if code != "void"], 150)
        bar.add("finding", tr("Finding"), [(code, finding_title(code)) for code in _EVIDENCE], 165)
        bar.changed.connect(self._filtered)
        return bar

    def _make_bulk(self) -> QFrame:
        self._bulk_words = label(role="strong")
        bar = self.foot(
            self._bulk_words,
            None,
            button(tr("Clear selection"), self.table.clearSelection, kind="quiet"),
            button(tr("Verify together"), self._verify, kind="primary", icon="clipboard-check", shortcut="Ctrl+K"),
        )
        bar.hide()
        return bar

    # -- reading ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.model.reload()
        self.session.tasks.read(read_around, owner=self, key="around", done=self._show_around)
        self.panel.refresh()

    def arrive(
        self,
        tab: str = "",
        search: str = "",
        worker: str = "",
        import_id: str = "",
        file: str = "",
        figure: str = "",
        area: str = "",
        **_given: Any,
    ) -> None:
        """Show a tab, search for words, open a person at the right, or show who came in with an import.

        ``figure``: exactly the people whom a figure of the first page counts, of the region ``area`` when given.
        """
        if figure in FIGURES:
            self._show_figure(figure, area)
        if import_id:
            self.tabs.choose("all")
            self.model.change(tab="all", filters=(("import_id", import_id),))
            self.banner.say(tr("Only the people of {file}.", file=file), "", "info", (tr("Show everybody"), self._all))
        if tab in TABS:
            self.tabs.choose(tab)
            self.model.change(tab=tab)
        if search:
            self._search.setText(search)
        if worker:
            self.panel.show_worker(worker)
        self.table.setFocus()

    def _show_around(self, around: dict[str, Any]) -> None:
        counts: dict[str, int] = around["counts"]
        self.tabs.set_counts(counts)
        parts = [tr("{count} people", count=number(counts["all"]))]
        if counts["needs_evidence"]:
            parts.append(tr("{count} need evidence", count=number(counts["needs_evidence"])))
        if counts["incomplete"]:
            parts.append(tr("{count} incomplete", count=number(counts["incomplete"])))
        self.header.set_subtitle(" · ".join(parts))
        ctx = self.session.ctx
        areas = sorted((words.village_name(ctx, code), code) for code in around["in_use"]["subdistricts"])
        self.filters.set_options("area", [(code, name) for name, code in areas])
        jobs = sorted((ctx.reference.occupations.label(code), code) for code in around["in_use"]["occupations"])
        self.filters.set_options("occupation", [(code, name) for name, code in jobs])

    def _loaded(self, total: int) -> None:
        query = self.model.query
        narrowed = bool(query.search or query.filters or query.tab != "all")
        shown = self.table if total else self._no_match if narrowed else self._nobody
        self._stack.setCurrentWidget(shown)

    def _show_figure(self, figure: str, area: str) -> None:
        tab, filters = FIGURES[figure]
        if area:
            filters = (*filters, ("area", area))
        self._search.clear()
        self.filters.set_values(dict(filters))
        self.tabs.choose(tab if tab in self.tabs.keys else "all")
        self.model.change(search="", tab=tab, filters=filters)
        if filters or tab not in self.tabs.keys:
            region = f" · {self.session.ctx.reference.regions.label(area)}" if area else ""
            said = f"{tr(NAMES[figure])}{region}"
            self.banner.say(tr("Only: {what}.", what=said), "", "info", (tr("Show everybody"), self._all))
        else:
            self.banner.hide()

    def _filtered(self, values: dict[str, object]) -> None:
        self.banner.hide()
        self.model.change(tab=self.tabs.current, filters=tuple(sorted(values.items())))

    def _tab_chosen(self, key: str) -> None:
        self.banner.hide()
        self.model.change(tab=key, filters=tuple(sorted(self.filters.values().items())))

    # -- choosing ---------------------------------------------------------------------------------------------

    def _opened(self, found: Row) -> None:
        if self.panel.worker_id == found["id"] and not self.panel.isHidden():
            self.session.open("worker", worker=found["id"])
        else:
            self.panel.show_worker(str(found["id"]))

    def _clicked(self) -> None:
        """One click opens the detail; with Ctrl or Shift several people are being chosen."""
        found = self.table.current_row()
        if found is not None and len(self.table.selected_indexes()) == 1:
            self.panel.show_worker(str(found["id"]))

    def _current(self, found: Row | None) -> None:
        if found is not None and not self.panel.isHidden():
            self.panel.show_worker(str(found["id"]))

    def _selected(self, count: int) -> None:
        self._bulk.setVisible(count > 1)
        self._bulk_words.setText(tr("{count} selected", count=number(count)))

    def _all(self) -> None:
        self.banner.hide()
        self._search.clear()
        self.filters.set_values({})
        self.tabs.choose("all")
        self.model.change(search="", tab="all", filters=())

    # -- doing ------------------------------------------------------------------------------------------------

    def _verify(self) -> None:
        from ntt_desktop.gui.dialogs.verify import verify_rows

        indexes = sorted(set(self.table.selected_indexes()))
        keys = self._windows.keys(self.model.query)
        chosen = [keys[at] for at in indexes if at < len(keys)]
        self.session.tasks.read(
            lambda _ctx, wanted: self._windows.list.rows(wanted),
            chosen,
            owner=self,
            done=lambda rows: verify_rows(self.session, self, rows),
        )

    def _print(self) -> None:
        from ntt_desktop.gui.dialogs.village_list import ask_village_list

        area = dict(self.model.query.filters).get("area")
        ask_village_list(self.session, self, str(area or ""))

    def _import(self) -> None:
        self.session.open("imports")
