"""The frame of the windows before the window: the product's name, one card in the middle, a foot that stays."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui import icons
from ntt_desktop.gui.messages import Messages
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.banner import Banner
from ntt_desktop.gui.widgets.layout import Item, column, holder, row, scrolling
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.wording.errors import message

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context

Unlocked = Callable[["Context"], None]


class StartWindow(QWidget):
    """Put things into ``card``. ``tasks`` runs what takes time; errors become a banner in the card."""

    def __init__(self, home: Path, unlocked: Unlocked, *, width: int = 480) -> None:
        super().__init__()
        self.home = home
        self.unlocked = unlocked
        self.tasks = Tasks(None)
        self.setObjectName("backdrop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("NTT Desktop")
        self.setMinimumSize(560, 420)
        mark = QLabel()
        icons.set_icon(mark, "hand-heart", "accent", 30)
        words = column(
            label("NTT Desktop", "title"), label(tr("Social protection for informal workers"), "muted"), gap=0
        )
        self._brand = holder(row(None, mark, words, None, gap=tokens.S3))
        self.banner = Banner()
        surface = QFrame()
        surface.setObjectName("card")
        surface.setFixedWidth(width)
        self.card: QVBoxLayout = column(gap=tokens.S3)
        self._padding = column(self.banner, self.card, gap=tokens.S3, margins=tokens.S5)
        surface.setLayout(self._padding)
        self._middle = column(self._brand, row(None, surface, None), gap=tokens.S4)
        centred = column(None, self._middle, None, margins=tokens.S4)
        self._outer = column(scrolling(centred), gap=0)
        self._outer.setStretch(0, 1)
        self.setLayout(self._outer)
        self.resize(1000, 680)

    def foot(self, *items: Item) -> QFrame:
        """A bar of buttons at the lower edge."""
        bar = QFrame()
        bar.setObjectName("foot")
        bar.setLayout(row(*items, margins=(tokens.S5, tokens.S3, tokens.S5, tokens.S3)))
        self._outer.addWidget(bar)
        return bar

    def show_banner(
        self, text: str, hint: str = "", tone: str = "info", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a message in the card."""
        self.banner.say(text, hint, tone, action)

    def refuse(self, error: BaseException) -> None:
        """Say what went wrong."""
        if isinstance(error, AppError):
            text, hint = message(error)
            self.banner.say(text, hint, "bad")
        else:
            Messages(self).bug(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.height() < 600
        self._padding.setContentsMargins(*((tokens.S4 if tight else tokens.S5,) * 4))
        self._brand.setVisible(not tight)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.close()
        super().closeEvent(event)
