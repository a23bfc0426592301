"""A line over months, with its target."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.formats.figures.drawing import Drawing
from ntt_desktop.formats.figures.ink import Ink

_TOP, _BOTTOM, _LEFT, _RIGHT = 40, 28, 44, 24


@dataclass(frozen=True, slots=True)
class Point:
    """One month. ``share``: 0..1, None when nothing is known of it."""

    label: str
    share: float | None
    text: str


def trend(
    title: str,
    points: Sequence[Point],
    ink: Ink,
    *,
    target: float | None = None,
    target_text: str = "",
    width: float = 560,
    height: float = 220,
) -> str:
    """The line breaks where nothing is known; the last known value is written at its point."""
    described = "; ".join(f"{point.label}: {point.text}" for point in points)
    drawing = Drawing(width, height, ink, title, described)
    drawing.heading()
    floor, room = height - _BOTTOM, height - _TOP - _BOTTOM
    for quarter in range(5):
        level = floor - room * quarter / 4
        drawing.line([(_LEFT, level), (width - _RIGHT, level)], ink.line)
        drawing.text(_LEFT - 6, level + 4, f"{quarter * 25} %", 10.5, fill=ink.muted, anchor="end")
    step = (width - _LEFT - _RIGHT) / max(len(points) - 1, 1)
    if target is not None:
        level = floor - room * min(max(target, 0.0), 1.0)
        drawing.line([(_LEFT, level), (width - _RIGHT, level)], ink.target, width=1.5, dashed=True)
        drawing.text(width - _RIGHT, level - 5, target_text, 10.5, fill=ink.target, anchor="end")
    run: list[tuple[float, float]] = []
    last: tuple[float, float, str] | None = None
    for index, point in enumerate(points):
        x = _LEFT + step * index
        if len(points) <= 12 or index % (len(points) // 12 + 1) == 0:
            drawing.text(x, height - 8, point.label, 10.5, fill=ink.muted, anchor="middle")
        if point.share is None:
            _run(drawing, run)
            run = []
            continue
        y = floor - room * min(max(point.share, 0.0), 1.0)
        run.append((x, y))
        drawing.dot(x, y, 3, ink.accent)
        last = (x, y, point.text)
    _run(drawing, run)
    if last is not None:
        x, y, text = last
        goal = floor - room * target if target is not None else -100.0
        # Above the point, or below it where the upper edge or the target's line is in the way.
        above = y > _TOP + 8 and not y - 26 < goal < y
        drawing.text(x, y - 8 if above else y + 18, text, 12, bold=True, anchor="end")
    return drawing.svg()


def _run(drawing: Drawing, points: list[tuple[float, float]]) -> None:
    if len(points) > 1:
        drawing.line(points, drawing.ink.accent, width=2)
