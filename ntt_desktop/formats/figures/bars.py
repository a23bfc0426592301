"""Horizontal bars: one value a region, with its target where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.formats.figures.drawing import Drawing, fitted, width_of
from ntt_desktop.formats.figures.ink import Ink

_TOP, _STEP, _BAR = 34, 24, 14
_LABELS = 150


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``share``: 0..1 of the axis, None when there is no value; ``text`` says it ("45,8 % · 1.284 orang")."""

    label: str
    share: float | None
    text: str
    target: float | None = None
    """0..1 where the target stands."""


def bars(title: str, values: Sequence[Bar], ink: Ink, *, width: float = 560, target_text: str = "") -> str:
    """Bars from above to below in the order given; a short line across a bar is its target."""
    described = "; ".join(f"{bar.label}: {bar.text}" for bar in values)
    beside = max((width_of(bar.text, 12) for bar in values), default=0) + 12
    height = _TOP + _STEP * len(values) + (22 if target_text else 6)
    drawing = Drawing(width, height, ink, title, described)
    drawing.heading()
    room = max(width - _LABELS - beside, 60)
    for position, bar in enumerate(values):
        top = _TOP + _STEP * position
        middle = top + _BAR / 2
        drawing.text(_LABELS - 10, middle + 4, fitted(bar.label, 12, _LABELS - 10), anchor="end")
        drawing.box(_LABELS, top, room, _BAR, ink.nothing, radius=3)
        if bar.share is not None:
            length = room * min(max(bar.share, 0.0), 1.0)
            drawing.box(_LABELS, top, length, _BAR, ink.accent, radius=min(3, length / 2))
        if bar.target is not None:
            across = _LABELS + room * min(max(bar.target, 0.0), 1.0)
            drawing.line([(across, top - 3), (across, top + _BAR + 3)], ink.target, width=2)
        drawing.text(_LABELS + room + 8, middle + 4, bar.text, fill=ink.text if bar.share is not None else ink.muted)
    if target_text:
        foot = height - 8
        drawing.line([(_LABELS + 1, foot - 10), (_LABELS + 1, foot + 2)], ink.target, width=2)
        drawing.text(_LABELS + 8, foot, target_text, fill=ink.muted)
    return drawing.svg()


def place(position: int, width: float = 560) -> tuple[float, float, float, float]:
    """Left, top, width and height of the line of a bar, its name and value included."""
    return 0, _TOP + _STEP * position - (_STEP - _BAR) / 2, width, _STEP
