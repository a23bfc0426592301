"""The form of BPJS's upload file: which columns, what stands in them, and what stands in for what is empty."""

import json
from dataclasses import asdict
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from ntt_desktop.domain.bpjs_profile import SOURCES, Profile
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button, icon_button
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside, column, holder, row
from ntt_desktop.gui.widgets.number_field import NumberField
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import bpjs_upload
from ntt_desktop.wording.bpjs_form import source

OWN = "="
_DATES = (("%d-%m-%Y", "31-12-2026"), ("%d/%m/%Y", "31/12/2026"), ("%Y-%m-%d", "2026-12-31"), ("%d%m%Y", "31122026"))


class _Line:
    """One column of the form: its heading, its source, and a text of its own."""

    def __init__(self, heading: str, what: str) -> None:
        self.heading = text_field(name=tr("Heading"), limit=60)
        self.heading.setText(heading)
        self.what = Choice([*((code, source(code)) for code in SOURCES), (OWN, tr("This text"))], name=tr("Holds"))
        self.own = text_field(name=tr("Text"), limit=60)
        own = what.startswith(OWN)
        self.what.set_value(OWN if own else what)
        self.own.setText(what[1:] if own else "")
        self.what.picked.connect(lambda _value: self.offer())
        self.offer()

    def offer(self) -> None:
        """Let a text be typed only where the column holds one."""
        self.own.setEnabled(self.what.value() == OWN)

    @property
    def value(self) -> tuple[str, str]:
        """Heading and source."""
        what = str(self.what.value())
        return self.heading.text().strip(), f"={self.own.text()}" if what == OWN else what


class BpjsFormDialog(Dialog):
    """Edits the profile; *As it was* goes back to the best known form."""

    def __init__(self, session: Session, parent: QWidget, form: Profile) -> None:
        about = tr("BPJS may ask for another form at any time; what stands here is the best known one.")
        super().__init__(parent, tr("Form of the BPJS file"), about, width=760)
        self._session = session
        self.sheet = text_field(limit=31)
        self.dates = Choice(_DATES, name=tr("Dates"))
        self.most = NumberField(most=1_000_000)
        self.no_phone = text_field(limit=40)
        self.no_email = text_field(limit=60)
        self.no_workplace = Choice([("village", tr("the village's name")), ("", tr("nothing"))])
        self.upper = QCheckBox(tr("Names in capital letters"))
        self._line(
            FieldRow(tr("Name of the sheet"), self.sheet),
            FieldRow(tr("Dates"), self.dates),
            FieldRow(tr("Most rows of a file"), self.most),
        )
        self._line(
            FieldRow(tr("For an empty phone"), self.no_phone),
            FieldRow(tr("For an empty e-mail"), self.no_email),
            FieldRow(tr("For an empty place of work"), self.no_workplace),
        )
        self.body.addWidget(self.upper)
        self.body.addWidget(label(tr("Columns, from the left"), "section"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S2)
        self._grid.setVerticalSpacing(tokens.S1)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 3)
        self._grid.setColumnStretch(3, 2)
        self.body.addWidget(holder(column(self._grid)))
        self.more = button(tr("Add a column"), lambda: self._add("", "empty"), icon="plus")
        self.body.addLayout(row(self.more, None))
        self.lines: list[_Line] = []
        back = button(tr("As it was"), lambda: self.show_form(Profile()), kind="quiet", icon="rotate-ccw")
        self._do = self.buttons(tr("Save the form"), self.save, aside=back)
        self.show_form(form)
        self.sheet.setFocus()

    def show_form(self, form: Profile) -> None:
        """Show a profile."""
        self.sheet.setText(form.sheet)
        self.dates.set_value(form.date_format)
        self.most.set_value(form.most_rows)
        self.no_phone.setText(form.no_phone)
        self.no_email.setText(form.no_email)
        self.no_workplace.set_value(form.no_workplace)
        self.upper.setChecked(form.upper_case)
        self.lines = [_Line(heading, what) for heading, what in form.columns]
        self._draw()

    def form(self) -> Profile:
        """The profile as it stands in the fields."""
        return Profile(
            sheet=self.sheet.text().strip(),
            columns=tuple(one.value for one in self.lines),
            date_format=str(self.dates.value()),
            no_phone=self.no_phone.text(),
            no_email=self.no_email.text(),
            no_workplace=str(self.no_workplace.value()),
            most_rows=self.most.value,
            upper_case=self.upper.isChecked(),
        )

    def save(self) -> None:
        """Store it and close."""
        form = self.form()
        text = "" if form == Profile() else json.dumps(asdict(form), ensure_ascii=False)
        self.carry_out(self._session, bpjs_upload.save_profile, text, done=lambda _saved: self.accept())

    def _line(self, *fields: FieldRow) -> None:
        self.body.addLayout(beside(*fields))

    def _add(self, heading: str, what: str) -> None:
        self.lines.append(_Line(heading, what))
        self._draw()
        self.lines[-1].heading.setFocus()

    def _drop(self, at: int) -> None:
        self.lines.pop(at)
        self._draw()

    def _down(self, at: int) -> None:
        if at + 1 < len(self.lines):
            self.lines[at], self.lines[at + 1] = self.lines[at + 1], self.lines[at]
            self._draw()

    def _draw(self) -> None:
        kept: set[QWidget] = {one for line in self.lines for one in (line.heading, line.what, line.own)}
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in kept:
                widget.hide()
                widget.deleteLater()
        previous: QWidget = self.upper
        for at, line in enumerate(self.lines):
            self._grid.addWidget(label(str(at + 1), "muted"), at, 0)
            down = icon_button("chevron-down", tr("One place further"), partial(self._down, at))
            drop = icon_button("x", tr("Take the column out"), partial(self._drop, at))
            down.setEnabled(at + 1 < len(self.lines))
            for place, widget in enumerate((line.heading, line.what, line.own, down, drop), start=1):
                self._grid.addWidget(widget, at, place)
                widget.show()
                if isinstance(widget, QLineEdit | Choice):
                    QWidget.setTabOrder(previous, widget)
                    previous = widget
