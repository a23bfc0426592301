"""What a page or list shows when there is nothing: why, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ntt_desktop.gui import icons
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label


class EmptyState(QWidget):
    """An icon, a sentence, what to do next, and buttons that do it."""

    def __init__(
        self,
        icon: str,
        title: str,
        hint: str = "",
        actions: tuple[tuple[str, Callable[[], object]], ...] = (),
    ) -> None:
        super().__init__()
        picture = QLabel()
        icons.set_icon(picture, icon, "muted", 40)
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = label(title, "section", wrap=True)
        self._hint = label(hint, "muted", wrap=True)
        for words in (self._title, self._hint):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setMinimumWidth(320)
        buttons = [button(text, act, kind="primary" if at == 0 else "plain") for at, (text, act) in enumerate(actions)]
        middle = column(picture, 4, self._title, self._hint, gap=tokens.S2)
        if buttons:
            middle.addSpacing(tokens.S2)
            middle.addLayout(row(None, *buttons, None))
        self.setLayout(column(None, row(None, middle, None), None, margins=tokens.S5))

    def set_text(self, title: str, hint: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._hint.setText(hint)
