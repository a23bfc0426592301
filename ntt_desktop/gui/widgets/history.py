"""Who changed what, when and why: newest first, the first dozen shown, the rest on demand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ntt_desktop.gui import icons, shown, words
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.store.people.worker_records import HistoryEntry
from ntt_desktop.wording.change_reasons import change_reason
from ntt_desktop.wording.finding_titles import title as finding_title
from ntt_desktop.wording.records import kind_name

_FIRST = 12
_ICONS = {
    "worker": "user-round",
    "heir": "users",
    "child": "users",
    "verification": "clipboard-check",
    "finding": "triangle-alert",
    "slot": "layout-grid",
    "claim": "heart",
    "cover": "coins",
    "match_answer": "list-checks",
    "enrolment": "badge-check",
    "handover": "id-card",
}
_HIDDEN = frozenset(
    {"worker_id", "value", "params", "field", "import_id", "block_id", "explanation", "score", "rule_version"}
    | {"digest", "programme_id"}
)


class HistoryList(QWidget):
    """The entries of `ntt_desktop.services.people.person_detail.history`."""

    def __init__(self, ctx: Context, entries: Sequence[HistoryEntry]) -> None:
        super().__init__()
        self._ctx = ctx
        self._rest = list(entries)
        self._lines = column(gap=8)
        self._more = button(tr("Show older changes"), self._show_more, kind="quiet", icon="chevron-down")
        self.setLayout(column(self._lines, row(self._more, None), gap=8))
        self._show_more()

    def _show_more(self) -> None:
        now, self._rest = self._rest[:_FIRST], self._rest[_FIRST:]
        for entry in now:
            if self._lines.count():
                self._lines.addWidget(line())
            self._lines.addWidget(self._entry(entry))
        self._more.setVisible(bool(self._rest))

    def _entry(self, entry: HistoryEntry) -> QWidget:
        picture = QLabel()
        icons.set_icon(picture, _ICONS.get(entry.kind, "circle-dashed"), "muted", 16)
        kind = kind_name(entry.kind)
        when = shown.moment(entry.at)
        head = row(picture, label(kind, "strong"), None, label(when, "caption"), gap=6)
        who = tr("by {name}", name=entry.actor) if entry.actor else ""
        why = tr("reason: {text}", text=change_reason(entry.reason)) if entry.reason else ""
        said = column(head, gap=2)
        said.addWidget(label(" · ".join(filter(None, (who, why))), "caption", wrap=True))
        grid = QGridLayout()
        grid.setContentsMargins(22, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        at = 0
        for name, old, new in entry.fields:
            if name in _HIDDEN:
                continue
            grid.addWidget(label(words.field_name(name), "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(self._change(name, old, new), wrap=True), at, 1)
            at += 1
        said.addLayout(grid)
        return holder(said)

    def _change(self, name: str, old: object, new: object) -> str:
        before, after = (self._value(name, value) for value in (old, new))
        if not before:
            return after or "–"
        return f"{before} → {after or '–'}"

    def _value(self, name: str, value: object) -> str:
        if name == "code":
            return finding_title(str(value or ""))
        if name == "settles" and isinstance(value, list):
            return ", ".join(finding_title(str(code)) for code in value)
        return words.field_value(self._ctx, name, value)
