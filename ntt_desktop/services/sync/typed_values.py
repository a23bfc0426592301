"""A value that somebody types or edits by hand, as the record keeps it."""

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.services.people import workers
from ntt_desktop.store.kinds import KINDS

_FLAGS = {"ya": 1, "tidak": 0, "true": 1, "false": 0}


def value_of(kind: str, field: str, text: str) -> Value:
    """Text as the value of a record's field; None for no text.

    Raises what `workers.read_typed` raises, and ``number_invalid``.
    """
    if not text:
        return None
    if kind == "worker" and field in WORKER_FIELDS:
        return workers.read_typed({field: text})[field]
    if field in KINDS[kind].integers:
        if text.lower() in _FLAGS:
            return _FLAGS[text.lower()]
        if not text.lstrip("-").isdecimal():
            raise UserError("number_invalid", field=field, value=text)
        return int(text)
    return text
