"""Capacity as figures that visibly add up: held = occupied + free + passed down + released + expired."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ntt_desktop.domain.balance import Balance
from ntt_desktop.gui import icons
from ntt_desktop.gui.shown import number, rupiah
from ntt_desktop.gui.theme import theme, tokens
from ntt_desktop.gui.widgets.layout import FlowLayout, column, holder, row
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import mark, tr

PARTS = (
    ("occupied", mark("Occupied"), "accent"),
    ("free", mark("Free"), "info"),
    ("passed_down", mark("Passed down"), "muted"),
    ("released", mark("Released"), "warn"),
    ("expired", mark("Expired"), "bad"),
)
"""The parts of what is held, in the order shown: key, msgid, tone."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Person-months and whole rupiah of each part of what is held; ``contested`` person-months are in no part."""

    months: dict[str, int]
    rupiah: dict[str, int]
    contested: int = 0

    @classmethod
    def of(cls, balances: Iterable[Balance]) -> "Amounts":
        """The sum over programmes, each at its own rate."""
        known = tuple(balances)
        keys = ("held", *(key for key, _, _ in PARTS))
        return cls(
            {key: sum(getattr(balance, key) for balance in known) for key in keys},
            {key: sum(balance.rupiah(key) for balance in known) for key in keys},
            sum(balance.contested for balance in known),
        )


class BalanceBar(QWidget):
    """The parts as one bar, in the order and tones of the figures above it."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: list[tuple[float, str]] = []
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 8)

    def set_amounts(self, amounts: Amounts) -> None:
        """Show these shares."""
        held = amounts.months["held"]
        self._shares = [(amounts.months[key] / held, tone) for key, _, tone in PARTS if held and amounts.months[key]]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(icons.color(theme().colors.tint("muted")))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        left = 0.0
        for share, tone in self._shares:
            width = max(share * self.width(), 3.0)
            painter.setBrush(icons.color(tone))
            painter.drawRoundedRect(QRectF(left, 0, max(width - 1.5, 1.5), self.height()), 2, 2)
            left += width


class _Part(QWidget):
    """One figure of the sum with the sign before it and its tone as a small square."""

    def __init__(self, sign: str, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._value = label("0", "amount")
        self._money = label("", "caption")
        dot = QFrame()
        dot.setObjectName("dot")
        dot.setFixedSize(9, 9)
        dot.setProperty("tone", tone)
        head = row(dot, label(name, "muted"), None, gap=6) if tone else row(label(name, "muted"), None)
        words = holder(column(head, self._value, self._money, gap=0))
        operator = QLabel(sign)
        operator.setProperty("role", "amount")
        operator.setProperty("tone", "muted")
        operator.setAlignment(Qt.AlignmentFlag.AlignCenter)
        operator.setFixedWidth(18 if sign else 0)
        self.setLayout(row(operator, words, gap=tokens.S2 if sign else 0))

    def show_value(self, months: int, money: int) -> None:
        self._value.setText(number(months))
        self._money.setText(rupiah(money))
        self.setAccessibleName(f"{self._name}: {number(months)}, {rupiah(money)}")
        self.setToolTip(f"{self._name}: {rupiah(money)}")

    def show_money(self, shown: bool) -> None:
        self._money.setVisible(shown)


class BalanceStrip(QWidget):
    """The whole sum as a line of figures (it wraps when narrow) over a bar."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(gap=tokens.S2, line_gap=tokens.S2)
        self._parts = {"held": _Part("", tr("Held"), "")}
        for at, (key, name, tone) in enumerate(PARTS):
            self._parts[key] = _Part("+" if at else "=", tr(name), tone)
        for part in self._parts.values():
            flow.addWidget(part)
        self._bar = BalanceBar()
        self._contested = label("", "caption", tone="warn", wrap=True)
        self._contested.hide()
        self.setLayout(column(holder(flow), self._bar, self._contested, gap=tokens.S2))

    def set_low(self, low: bool) -> None:
        """Leave the rupiah to the tooltips where the height is needed for something else."""
        for part in self._parts.values():
            part.show_money(not low)
        self.layout().invalidate()

    def set_amounts(self, amounts: Amounts) -> None:
        """Show these."""
        for key, part in self._parts.items():
            part.show_value(amounts.months[key], amounts.rupiah[key])
        self._bar.set_amounts(amounts)
        self._contested.setVisible(amounts.contested > 0)
        self._contested.setText(
            tr(
                "{count} person-months are contested: outside these sums until decided.",
                count=number(amounts.contested),
            )
        )
        self.layout().invalidate()
