"""What was changed in a received file outside the program, and in what sender and receiver differ, row by row."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.widgets.chips import ChipTabs
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.receipts import matters
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.sync.report import FileReport


def _parts(found: FileReport) -> dict[str, tuple[str, str, tuple[Column, ...], list[dict[str, Any]]]]:
    """Tab key -> (tab's words, what it means, columns, rows), only what there is."""
    edited = [
        {"sheet": edit.sheet, "key": edit.key, "field": edit.field, "was": edit.was, "is": edit.found}
        for edit in found.edited
    ]
    missing = [{"sheet": gone.sheet, "key": gone.key, "label": gone.label} for gone in found.missing_rows]
    added = [
        {"sheet": more.sheet, "row": more.row, "values": " · ".join(filter(None, more.values.values()))}
        for more in found.added_rows
    ]
    stock = [_difference(item) for item in found.stock_difference]
    gaps = [{"from": gap.start + 1, "to": gap.end} for gap in found.missing_sequences]
    where = (Column("sheet", tr("Sheet"), 120), Column("key", tr("Row key"), 110, "nik_full"))
    return {
        "edited": (
            tr("Edited cells"),
            tr("Someone changed these cells after the file was made. The signed value counts until it is decided."),
            (
                *where,
                Column("field", tr("Column"), 140, "strong"),
                Column("was", tr("Was"), 150, stretch=True),
                Column("is", tr("Is"), 150, stretch=True),
            ),
            edited,
        ),
        "missing": (
            tr("Missing rows"),
            tr("These rows were taken out of the sheet by hand. Nobody was deleted."),
            (*where, Column("label", tr("Who"), 200, "strong", stretch=True)),
            missing,
        ),
        "added": (
            tr("Added rows"),
            tr("These rows were written in by hand. Take them in with Import, as a village's list."),
            (
                Column("sheet", tr("Sheet"), 120),
                Column("row", tr("Row"), 70, "number"),
                Column("values", tr("What stands there"), 300, stretch=True),
            ),
            added,
        ),
        "stock": (
            tr("Stock"),
            tr("What the sender says it has, compared with what is here of it."),
            (
                Column("name", tr("Who or what"), 200, "strong", stretch=True),
                Column("what", tr("Difference"), 220, stretch=True),
                Column("here", tr("Here"), 120),
                Column("there", tr("At the sender"), 120),
            ),
            stock,
        ),
        "gaps": (
            tr("Missing packages"),
            tr("Earlier files of this sender have not arrived. The next package brings what was in them."),
            (
                Column("from", tr("From number"), 140, "number"),
                Column("to", tr("To number"), 140, "number", stretch=True),
            ),
            gaps,
        ),
    }


def _difference(item: Any) -> dict[str, str]:
    if item.what == "person_months":
        return {"name": tr("Person-months"), "what": "", "here": number(item.here), "there": number(item.there)}
    if item.what == "rupiah":
        return {"name": tr("Rupiah"), "what": "", "here": rupiah(item.here), "there": rupiah(item.there)}
    words = tr("only here") if item.what == "only_here" else tr("only at the sender")
    return {"name": item.name or tr("(name not known here)"), "what": words, "here": "", "there": ""}


class ReceiptDialog(Dialog):
    """Tabs of what there is to look at, each with its count and its table."""

    def __init__(self, parent: QWidget | None, found: FileReport) -> None:
        super().__init__(parent, Path(found.file).name, width=760)
        self._parts = {key: part for key, part in _parts(found).items() if part[3]}
        keys = [key for key, _, _ in matters(found) if key]
        self.tabs = ChipTabs(tuple((key, self._parts[key][0]) for key in keys), tr("Parts of the file"))
        self.tabs.set_counts({key: len(self._parts[key][3]) for key in keys})
        self.tabs.chosen.connect(self._show)
        self._hint = label("", "muted", wrap=True)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._hint)
        self.table: DataTable | None = None
        if keys:
            self._show(keys[0])
        self.buttons(tr("Close"), self.accept, cancel=False)
        self.resize(800, 520)

    def _show(self, key: str) -> None:
        words, hint, columns, rows = self._parts[key]
        self._hint.setText(hint)
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = DataTable(
            ListModel(columns, rows, key=lambda row: str(row.get("key", ""))), name=words, compact=True
        )
        self.table.setMinimumHeight(300)
        self.body.addWidget(self.table, 1)
