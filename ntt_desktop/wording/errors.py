"""The sentence and the hint of a known error.

Every area keeps a table ``errors_<area>.MESSAGES``: code -> (what happened, what to do), both msgids with named
placeholders that the error's ``params`` fill. The tables are merged here; a code stands in one table only. A key
``code:field`` (or ``code:case``) holds the words of an error about that one field (in that case), where the code's own
would not fit.
"""

import importlib
import pkgutil
import re
from datetime import date
from functools import cache

from ntt_desktop import wording
from ntt_desktop.domain.dates import shown
from ntt_desktop.errors import AppError
from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording.batches import blocked
from ntt_desktop.wording.claims import document
from ntt_desktop.wording.claims import state as claim_state
from ntt_desktop.wording.fields import FIELDS, field_name
from ntt_desktop.wording.months import month_words
from ntt_desktop.wording.sync import case_word
from ntt_desktop.wording.terms import term

UNKNOWN = (
    mark("The work could not be done ({code})."),
    mark("Try again. If it happens again, give this code to your supervisor."),
)


_ARGUMENTS = {"date": mark("Date"), "last-date": mark("Assign until")}
"""Dates that commands take -> what the windows call them."""


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
    special = str(error.params.get("case") or error.params.get("field", ""))
    known = messages().get(f"{error.code}:{special}") or messages().get(error.code)
    if known is None:
        return tr(UNKNOWN[0], code=error.code), tr(UNKNOWN[1])
    happened, todo = known
    said = {**error.params, **_words(error)}
    return tr(happened, **said), tr(todo, **said) if todo else ""


_ISO = re.compile(r"\d{4}-\d{2}(-\d{2})?$")


def _day(text: str) -> str:
    """An ISO day or month as it stands on the screen; what only looks like one stays."""
    try:
        return shown(date.fromisoformat(text)) if len(text) > 7 else month_words(text)
    except ValueError:
        return text


def _words(error: AppError) -> dict[str, str]:
    """What stands on the screen for the codes among an error's params; a name that is not known stays as typed."""
    words = {name: _day(value) for name, value in error.params.items() if isinstance(value, str) and _ISO.match(value)}
    field = str(error.params.get("field", ""))
    if field in _ARGUMENTS:
        words["field"] = tr(_ARGUMENTS[field])
    elif field in FIELDS:
        words["field"] = field_name(field)
    if error.code == "case_other_answer":
        words["kind"] = case_word(str(error.params.get("kind", "")))
    if error.code == "run_used":
        words["why"] = blocked(str(error.params.get("why", "")))
    if error.code == "claim_step":
        names = str(error.params.get("missing", "")).split(", ")
        words["missing"] = ", ".join(map(document, names))
    if error.code == "claim_step_state":
        words["status"] = claim_state(str(error.params.get("status", "")))
    if error.code == "terms_unlike":
        words["terms"] = ", ".join(term(name) for name in str(error.params.get("terms", "")).split(", "))
    return words
