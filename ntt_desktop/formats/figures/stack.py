"""Stacked bars: what a whole is made of, one bar a programme or payer, with letters in the parts and a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntt_desktop.formats.figures.drawing import Drawing, fitted, width_of
from ntt_desktop.formats.figures.ink import Ink, readable_on

_TOP, _STEP, _BAR = 34, 44, 22
_LEGEND = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of part, the same colour in every bar. ``letter`` stands inside its part of a bar."""

    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: ``values`` as many as there are parts (whole numbers, none negative), ``text`` the whole in words."""

    label: str
    values: tuple[int, ...]
    text: str


def stacks(
    title: str, parts: Sequence[Part], values: Sequence[Stack], ink: Ink, *, texts: Sequence[str], width: float = 560
) -> str:
    """Bars as long as the greatest is the full width; ``texts``: what each part comes to in all, for the legend."""
    described = "; ".join(f"{stack.label}: {stack.text}" for stack in values)
    described += "; " + "; ".join(f"{part.label}: {text}" for part, text in zip(parts, texts, strict=True))
    height = _TOP + _STEP * len(values) + 8 + _LEGEND * len(parts)
    drawing = Drawing(width, height, ink, title, described)
    drawing.heading()
    greatest = max((sum(stack.values) for stack in values), default=0)
    for position, stack in enumerate(values):
        top = _TOP + _STEP * position
        drawing.text(0, top + 10, fitted(stack.label, 12, width - width_of(stack.text, 12) - 16))
        drawing.text(width, top + 10, stack.text, fill=ink.muted, anchor="end")
        left = 0.0
        for index, value in enumerate(stack.values):
            length = width * value / greatest if greatest else 0.0
            color = ink.series[index % len(ink.series)]
            drawing.box(left, top + 15, max(length - 1, 0), _BAR, color)
            if length >= 16:
                drawing.text(
                    left + length / 2,
                    top + 15 + _BAR / 2 + 4,
                    parts[index].letter,
                    fill=readable_on(color),
                    bold=True,
                    anchor="middle",
                )
            left += length
        if not greatest:
            drawing.box(0, top + 15, width, _BAR, ink.nothing)
    foot = _TOP + _STEP * len(values) + 8
    for index, (part, text) in enumerate(zip(parts, texts, strict=True)):
        color = ink.series[index % len(ink.series)]
        top = foot + _LEGEND * index
        drawing.box(0, top, 16, 14, color, radius=2)
        drawing.text(8, top + 11, part.letter, 10, fill=readable_on(color), bold=True, anchor="middle")
        drawing.text(24, top + 11, part.label)
        drawing.text(width, top + 11, text, anchor="end")
    return drawing.svg()
