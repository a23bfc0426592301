"""The look's values, all in one place: colours (light, dark), type sizes, spacing, heights.

Starting values come from the look-and-feel specification; every other module asks here and never writes a
colour or a size of its own. `ntt_desktop.gui.theme.palette` and `stylesheet` turn them into Qt's terms.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType

CAPTION, BODY, SECTION, TITLE, FIGURE = 12, 13, 15, 20, 28
"""Type sizes in logical pixels."""

S1, S2, S3, S4, S5, S6 = 4, 8, 12, 16, 24, 32
"""Spacing steps in logical pixels."""

RADIUS = 6
ROW, ROW_COMPACT = 34, 28
"""Height of a list row, and of one in a compact list."""
FOCUS = 2
"""Width of the focus ring."""
RAIL, RAIL_NARROW = 212, 192
"""Width of the rail on the left, and below `NARROW`."""
NARROW = 1080
"""A window narrower than this (1366x768 at 150 % is 911 wide) shows one column and less air."""
LOW = 600
"""A window lower than this shows fewer lines around a list."""
SIDE_PANEL = 380
"""Width of a detail panel at the right."""


@dataclass(frozen=True, slots=True)
class Colors:
    """One theme's colours as ``#RRGGBB``."""

    window: str
    surface: str
    raised: str
    border: str
    strong: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    warn: str
    bad: str
    info: str
    dark: bool

    @cache  # noqa: B019
    def tint(self, role: str, share: float = 0.12) -> str:
        """The colour ``role`` mixed into the surface by ``share``: the ground of a badge, banner or selection."""
        return mix(str(getattr(self, role)), self.surface, share)

    @cache  # noqa: B019  (two themes there are; asked for with every cell that is painted)
    def named(self) -> Mapping[str, str]:
        """Every colour by its name, tints included, for the style sheet's placeholders."""
        plain = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "dark"}
        tints = {f"{role}_tint": self.tint(role) for role in ("accent", "good", "warn", "bad", "info", "muted")}
        values = {
            **plain,
            **tints,
            "hover": mix(self.text, self.surface, 0.05),
            "pressed": mix(self.text, self.surface, 0.10),
            "window_hover": mix(self.text, self.window, 0.06),
            "accent_hover": mix(self.text, self.accent, 0.14),
            "accent_pressed": mix(self.text, self.accent, 0.26),
            "accent_selected": self.tint("accent", 0.20 if self.dark else 0.14),
            "disabled_text": mix(self.muted, self.surface, 0.62),
            "disabled_ground": mix(self.text, self.surface, 0.06),
            "line": mix(self.border, self.surface, 0.72),
        }
        return MappingProxyType(values)


def mix(color: str, ground: str, share: float) -> str:
    """``share`` (0..1) of ``color`` over ``ground``, both ``#RRGGBB``."""
    pairs = ((int(color[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(top * share + under * (1 - share)):02X}" for top, under in pairs)


LIGHT = Colors(
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    border="#D8DDE4",
    strong="#9AA5B3",
    text="#17202B",
    muted="#556171",
    accent="#0B6E5F",
    on_accent="#FFFFFF",
    good="#1E7B3A",
    warn="#9A5B00",
    bad="#B3261E",
    info="#1D5FA8",
    dark=False,
)

DARK = Colors(
    window="#12161C",
    surface="#1A2029",
    raised="#222A35",
    border="#303A47",
    strong="#5B6878",
    text="#E8ECF1",
    muted="#A3AFBD",
    accent="#35C2A9",
    on_accent="#06231E",
    good="#5BCB7C",
    warn="#F0B453",
    bad="#FF8A80",
    info="#7DB6F2",
    dark=True,
)
