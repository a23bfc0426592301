"""Undoing the last assignment run, while nothing rests on it.

A run is every slot that this node made in one unit of work of *Give slots*. It is undone by cancelling the slots, as
records of their own: nothing is deleted. Refused once a slot of it stands in a batch or an SK, a month of it is
billed, paid or closed, its person has an event since, or the parent holds it already (docs/decisions/031).
"""

from dataclasses import dataclass

from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity.programmes import resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store.assignment import batches
from ntt_desktop.store.rows import Rows

REASON = "assign"
"""The reason that *Give slots* writes into its changes."""
UNDONE = "undone"
BATCH, DECREE, MONEY, CHANGED, SENT = "batch", "decree", "money", "changed", "sent"


@dataclass(frozen=True, slots=True)
class Run:
    """The last assignment run of a programme. ``blocked``: why it cannot be undone; "" when it can."""

    programme: str
    actor: str
    day: str
    slots: tuple[str, ...]
    months: int
    rupiah: int
    blocked: str

    @property
    def people(self) -> int:
        """How many people it gave a slot."""
        return len(self.slots)


def last_run(ctx: Context, programme: str) -> Run | None:
    """The last run that still stands; None when there was none. Raises ``programme_unknown``."""
    with ctx.store.read() as reader:
        return _last(ctx, reader, resolve(reader, programme))


def undo(ctx: Context, programme: str, progress: Progress = silent) -> Result[Run]:
    """Cancel the slots of the last run. Raises ``run_missing``, ``run_used`` (``why``)."""
    with ctx.store.write(ctx.actor, "assign undone") as uow:
        run = _last(ctx, uow, resolve(uow, programme))
        if run is None:
            raise UserError("run_missing")
        if run.blocked:
            raise UserError("run_used", count=run.people, why=run.blocked)
        for done, slot in enumerate(run.slots):
            if done % 500 == 0:
                progress(done, run.people)
            uow.put("slot", slot, {"cancelled": 1, "end_reason": UNDONE})
    return Result(run, frozenset(("slot", "worker")))


def _last(ctx: Context, source: Rows, programme: Programme) -> Run | None:
    newest = source.rows(
        "SELECT c.seq, c.stored_at, c.actor FROM slot s JOIN change c ON c.revision = s.created_rev "
        "WHERE s.programme_id = ? AND s.cancelled IS NOT 1 AND c.source = '' AND c.reason = ? "
        "ORDER BY c.seq DESC LIMIT 1",
        (programme.id, REASON),
    )
    if not newest:
        return None
    # One unit of work writes its records one after the other: the run goes back to the first other record.
    edge = source.rows(
        "SELECT coalesce(max(seq), 0) AS seq FROM change WHERE seq < ? AND NOT (kind = 'slot' AND source = '' "
        "AND reason = ? AND stored_at = ?)",
        (newest[0]["seq"], REASON, newest[0]["stored_at"]),
    )[0]["seq"]
    rows = source.rows(
        "SELECT s.id, s.pk, s.worker_id, c.seq, (SELECT count(*) FROM seat_month m WHERE m.slot = s.pk "
        "AND m.in_force = 1) AS months FROM slot s JOIN change c ON c.revision = s.created_rev "
        "WHERE s.programme_id = ? AND s.cancelled IS NOT 1 AND c.seq > ? AND c.seq <= ? ORDER BY c.seq",
        (programme.id, edge, newest[0]["seq"]),
    )
    months = sum(row["months"] for row in rows)
    return Run(
        programme.code,
        newest[0]["actor"],
        newest[0]["stored_at"][:10],
        tuple(row["id"] for row in rows),
        months,
        months * programme.rate,
        _blocked(ctx, source, programme, edge, newest[0]["seq"]),
    )


def _blocked(ctx: Context, source: Rows, programme: Programme, low: int, high: int) -> str:
    """Why slots made by the changes ``low < seq <= high`` may not be undone."""
    run = (
        "FROM slot s JOIN change c ON c.revision = s.created_rev WHERE s.programme_id = ? AND s.cancelled IS NOT 1 "
        "AND c.seq > ? AND c.seq <= ? AND "
    )
    checks = (
        (DECREE, f"EXISTS ({batches.IN_DECREE})"),
        (BATCH, f"EXISTS ({batches.IN_BATCH})"),
        (MONEY, "EXISTS (SELECT 1 FROM seat_month m WHERE m.slot = s.pk AND m.in_force = 1 AND m.stage >= 3)"),
        (CHANGED, "s.created_rev <> s.updated_rev"),
    )
    for code, condition in checks:
        if source.rows(f"SELECT 1 {run}{condition} LIMIT 1", (programme.id, low, high)):
            return code
    closed = programme.closed
    if closed and source.rows(f"SELECT 1 {run} s.first_month <= ? LIMIT 1", (programme.id, low, high, closed.text)):
        return MONEY
    return SENT if _acknowledged(ctx, source) > low else ""


def _acknowledged(ctx: Context, source: Rows) -> int:
    """The highest number that the parent acknowledged."""
    parent = ctx.store.node.parent
    if not parent:
        return 0
    sql = "SELECT reached FROM partner_ack WHERE node = ? AND epoch = ?"
    rows = source.rows(sql, (parent, ctx.store.node.epoch))
    return int(rows[0]["reached"]) if rows else 0
