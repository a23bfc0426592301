"""Letterhead, place and signer of everything that this office prints."""

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import beside
from ntt_desktop.i18n import tr
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.printing.letterhead import Letterhead


class LetterheadDialog(Dialog):
    """``on_saved`` is called once it is set."""

    def __init__(self, session: Session, parent: QWidget, on_saved: Callable[[], object] = lambda: None) -> None:
        about = tr("Stands above every report and letter of this office.")
        super().__init__(parent, tr("Letterhead and signature"), about, width=560)
        self._session, self._on_saved = session, on_saved
        self.lines = QPlainTextEdit()
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(96)
        self.lines.setPlaceholderText("PEMERINTAH KABUPATEN …\nDINAS TENAGA KERJA …\nJalan …")
        fields = {name: text_field(limit=letterhead.LONGEST) for name in letterhead.FIELDS}
        self.fields = fields
        self.body.addWidget(FieldRow(tr("Letterhead, a line each"), self.lines))
        pairs = (
            (FieldRow(tr("Place"), fields["place"]), FieldRow(tr("Signer's office"), fields["title"])),
            (
                FieldRow(tr("Signer's name"), fields["name"]),
                FieldRow(tr("NIP"), fields["number"], optional=tr("if any")),
            ),
        )
        for one, other in pairs:
            made = beside(one, other)
            self.body.addLayout(made)
        self.paper = Choice([("A4", "A4"), ("F4", "F4")], name=tr("Paper"))
        self.body.addWidget(FieldRow(tr("Paper of this office"), self.paper))
        self._do = self.buttons(tr("Save"), self.save)
        session.tasks.read(letterhead.load, owner=self, key="letterhead", done=self._show)
        self.lines.setFocus()

    def _show(self, found: Letterhead) -> None:
        self.lines.setPlainText("\n".join(found.lines))
        for name, field in self.fields.items():
            field.setText(getattr(found, name))
        self.paper.set_value(found.paper)

    def save(self) -> None:
        """Set it and close."""
        self.carry_out(
            self._session,
            letterhead.save,
            tuple(self.lines.toPlainText().splitlines()),
            {**{name: field.text() for name, field in self.fields.items()}, letterhead.PAPER: str(self.paper.value())},
            done=self._saved,
        )

    def _saved(self, _found: Letterhead) -> None:
        self.accept()
        self._session.messages.toast(tr("Letterhead is saved."))
        self._on_saved()
