"""The full form: sections as anchors at the left with a tick when complete; two columns, one when narrow."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QListWidget, QListWidgetItem, QScrollArea

from ntt_desktop.domain.worker import CHILD_FIELDS, HEIR_FIELDS
from ntt_desktop.gui import icons
from ntt_desktop.gui.forms.family import Members
from ntt_desktop.gui.forms.form import Form
from ntt_desktop.gui.theme import theme, tokens
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import column, row, scrolling
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import ElidedLabel, label
from ntt_desktop.i18n import mark, tr
from ntt_desktop.services.claims.claim_view import beyond_scholarship
from ntt_desktop.services.context import Context

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "identity",
        mark("Identity"),
        (
            "nik",
            "no_kk",
            "full_name",
            "sex",
            "birth_place",
            "birth_date",
            "mother_name",
            "marital_status",
            "family_role",
            "disability",
        ),
    ),
    ("address", mark("Address"), ("village_code", "hamlet", "address", "rt", "rw", "phone", "email")),
    (
        "work",
        mark("Work"),
        (
            "occupation",
            "occupation2",
            "workplace",
            "monthly_income",
            "working_hours",
            "employment_status",
            "decile",
            "other_cover",
        ),
    ),
    ("heirs", mark("Family contact"), ()),
    ("children", mark("Children"), ()),
    ("bank", mark("Bank"), ("bank_name", "bank_account", "account_holder")),
    ("verification", mark("Verification"), ("registered_on", "notice_given_on", "statement_signed_on", "kpj", "notes")),
)
"""Key, title, fields."""

_COMPLETE: dict[str, tuple[str, ...]] = {
    "identity": ("nik", "no_kk", "full_name", "sex", "birth_date", "mother_name"),
    "address": ("village_code", "address"),
    "work": ("occupation",),
    "bank": ("bank_name", "bank_account"),
    "verification": ("notice_given_on",),
}
"""What makes a section complete: what a slot or a claim needs of it."""


class FullForm(Form):
    """Every field of a person."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._cards: dict[str, Card] = {}
        self._grids: dict[str, tuple[QGridLayout, tuple[str, ...]]] = {}
        self._two = True
        self._beyond_said: tuple[str, ...] = ()
        self.said = ElidedLabel("", "muted")
        self.ktp_seen = QCheckBox(tr("Original KTP seen"))
        self.ktp_seen.toggled.connect(self.edited)
        self._heirs = Members(ctx, HEIR_FIELDS, tr("Contact"), tr("Add a contact"))
        self._children = Members(ctx, CHILD_FIELDS, tr("Child"), tr("Add a child"))
        cards = column(gap=tokens.S3)
        for key, title, keys in SECTIONS:
            card = self._cards[key] = Card(tr(title))
            if key == "identity":
                line_of = row(self.said, self.ktp_seen)
                line_of.setStretch(0, 1)
                card.add(line_of)
            if keys:
                grid = QGridLayout()
                grid.setHorizontalSpacing(tokens.S4)
                grid.setVerticalSpacing(tokens.S3)
                self._grids[key] = (grid, keys)
                for name in keys:
                    self.field(name, large=name == "nik")
                card.add(grid)
            cards.addWidget(card)
        self._cards["heirs"].add(label(tr("For reaching the family; who inherits is set by law."), "muted", wrap=True))
        self._cards["heirs"].add(self._heirs)
        self._cards["children"].add(
            label(tr("For the scholarship: under 23, not married, not working; two at most."), "muted", wrap=True)
        )
        self._beyond = column(gap=0)
        self._cards["children"].add(self._children, self._beyond)
        self._heirs.edited.connect(self.edited)
        self._children.edited.connect(self.edited)
        self._area: QScrollArea = scrolling(cards)
        self._area.verticalScrollBar().valueChanged.connect(self._mark_section)
        self.anchors = self._make_anchors()
        layout = row(self.anchors, self._area, gap=tokens.S4)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._lay_out()
        self._ticks = QTimer(self, singleShot=True, interval=120)
        self._ticks.timeout.connect(self.show_ticks)
        self.edited.connect(self._ticks.start)
        theme().changed.connect(self.show_ticks)
        self.show_ticks()

    def _make_anchors(self) -> QListWidget:
        anchors = QListWidget()
        anchors.setObjectName("anchors")
        anchors.setFrameShape(QFrame.Shape.NoFrame)
        anchors.setAccessibleName(tr("Sections"))
        anchors.setFixedWidth(168)
        for _key, title, _fields in SECTIONS:
            anchors.addItem(QListWidgetItem(tr(title)))
        anchors.setCurrentRow(0)
        anchors.itemClicked.connect(lambda item: self.go(SECTIONS[anchors.row(item)][0]))
        anchors.itemActivated.connect(lambda item: self.go(SECTIONS[anchors.row(item)][0]))
        return anchors

    def go(self, section: str) -> None:
        """Scroll to a section and put the cursor into its first field."""
        card = self._cards[section]
        self._area.verticalScrollBar().setValue(card.y())
        for _key, _title, keys in SECTIONS:
            if _key == section and keys:
                self.focus(keys[0])

    def reveal(self, key: str) -> None:
        """Scroll to a field and put the cursor into it."""
        if key in self.rows:
            self._area.ensureWidgetVisible(self.rows[key], 0, 40)
            self.focus(key)

    def show_ticks(self) -> None:
        """A tick before every complete section; its accessible text says so too."""
        self._say_beyond()
        values = self.values()
        filled = {"heirs": bool(self.heirs()), "children": bool(self.children_of())}
        for at, (key, title, _keys) in enumerate(SECTIONS):
            needed = _COMPLETE.get(key)
            done = all(values.get(name) for name in needed) if needed else filled[key]
            item = self.anchors.item(at)
            item.setIcon(icons.icon("circle-check" if done else "circle-dashed", "good" if done else "muted", 16))
            text = tr("{section}, complete", section=tr(title)) if done else tr(title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)

    def _say_beyond(self) -> None:
        """Beside the children: those of more than count who would have no scholarship."""
        names = beyond_scholarship(self.children_of(), self.ctx.today)
        if names == self._beyond_said:
            return
        self._beyond_said = names
        empty(self._beyond)
        if names:
            said = tr("No scholarship for {names}: two children at most.", names=", ".join(names))
            self._beyond.addWidget(RemarkLine(Remark(said, "warn")))

    def _mark_section(self, value: int) -> None:
        tops = [self._cards[key].y() for key, _title, _keys in SECTIONS]
        at_end = value >= self._area.verticalScrollBar().maximum()
        current = max((at for at, top in enumerate(tops) if top <= value + 60), default=0)
        if not (at_end and self.anchors.currentRow() > current):
            self.anchors.setCurrentRow(current)

    def _lay_out(self) -> None:
        for grid, keys in self._grids.values():
            for key in keys:
                grid.removeWidget(self.rows[key])  # as in `TileGrid`
            columns = 2 if self._two else 1
            at = 0
            for key in keys:
                whole = key in ("nik", "notes")
                if whole and at % columns:
                    at += 1
                span = columns if whole else 1
                grid.addWidget(self.rows[key], at // columns, at % columns, 1, span, Qt.AlignmentFlag.AlignTop)
                at += columns if whole else 1
            for number in range(2):
                grid.setColumnStretch(number, 1 if number < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two = self.width() > 780
        self.anchors.setFixedWidth(168 if self.width() > 640 else 140)
        if two != self._two:
            self._two = two
            self._lay_out()

    def heirs(self) -> list[dict[str, Any]]:
        return self._heirs.values()

    def put_heirs(self, heirs: list[dict[str, Any]]) -> None:
        self._heirs.put(heirs)

    def children_of(self) -> list[dict[str, Any]]:
        return self._children.values()

    def put_children(self, children: list[dict[str, Any]]) -> None:
        self._children.put(children)
