"""A QPalette from the tokens, so that what no style sheet rule reaches still wears the theme."""

from PySide6.QtGui import QColor, QPalette

from ntt_desktop.gui.theme.tokens import Colors, mix

_ROLE = QPalette.ColorRole
_GROUP = QPalette.ColorGroup


def palette(colors: Colors) -> QPalette:
    """The palette of one theme, disabled group included."""
    made = QPalette()
    named = colors.named()
    for role, color in (
        (_ROLE.Window, colors.window),
        (_ROLE.WindowText, colors.text),
        (_ROLE.Base, colors.surface),
        (_ROLE.AlternateBase, mix(colors.text, colors.surface, 0.03)),
        (_ROLE.Text, colors.text),
        (_ROLE.PlaceholderText, colors.muted),
        (_ROLE.Button, colors.surface),
        (_ROLE.ButtonText, colors.text),
        (_ROLE.BrightText, colors.on_accent),
        (_ROLE.ToolTipBase, colors.text),
        (_ROLE.ToolTipText, colors.window),
        (_ROLE.Highlight, named["accent_selected"]),
        (_ROLE.HighlightedText, colors.text),
        (_ROLE.Accent, colors.accent),
        (_ROLE.Link, colors.accent),
        (_ROLE.LinkVisited, colors.accent),
        (_ROLE.Light, colors.raised),
        (_ROLE.Midlight, colors.border),
        (_ROLE.Mid, colors.strong),
        (_ROLE.Dark, colors.strong),
        (_ROLE.Shadow, mix("#000000", colors.window, 0.5)),
    ):
        made.setColor(role, QColor(color))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText):
        made.setColor(_GROUP.Disabled, role, QColor(named["disabled_text"]))
    made.setColor(_GROUP.Disabled, _ROLE.Base, QColor(named["disabled_ground"]))
    return made
