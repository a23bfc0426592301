"""The one style sheet: ``resources/themes/desktop.qss`` with ``@name`` filled from the tokens."""

import re

from ntt_desktop import paths
from ntt_desktop.gui.theme import tokens

_PLACEHOLDER = re.compile(r"@([a-z_0-9]+?)(?=px\b|[^a-z_0-9])")


def stylesheet(colors: tokens.Colors) -> str:
    """The style sheet of one theme. A placeholder that no token fills is a bug (``KeyError``)."""
    values = {
        **colors.named(),
        **{
            name.lower(): str(value)
            for name, value in vars(tokens).items()
            if name.isupper() and isinstance(value, int)
        },
        "themes": paths.resource("themes").as_posix(),
        "variant": "dark" if colors.dark else "light",
    }
    template = paths.resource("themes/desktop.qss").read_text(encoding="utf-8")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)
