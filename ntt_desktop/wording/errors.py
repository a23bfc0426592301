"""The sentence and the hint of a known error.

Every area keeps a table ``errors_<area>.MESSAGES``: code -> (what happened, what to do), both msgids with named
placeholders that the error's ``params`` fill. The tables are merged here; a code stands in one table only.
"""

import importlib
import pkgutil
from functools import cache

from ntt_desktop import wording
from ntt_desktop.errors import AppError
from ntt_desktop.i18n import mark, tr

UNKNOWN = (
    mark("The work could not be done ({code})."),
    mark("Try again. If it happens again, give this code to your supervisor."),
)


@cache
def messages() -> dict[str, tuple[str, str]]:
    """All tables merged; raises ``ValueError`` when two areas claim the same code."""
    merged: dict[str, tuple[str, str]] = {}
    for found in pkgutil.iter_modules(wording.__path__):
        if found.name.startswith("errors_"):
            table = importlib.import_module(f"{wording.__name__}.{found.name}").MESSAGES
            twice = merged.keys() & table.keys()
            if twice:
                raise ValueError(f"{found.name} repeats {sorted(twice)}")
            merged.update(table)
    return merged


def message(error: AppError) -> tuple[str, str]:
    """What happened and what to do, as two sentences; the second may be empty."""
    known = messages().get(error.code)
    if known is None:
        return tr(UNKNOWN[0], code=error.code), tr(UNKNOWN[1])
    happened, todo = known
    return tr(happened, **error.params), tr(todo, **error.params) if todo else ""
