"""A supervisor's "please correct this": a finding on the person, which reaches the officer in the next return file.

It bars a slot like any open evidence finding, and is settled by a correction of its field or by a verification.
"""

from ntt_desktop.domain.findings import Finding
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.services.people.person_findings import ASKED, put_finding

_CHANGED = frozenset({"worker", "finding"})


def ask_correction(ctx: Context, worker_id: str, note: str, *, field: str = "") -> Result[str]:
    """Ask for a correction of a person, or of one ``field``; returns the finding's id.

    Raises `UserError` ``worker_missing``, ``note_missing``, ``field_unknown``.
    """
    said = clean(note).rstrip(".")
    if not has_value(said):
        raise UserError("note_missing")
    if field and field not in WORKER_FIELDS:
        raise UserError("field_unknown", field=field)
    with ctx.store.write(ctx.actor, said) as uow:
        worker = living(uow, worker_id)["id"]
        finding = put_finding(uow, worker, Finding(ASKED, field, said, {"by": ctx.actor}))
    return Result(finding, _CHANGED)
