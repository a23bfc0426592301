"""What was seen of people, by whom and when; and which findings that settles, singly or in bulk."""

from collections.abc import Iterable, Sequence
from datetime import date

from ntt_desktop.domain import checks
from ntt_desktop.domain.findings import SEVERITY, Finding, Severity
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.domain.worker import SEEN
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.services.people.person_findings import StoredFinding, standing
from ntt_desktop.store.unit_of_work import UnitOfWork

SEEN_SETTLES: dict[str, tuple[str, ...]] = {
    "ktp": (*checks.NIK_EVIDENCE, "birth_date_unreadable"),
    "kk": ("kk_equals_nik", "birth_date_unreadable"),
    "work": ("occupation_not_work",),
}
"""What a form offers to settle for each thing seen; nothing is settled that was not chosen."""


def verify(
    ctx: Context,
    worker_ids: Iterable[str],
    *,
    seen: Sequence[str],
    by: str,
    on: date,
    settles: Sequence[str] = (),
    how: str = "",
    progress: Progress = silent,
) -> Result[list[str]]:
    """Record one verification for each of these people, all or none; returns the verifications' ids.

    ``settles`` are codes of evidence findings; of several people, whoever does not have one open does not settle it.
    Raises ``finding_not_open`` (one person only), ``worker_missing``,
    ``seen_missing``, ``seen_unknown``, ``settles_unknown``, ``verifier_missing`` and
    ``date_in_future``.
    """
    wanted = list(dict.fromkeys(worker_ids))
    _check_what(ctx, seen, settles, by, on)
    made = []
    with ctx.store.write(ctx.actor, clean(how)) as uow:
        for done, worker_id in enumerate(wanted, start=1):
            row = living(uow, worker_id)
            open_codes = {finding["code"] for finding in standing(uow, row["id"]) if not finding["settled_by"]}
            has = [code for code in settles if code in open_codes]
            if len(wanted) == 1 and len(has) < len(settles):
                lacking = next(code for code in settles if code not in open_codes)
                raise UserError("finding_not_open", name=row["full_name"] or "", value=lacking)
            made.append(put_verification(uow, row["id"], seen=seen, by=clean(by), on=on, how=clean(how), settles=has))
            progress(done, len(wanted))
    return Result(made, frozenset(("verification", "worker")))


def withdraw_verification(ctx: Context, verification_id: str, *, reason: str = "") -> Result[str]:
    """Take a verification back: what it settled is open again. Raises ``verification_missing``."""
    with ctx.store.write(ctx.actor, reason) as uow:
        if uow.get("verification", verification_id) is None:
            raise UserError("verification_missing", id=verification_id)
        uow.put("verification", verification_id, {"withdrawn": ctx.today.isoformat()})
    return Result(verification_id, frozenset(("verification", "worker")))


def offered(seen: Iterable[str], findings: Iterable[StoredFinding]) -> list[str]:
    """Codes of open evidence findings of these that looking at ``seen`` can settle, in the order of the findings."""
    able = {code for item in seen for code in SEEN_SETTLES.get(item, ())}
    return list(dict.fromkeys(f.code for f in findings if f.code in able and not f.settled))


def _check_what(ctx: Context, seen: Sequence[str], settles: Sequence[str], by: str, on: date) -> None:
    if not seen:
        raise UserError("seen_missing")
    if unknown := [item for item in seen if item not in SEEN]:
        raise UserError("seen_unknown", value=unknown[0], known=", ".join(SEEN))
    # A death or end is undone by reopening, never by a look at papers.
    if unknown := [code for code in settles if SEVERITY.get(code) is not Severity.EVIDENCE or code == "worker_ended"]:
        raise UserError("settles_unknown", value=unknown[0])
    if not has_value(by):
        raise UserError("verifier_missing")
    if on > ctx.today:
        raise UserError("date_in_future", value=on.isoformat())


def put_verification(
    uow: UnitOfWork,
    worker: str,
    *,
    seen: Sequence[str],
    by: str,
    on: date,
    how: str,
    findings: Sequence[Finding | StoredFinding] = (),
    settles: Sequence[str] = (),
) -> str:
    """Store what was seen of a person. It settles ``settles`` and, with the KTP, the nik_* ``findings``."""
    codes = set(settles)
    codes |= {finding.code for finding in findings if finding.code in checks.NIK_EVIDENCE}
    record = uow.new_id()
    uow.put(
        "verification",
        record,
        {
            "worker_id": worker,
            "seen": sorted(seen),
            "by": by,
            "date": on.isoformat(),
            "how": how,
            "settles": sorted(codes),
        },
    )
    return record
