"""The pages of a PDF as they will be printed: one at a time, as wide as there is room, with larger and smaller."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea

from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import icon_button
from ntt_desktop.gui.widgets.layout import clear_viewport, column, row
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context

if TYPE_CHECKING:  # the reader of PDFs is large; only when a page is drawn
    from ntt_desktop.formats.documents.preview import Picture

_STEPS = (0.5, 0.75, 1.0, 1.5, 2.0)
_LEAST, _MOST = 0.4, 4.0


def render(ctx: Context, pdf: bytes, position: int, width: int, zoom: float) -> "tuple[Picture, int]":
    """Page ``position`` so that at zoom 1 it is ``width`` pixels wide, and how many pages there are."""
    from ntt_desktop.formats.documents import preview

    scale = min(max(width / preview.width(pdf, position) * zoom, _LEAST), _MOST)
    return preview.page(pdf, position, scale=scale), preview.page_count(pdf)


class PagePreview(QFrame):
    """``show_pdf`` shows the first page; PgUp and PgDown turn them, Ctrl+plus and Ctrl+minus change the size."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("card")
        self._session = session
        self._pdf = b""
        self._at = self._pages = 0
        self._zoom = _STEPS.index(1.0)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(tr("What you see here is printed exactly so."))
        clear_viewport(self._area)
        self._area.setWidget(self.picture)
        self._where = label("", "muted")
        self.before = icon_button("arrow-left", tr("Page before"), lambda: self.turn(-1), shortcut="PgUp")
        self.after = icon_button("arrow-right", tr("Page after"), lambda: self.turn(1), shortcut="PgDown")
        self.smaller = icon_button("minus", tr("Smaller"), lambda: self.resize_page(-1), shortcut="Ctrl+-")
        self.larger = icon_button("plus", tr("Larger"), lambda: self.resize_page(1), shortcut="Ctrl++")
        bar = row(self.before, self._where, self.after, None, self.smaller, self.larger, gap=tokens.S2)
        layout = column(bar, self._area, gap=tokens.S2, margins=(12, 8, 12, 8))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._later = QTimer(self, singleShot=True, interval=120)
        self._later.timeout.connect(self._render)

    @property
    def pages(self) -> int:
        """How many pages are shown; 0 while none is."""
        return self._pages

    def show_pdf(self, pdf: bytes) -> None:
        """Show the first page of ``pdf``; empty shows nothing."""
        self._pdf, self._at, self._pages = pdf, 0, 0
        self.picture.clear()
        self._where.setText("")
        self._render()

    def turn(self, by: int) -> None:
        """Go on or back by so many pages."""
        to = min(max(self._at + by, 0), max(self._pages - 1, 0))
        if to != self._at:
            self._at = to
            self._render()

    def resize_page(self, by: int) -> None:
        """Larger or smaller by one step."""
        to = min(max(self._zoom + by, 0), len(_STEPS) - 1)
        if to != self._zoom:
            self._zoom = to
            self._render()

    def _render(self) -> None:
        if not self._pdf:
            return
        ratio = self.devicePixelRatioF()
        width = max(round((self._area.width() - 20) * ratio), 200)
        self._session.tasks.read(
            render,
            self._pdf,
            self._at,
            width,
            _STEPS[self._zoom],
            owner=self,
            key="page",
            done=self._rendered,
        )

    def _rendered(self, found: "tuple[Picture, int]") -> None:
        page, self._pages = found
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(picture)
        said = tr("Report page {page} of {pages}", page=self._at + 1, pages=self._pages)
        self.picture.setAccessibleName(said)
        self._where.setText(tr("{page} of {pages}", page=self._at + 1, pages=self._pages))
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < self._pages - 1)
        self._area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()
