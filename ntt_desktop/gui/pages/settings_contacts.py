"""Pengaturan: whom the families' cards say to call."""

from PySide6.QtWidgets import QGridLayout, QLineEdit

from ntt_desktop.errors import AppError
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine, text_field
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims import family_card
from ntt_desktop.services.claims.family_card import MOST_CONTACTS, Contact
from ntt_desktop.wording.errors import message


class ContactsCard(Card):
    """A few lines of name and number; saved together."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            tr("Family cards: whom to call"),
            icon="id-card",
            hint=tr("Printed on every card for a family: BPJS, the officer, the village, the kabupaten."),
        )
        self._session = session
        self.lines: list[tuple[QLineEdit, QLineEdit]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.S3)
        grid.setVerticalSpacing(tokens.S2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(label(tr("Name"), "label"), 0, 0)
        grid.addWidget(label(tr("Number"), "label"), 0, 1)
        for at in range(1, MOST_CONTACTS + 1):
            who = text_field(name=tr("Name {number}", number=at), limit=60)
            number = text_field(name=tr("Number {number}", number=at), limit=30)
            for column_at, field in enumerate((who, number)):
                grid.addWidget(field, at, column_at)
                field.textEdited.connect(self._edited)
            self.lines.append((who, number))
        self.save_button = button(tr("Save numbers"), self.save, icon="check")
        self.save_button.setEnabled(False)
        self._remarks = column(gap=0)
        self.add(grid, self._remarks, holder(row(self.save_button, None)))

    def show_contacts(self, contacts: tuple[Contact, ...]) -> None:
        """Show what is kept, unless somebody is typing."""
        if self.save_button.isEnabled():
            return
        for at, (who, number) in enumerate(self.lines):
            given = contacts[at] if at < len(contacts) else ("", "")
            who.setText(given[0])
            number.setText(given[1])

    def _edited(self, _text: str) -> None:
        self.save_button.setEnabled(True)

    def save(self) -> None:
        """Keep the lines."""
        self.save_button.setEnabled(False)
        self._session.tasks.write(
            family_card.set_contacts,
            [(who.text(), number.text()) for who, number in self.lines],
            owner=self,
            done=self._saved,
            failed=self._failed,
        )

    def _saved(self, _kept: tuple[Contact, ...]) -> None:
        empty(self._remarks)
        self._session.messages.toast(tr("The numbers are saved."))

    def _failed(self, error: BaseException) -> bool | None:
        self.save_button.setEnabled(True)
        if not isinstance(error, AppError):
            return False
        empty(self._remarks)
        text, hint = message(error)
        self._remarks.addWidget(RemarkLine(Remark(text, "bad", hint)))
        return None
