"""What is shown when the program itself made a mistake: that the data is safe, and a report to copy."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ntt_desktop.gui.theme import fonts, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.i18n import tr


class ReportDialog(Dialog):
    """Shows a report in which numbers of people are masked already (`ntt_desktop.log.report`)."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            tr("The program made a mistake"),
            tr("What was saved is safe. Copy this report and send it to those who look after the program."),
            width=620,
        )
        self._report = report
        view = QPlainTextEdit(report)
        view.setReadOnly(True)
        view.setFont(fonts.mono(tokens.CAPTION))
        view.setAccessibleName(tr("Report"))
        view.setMinimumHeight(200)
        self.body.addWidget(view)
        self._copy = button(tr("Copy report"), self.copy, icon="copy")
        self.buttons(tr("Close"), self.accept, aside=self._copy, cancel=False)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report)
        self._copy.setText(tr("Copied"))
