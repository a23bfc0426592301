"""The theme: light, dark or as the system has it; made of `tokens` only."""

from ntt_desktop.gui.theme.theme import Theme, theme

__all__ = ["Theme", "theme"]
