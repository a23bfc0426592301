"""A date typed as ``12/3/1985``, ``12031985`` or ``12 Maret 1985``; kept as ISO text."""

import re
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from ntt_desktop.gui import icons
from ntt_desktop.gui.shown import day
from ntt_desktop.gui.theme import theme
from ntt_desktop.i18n import tr

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february peb pebruari",
            "mar maret march mrt",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu agustus august agt ags aug",
            "sep september sept",
            "okt oktober october oct",
            "nov november nop",
            "des desember december dec",
        ),
        start=1,
    )
    for name in names.split()
}

_FORMS = (
    re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})"),
    re.compile(r"(\d{1,2})[\s./-]*([a-z]+)[\s./-]*(\d{4}|\d{2})"),
    re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})"),
)
"""Without anything between them, day and month have two digits each: 12/03 is no date of the year 2003."""


def read_typed(text: str, *, today: date, ahead: bool = False) -> date | None:
    """A typed date, day first; None when it is not a date.

    Two-digit years are the last hundred, or of this century where a date lies ``ahead``.
    """
    text = text.strip().lower()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day_of = (int(part) for part in found.groups())
    elif found := next((read for form in _FORMS if (read := form.fullmatch(text))), None):
        day_of = int(found[1])
        month = int(found[2]) if found[2].isdigit() else _MONTHS.get(found[2], 0)
        year = int(found[3])
        if year < 100:
            year += 2000 if ahead or year <= today.year % 100 else 1900
    else:
        return None
    try:
        return date(year, month, day_of)
    except ValueError:
        return None


class DateField(QLineEdit):
    """A date field with a calendar on demand (F4). ``edited`` is emitted when the value may have changed.

    ``ahead``: the date lies ahead, so that short years are of this century.
    """

    edited = Signal()

    def __init__(self, *, name: str = "", today: date | None = None, ahead: bool = False) -> None:
        super().__init__()
        self._ahead = ahead
        self._today = today or date.today()  # noqa: DTZ011 - the calendar's day on this desk
        self.setPlaceholderText(tr("dd/mm/yyyy"))
        if name:
            self.setAccessibleName(name)
        self._open = QAction(icons.icon("calendar", "muted", 16), tr("Calendar"), self)
        self._open.setShortcut(Qt.Key.Key_F4)
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._open.triggered.connect(self._calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        theme().changed.connect(self._recolour)
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self._tidy)

    def _recolour(self) -> None:
        self._open.setIcon(icons.icon("calendar", "muted", 16))

    def value(self) -> str:
        """ISO text; empty when nothing or no date is typed (`is_unreadable` tells them apart)."""
        read = read_typed(self.text(), today=self._today, ahead=self._ahead)
        return read.isoformat() if read else ""

    @property
    def is_unreadable(self) -> bool:
        """Something is typed that is no date."""
        return bool(self.text().strip()) and not self.value()

    def set_value(self, iso: str | None) -> None:
        """Show an ISO date as dd/mm/yyyy."""
        self.setText(day(iso))

    def _tidy(self) -> None:
        if self.value():
            self.setText(day(self.value()))

    def _calendar(self) -> None:
        calendar = QCalendarWidget()
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = read_typed(self.text(), today=self._today, ahead=self._ahead) or self._today
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(lambda picked: self._picked(picked, calendar))
        calendar.clicked.connect(lambda picked: self._picked(picked, calendar))
        calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.show()

    def _picked(self, picked: QDate, calendar: QCalendarWidget) -> None:
        self.set_value(date(picked.year(), picked.month(), picked.day()).isoformat())
        calendar.close()
        self.edited.emit()
