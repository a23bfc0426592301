"""The colours of figures, for light ground (also paper) and dark ground.

The categorical colours keep apart for the three common kinds of colour blindness (after Okabe and Ito, 2008); the
ramp is one hue that grows darker, or on dark ground lighter, with the value.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours as ``#RRGGBB``."""

    ground: str
    text: str
    muted: str
    line: str
    accent: str
    target: str
    series: tuple[str, ...]
    ramp: tuple[str, ...]
    """From the lowest class to the highest."""
    nothing: str
    """Where there is no value."""


PAPER = Ink(
    ground="#FFFFFF",
    text="#17202B",
    muted="#556171",
    line="#D8DDE4",
    accent="#0B6E5F",
    target="#B3261E",
    series=("#0B6E5F", "#E69F00", "#1D5FA8", "#CC79A7", "#56B4E9", "#8A94A0", "#D55E00"),
    ramp=("#E4F1EF", "#B5D9D3", "#7DBBB1", "#3E9486", "#0B6E5F"),
    nothing="#EEF0F3",
)
"""Light ground: the light theme and every document."""

NIGHT = Ink(
    ground="#1A2029",
    text="#E8ECF1",
    muted="#A3AFBD",
    line="#303A47",
    accent="#35C2A9",
    target="#FF8A80",
    series=("#35C2A9", "#F0B453", "#7DB6F2", "#E3A1C4", "#9AD6F5", "#A3AFBD", "#FF9D5C"),
    ramp=("#1F3532", "#22544D", "#25786C", "#2B9E8C", "#35C2A9"),
    nothing="#252D38",
)
"""Dark ground."""


def luminance(color: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0 to 1 (WCAG 2.2)."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable_on(ground: str) -> str:
    """Near-black or white, whichever is read better on ``ground``."""
    return max(("#10161D", "#FFFFFF"), key=lambda ink: contrast(ink, ground))
