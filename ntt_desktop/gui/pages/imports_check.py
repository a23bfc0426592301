"""Step 3 of Impor: counts as tabs, the rows below, reasons at the right."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from ntt_desktop.domain.findings import SEVERITY
from ntt_desktop.gui.dialogs.unknown_values import UnknownValuesDialog
from ntt_desktop.gui.models.columns import Row
from ntt_desktop.gui.models.import_rows import ASKS, ImportFetch, codes_of, outcome_tabs, row_columns
from ntt_desktop.gui.models.windows import WindowModel
from ntt_desktop.gui.pages.imports_reasons import Reasons
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.filters import FilterBar
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.imports import Confirmed, ImportPlan, Mended, UnknownValue
from ntt_desktop.wording.finding_titles import title
from ntt_desktop.wording.outcomes import OUTCOMES

_WIDE, _NARROW = 340, 280


class CheckStep(Card):
    """The rows of a plan, or of an earlier import. ``changed`` carries the plan with its new counts."""

    changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.S2)
        self._session = session
        self._fetch = ImportFetch()
        self.model = WindowModel(row_columns(session.ctx.reference.regions), session.tasks, self._fetch)
        self.tabs = ChipTabs(outcome_tabs(), tr("Outcomes"))
        self.tabs.chosen.connect(self._show_tab)
        self._filters = FilterBar()
        self._code = self._filters.add("code", tr("Finding"), [], width=230)
        self._filters.changed.connect(lambda values: self.model.change(filters=tuple(values.items())))
        self.table = DataTable(self.model, name=tr("Rows of the file"))
        self.table.current.connect(self._show_row)
        self.model.loaded.connect(self._loaded)
        self.reasons = Reasons(session, self.table)
        self.table.opened.connect(lambda _row: self.reasons.take_cursor())
        self.reasons.mend.connect(self.mend)
        self.reasons.confirm.connect(lambda seq, fields: self.confirm(rows=[seq], fields=fields))
        self.values = button(tr("Values not understood"), self._ask_values, icon="circle-help")
        self.allow = button(tr("Change all verified"), self.confirm, icon="check")
        self._plan: ImportPlan | None = None
        self._can_mend = self._is_stored = False
        self._at = 0
        self._to_form = False
        self._unknown: list[UnknownValue] = []
        nothing = EmptyState("check", tr("No such rows"))
        self._both = row(Listing(self.table, nothing), self.reasons, gap=tokens.S3)
        self._both.setStretch(0, 1)
        tools = row(None, self.allow, self.values, self._filters)
        self._head = row(self.tabs, tools, gap=tokens.S2)
        self._head.setStretch(0, 1)
        self.body.addLayout(self._head)
        self.body.addLayout(self._both, 1)

    def show_plan(self, plan: ImportPlan, *, is_stored: bool = False, is_undone: bool = False) -> None:
        """Show this plan's rows from the first."""
        self._can_mend = not is_undone
        self._is_stored = is_stored
        first = next((outcome for outcome in ("rejected", "duplicate") if plan.counts.get(outcome)), "")
        self.tabs.choose(first)
        self._filters.set_values({})
        self.reasons.show_row(None)
        self.model.query = type(self.model.query)(tab=first)
        self._count(plan)

    def _count(self, plan: ImportPlan) -> None:
        """Show the plan's counts, and read its rows anew."""
        self._plan = plan
        self._fetch.show(plan.id)
        self.tabs.set_counts({"": plan.read, **plan.counts, ASKS: plan.asking})
        for outcome in OUTCOMES:
            self.tabs.set_visible(outcome, plan.counts.get(outcome, 0) > 0)
        self.tabs.set_visible(ASKS, plan.asking > 0)
        self.allow.setVisible(self._can_mend and plan.asking > 0 and self.tabs.current == ASKS)
        self.values.hide()
        if self.tabs.current and not {**plan.counts, ASKS: plan.asking}.get(self.tabs.current):
            self.tabs.choose("")
            self.model.query = type(self.model.query)(tab="")
        self.model.reload()
        read = self._session.tasks.read
        read(codes_of, plan.id, owner=self, key="codes", done=self._show_codes)
        if not self._is_stored:
            read(imports.unknown_values, plan.id, owner=self, key="values", done=self._show_values)

    # -- mending ----------------------------------------------------------------------------------------------

    def mend(self, seq: int, typed: Mapping[str, str]) -> None:
        """Judge a rejected row anew with what was typed."""
        if self._plan is not None:
            self._session.tasks.write(
                imports.mend, self._plan.id, seq, typed, owner=self, done=self._mended, failed=self._not_mended
            )

    def confirm(self, rows: list[int] | None = None, fields: list[str] | None = None) -> None:
        """Let rows change verified fields: all, or these rows and fields."""
        if self._plan is not None:
            self._session.tasks.write(
                imports.confirm_verified, self._plan.id, rows=rows, fields=fields, owner=self, done=self._confirmed
            )

    def _mended(self, found: Mended) -> None:
        name = found.row.worker.get("full_name") or ""
        if found.stored:
            said = tr("{name} is stored.", name=name) if self._is_stored else tr("{name} will be stored.", name=name)
            self._session.messages.toast(said)
            self.table.setFocus()  # the form is gone: the next row is chosen from the list
        else:
            self._session.messages.toast(tr("Still rejected: look at what stands below the fields."), tone="warn")
            self._to_form = True
        self._replan(found.plan)

    def _not_mended(self, _error: BaseException) -> object:
        if self.reasons.form is not None:
            self.reasons.form.save_button.setEnabled(True)
        return False

    def _confirmed(self, found: Confirmed) -> None:
        self._session.messages.toast(tr("{count} rows change verified fields.", count=number(found.rows)))
        self._replan(found.plan)

    def _replan(self, plan: ImportPlan) -> None:
        self._count(plan)
        self.changed.emit(plan)

    def _show_values(self, found: list[UnknownValue]) -> None:
        self._unknown = found
        self.values.setVisible(bool(found))
        still = sum(1 for value in found if not value.chosen)
        self.values.setText(
            tr("Values not understood: {count}", count=number(still))
            if still
            else tr("Values chosen: {count}", count=number(len(found)))
        )

    def _ask_values(self) -> None:
        if self._plan is not None:
            modal(UnknownValuesDialog(self._session, self, self._plan.id, self._unknown, self._replan))

    def set_narrow(self, narrow: bool) -> None:
        """Give the reasons less room in a narrow window."""
        self.reasons.setFixedWidth(_NARROW if narrow else _WIDE)
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def _show_codes(self, counts: dict[str, int]) -> None:
        weight = {"reject": 0, "evidence": 1, "note": 2}
        codes = sorted(counts, key=lambda code: (weight[str(SEVERITY[code])], -counts[code]))
        self._filters.set_options("code", [(code, f"{title(code)} ({number(counts[code])})") for code in codes])
        self._filters.setVisible(bool(codes))

    def _loaded(self, total: int) -> None:
        if total and not self.table.selected_indexes():
            self.table.selectRow(min(self._at, total - 1))
        elif not total:
            self.reasons.show_row(None)

    def _show_row(self, found: Row | None) -> None:
        if found:
            self._at = max(self.table.currentIndex().row(), 0)
        self.reasons.show_row(found["row"] if found else None, can_mend=self._can_mend)
        if found and self._to_form:
            self._to_form = False
            self.reasons.take_cursor()

    def _show_tab(self, key: str) -> None:
        self._at = 0
        asking = self._plan.asking if self._plan else 0
        self.allow.setVisible(self._can_mend and key == ASKS and asking > 0)
        self.model.change(tab=key)
