"""How a place in the ranking came about, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from ntt_desktop.i18n import tr
from ntt_desktop.wording import rules


def lines(explained: Sequence[Sequence[Any]]) -> list[str]:
    """Each line with its points: "Decile 1: +200". Takes the ``lines`` of a slot's explanation."""
    return [
        tr("{line}: {points}", line=rules.line(code, params), points=f"+{points}" if points else "0")
        for code, points, params in explained
    ]


def place(rank: int, explanation: Mapping[str, Any]) -> str:
    """The whole explanation in one line: "Decile 1: +200; 46 years old: +28; number 37 of 212"."""
    parts = lines(explanation.get("lines", ()))
    return "; ".join([*parts, tr("number {rank} of {of}", rank=rank, of=explanation.get("of", "?"))])
