"""Step 3 of Impor: counts as tabs, the rows below, reasons at the right."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame

from ntt_desktop.domain.findings import SEVERITY
from ntt_desktop.gui.models.columns import Row
from ntt_desktop.gui.models.import_rows import (
    OUTCOMES,
    ImportFetch,
    codes_of,
    outcome_badge,
    outcome_tabs,
    place_words,
    row_columns,
)
from ntt_desktop.gui.models.windows import WindowModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import day, nik, number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import TONE_OF, Remark, RemarkLine
from ntt_desktop.gui.widgets.filters import FilterBar
from ntt_desktop.gui.widgets.layout import column, row, scrolling
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import tr
from ntt_desktop.services.imports import ImportPlan, ImportRow
from ntt_desktop.wording import findings
from ntt_desktop.wording.fields import field_name
from ntt_desktop.wording.finding_titles import title

_WIDE, _NARROW = 340, 250


def shown_value(field: str, value: Any) -> str:
    """A field's value as the reasons show it."""
    if value is None or value == "":
        return tr("(empty)")
    if field == "nik":
        return nik(str(value))
    return day(str(value)) if field.endswith(("_date", "_on")) else str(value)


class Reasons(QFrame):
    """What there is to say of one row."""

    def __init__(self, region_name: Callable[[str], str]) -> None:
        super().__init__()
        self._label = region_name
        self.setObjectName("card")
        self._lines = column(gap=tokens.S2, margins=tokens.S3)
        self._area = scrolling(self._lines)
        self.setLayout(column(self._area))
        self.setAccessibleName(tr("Reasons"))
        self.show_row(None)

    def show_row(self, found: ImportRow | None) -> None:
        """Show a row's findings and changes; None asks to choose one."""
        empty(self._lines)
        if found is None:
            self._lines.addWidget(label(tr("Choose a row to see why."), "muted", wrap=True))
            return
        name = str(found.worker.get("full_name") or tr("(no name)"))
        self._lines.addWidget(label(name, "section", wrap=True))
        self._lines.addWidget(label(place_words(f"{found.sheet}!{found.row}"), "caption", wrap=True))
        self._lines.addWidget(StateBadge(outcome_badge(str(found.outcome))))
        for finding in found.findings:
            tone = TONE_OF[str(SEVERITY[finding.code])]
            sentence, hint = findings.words(finding, self._label)
            self._lines.addWidget(RemarkLine(Remark(sentence, tone, hint)))
        if found.kept_by:
            words = tr("The same NIK stands in {place}; that row counts.", place=place_words(found.kept_by))
            self._lines.addWidget(RemarkLine(Remark(words, "warn")))
        if found.adds:
            fields = ", ".join(field_name(field) for field in found.adds)
            self._lines.addWidget(RemarkLine(Remark(tr("It would add: {fields}.", fields=fields), "info")))
        if found.changes:
            self._lines.addWidget(line())
            self._lines.addWidget(label(tr("What changes"), "strong"))
            facts = Facts(name_width=96)
            facts.set_rows(
                [
                    (field_name(field), f"{shown_value(field, found.was.get(field))} → {shown_value(field, value)}")
                    for field, value in found.changes.items()
                ]
            )
            self._lines.addWidget(facts)
        elif not found.findings and not found.kept_by:
            self._lines.addWidget(label(tr("Nothing to remark."), "muted"))
        self._values(found)

    def _values(self, found: ImportRow) -> None:
        wanted = ("nik", "birth_date", "sex", "occupation", "phone", "address")
        rows = [(field_name(key), shown_value(key, found.worker[key])) for key in wanted if found.worker.get(key)]
        if rows:
            self._lines.addWidget(line())
            facts = Facts(name_width=96)
            facts.set_rows(rows)
            self._lines.addWidget(facts)


class CheckStep(Card):
    """The rows of a plan, or of an earlier import."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.S2)
        self._session = session
        self._fetch = ImportFetch()
        self.model = WindowModel(row_columns(session.ctx.reference.regions), session.tasks, self._fetch)
        self.tabs = ChipTabs(outcome_tabs(), tr("Outcomes"))
        self.tabs.chosen.connect(lambda key: self.model.change(tab=key))
        self._filters = FilterBar()
        self._code = self._filters.add("code", tr("Finding"), [], width=230)
        self._filters.changed.connect(lambda values: self.model.change(filters=tuple(values.items())))
        self.table = DataTable(self.model, name=tr("Rows of the file"))
        self.table.current.connect(self._show_row)
        self.model.loaded.connect(self._loaded)
        self.reasons = Reasons(session.ctx.reference.regions.label)
        nothing = EmptyState("check", tr("No such rows"))
        self._both = row(Listing(self.table, nothing), self.reasons, gap=tokens.S3)
        self._both.setStretch(0, 1)
        head = row(self.tabs, self._filters, gap=tokens.S3)
        head.setStretch(0, 1)
        self.add(head)
        self.body.addLayout(self._both, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show this plan's rows from the first."""
        self._fetch.show(plan.id)
        self.tabs.set_counts({"": plan.read, **plan.counts})
        for outcome in OUTCOMES:
            self.tabs.set_visible(outcome, plan.counts.get(outcome, 0) > 0)
        first = next((outcome for outcome in ("rejected", "duplicate") if plan.counts.get(outcome)), "")
        self.tabs.choose(first)
        self._filters.set_values({})
        self.reasons.show_row(None)
        self.model.query = type(self.model.query)(tab=first)
        self.model.reload()
        self._session.tasks.read(codes_of, plan.id, owner=self, key="codes", done=self._show_codes)

    def set_narrow(self, narrow: bool) -> None:
        """Give the reasons less room in a narrow window."""
        self.reasons.setFixedWidth(_NARROW if narrow else _WIDE)

    def _show_codes(self, counts: dict[str, int]) -> None:
        weight = {"reject": 0, "evidence": 1, "note": 2}
        codes = sorted(counts, key=lambda code: (weight[str(SEVERITY[code])], -counts[code]))
        self._filters.set_options("code", [(code, f"{title(code)} ({number(counts[code])})") for code in codes])
        self._filters.setVisible(bool(codes))

    def _loaded(self, total: int) -> None:
        if total and not self.table.selected_indexes():
            self.table.selectRow(0)
        elif not total:
            self.reasons.show_row(None)

    def _show_row(self, found: Row | None) -> None:
        self.reasons.show_row(found["row"] if found else None)
