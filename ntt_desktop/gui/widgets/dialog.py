"""The base of dialogs: a title, what it is about, a body that scrolls if it must, buttons at the foot."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from ntt_desktop.gui.tasks import Job
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.banner import Banner
from ntt_desktop.gui.widgets.buttons import Button, button
from ntt_desktop.gui.widgets.fields import FieldRow, lacking
from ntt_desktop.gui.widgets.layout import Item, column, row, scrolling
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.gui.session import Session


class Dialog(QDialog):
    """Put things into ``body``; `buttons` makes the foot. Esc and *Cancel* close it without doing anything."""

    def __init__(self, parent: QWidget | None, title: str, about: str = "", *, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(width)
        self.banner = Banner()
        self._about = label(about, "muted", wrap=True)
        if not about:
            self._about.hide()
        self.body: QVBoxLayout = column(gap=tokens.S3)
        head = column(label(title, "title", wrap=True), self._about, self.banner, gap=tokens.S2)
        head.setContentsMargins(tokens.S5, tokens.S4, tokens.S5, tokens.S2)
        inner = column(self.body, margins=(tokens.S5, tokens.S1, tokens.S4, tokens.S4))
        self._area = scrolling(inner)
        self._outer = column(head, self._area, gap=0)
        self._outer.setStretch(1, 1)
        self.setLayout(self._outer)
        self.work: ProgressPanel | None = None
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._fit)

    def show_banner(
        self, text: str, hint: str = "", tone: str = "info", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a message in this dialog, which grows by it: what was in sight stays so."""
        self.banner.say(text, hint, tone, action)
        if self.isVisible():
            QTimer.singleShot(0, self, self._grow)

    def buttons(
        self,
        text: str,
        on_accept: Callable[[], object],
        *,
        kind: str = "primary",
        aside: Item = None,
        cancel: bool = True,
    ) -> Button:
        """The foot: ``aside`` at the left, *Cancel* and the button that does it (Ctrl+Enter) at the right."""
        self._foot_button = do_it = button(text, on_accept, kind=kind, shortcut="Ctrl+Return")
        items: list[Item] = [None, do_it] if aside is None else [aside, None, do_it]
        if cancel:
            items.insert(-1, button(tr("Cancel"), self.reject, shortcut="Esc"))
        bar = QFrame()
        bar.setObjectName("foot")
        bar.setLayout(row(*items, margins=(tokens.S5, tokens.S3, tokens.S5, tokens.S3)))
        self._outer.addWidget(bar)
        return do_it

    def carry_out(self, session: "Session", service: Callable[..., Any], *args: Any, **rest: Any) -> Job:
        """Run a service that writes (keywords as in `Tasks.write`): the button waits meanwhile, and what fails is said
        in this dialog."""
        self._foot_button.setEnabled(False)

        def failed(error: BaseException) -> None:
            self._foot_button.setEnabled(True)
            session.messages.error(error, self)

        return session.tasks.write(service, *args, owner=self, failed=failed, **rest)

    def follow(self, job: Job, what: str) -> None:
        """Show long work above the foot until it is over; *Cancel* (Esc) stops it then, and leaves the dialog open."""
        if self.work is None:
            self.work = ProgressPanel()
            self._outer.insertLayout(2, column(self.work, margins=(tokens.S5, 0, tokens.S5, tokens.S3)))
        self.work.follow(job, what, can_cancel=False)
        self.fit()

    def given(self, *asked: tuple[FieldRow, object, str]) -> bool:
        """Whether everything is given (see `lacking`); the first field that lacks something is in sight then."""
        found = lacking(*asked)
        if found is not None:
            self.fit()
            self.reveal(found)
        return found is None

    def reject(self) -> None:
        if self.work is None or not self.work.stop():
            super().reject()

    def reveal(self, widget: QWidget) -> None:
        """Scroll until ``widget`` is in sight."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # what was just said has no place yet
        self._area.ensureWidgetVisible(widget, 0, tokens.S2)

    def fit(self) -> None:
        """Be as tall as the body asks, but never taller than the screen."""
        self._fit()
        self._settled.start()  # what was just put in asks for its room only when it has been shown

    def _grow(self) -> None:
        before = self.size()
        self._fit()
        self.resize(self.size().expandedTo(before))

    def _fit(self) -> None:
        self.ensurePolished()
        width = self.minimumWidth()
        inner = self._area.widget()
        # The size hint of words that wrap is that of a narrow column, and would leave the dialog half empty.
        wraps = inner.layout().hasHeightForWidth()
        asked = inner.layout().heightForWidth(width) if wraps else inner.sizeHint().height()
        around = 0
        for at in range(self._outer.count()):
            item = self._outer.itemAt(at)
            if item.widget() is not self._area:
                tall = item.heightForWidth(width) if item.hasHeightForWidth() else 0
                around += max(item.sizeHint().height(), tall)
        most = (self.screen().availableGeometry().height() if self.screen() else 700) - 40
        self.resize(width, min(around + asked + 4, most))
        if self.isVisible() and self.screen():  # what came while it was open made it larger: its foot stays in sight
            room, frame = self.screen().availableGeometry(), self.frameGeometry()
            below, beside = frame.bottom() - room.bottom(), frame.right() - room.right()
            if below > 0 or beside > 0:
                self.move(max(self.x() - max(beside, 0), room.left()), max(self.y() - max(below, 0), room.top()))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def about(self, text: str) -> None:
        """The muted sentence below the title."""
        self._about.setText(text)
        self._about.setVisible(bool(text))


def modal(dialog: QDialog) -> QDialog:
    """Open ``dialog`` over its window without stopping the event loop here; it deletes itself when closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.open()
    return dialog
