"""Requests to take an end back, and the case that each opens at a supervisor until somebody decides."""

from typing import TYPE_CHECKING, Any

from ntt_desktop.store.rows import Rows

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

REOPENED, KEPT = "reopened", "kept"
"""Event types: an end is taken back (or that is asked for); the end stands after all."""

CASE = "reopening"
"""Kind of the open case; its subject is the event."""

_WAITING = (
    "SELECT e.*, w.person_id FROM event e JOIN worker w ON w.id = e.worker_id JOIN worker p ON p.id = w.person_id "
    f"WHERE e.event_type = '{REOPENED}' AND e.confirmed_on IS NULL AND p.state = 'ended' "
    f"AND NOT EXISTS (SELECT 1 FROM event k WHERE k.event_type = '{KEPT}' AND k.cancels = e.id)"
)


def waiting_of(source: Rows, person: str) -> list[dict[str, Any]]:
    """What waits for a confirmation about a person (any id that leads there), oldest first."""
    sql = f"{_WAITING} AND w.person_id = (SELECT person_id FROM worker WHERE id = ?) ORDER BY e.created_rev"
    return source.rows(sql, (person,))


def waiting_event(source: Rows, event: str) -> dict[str, Any] | None:
    """A request that waits, or None when there is none with this id, or it was decided."""
    found = source.rows(f"{_WAITING} AND e.id = ?", (event,))
    return found[0] if found else None


def settle(uow: "UnitOfWork", *, events: bool) -> None:
    """Open and close the cases. ``events``: whether this unit wrote any; else only a person's end can have changed."""
    some = "SELECT 1 FROM open_case WHERE kind = ? UNION ALL SELECT 1 FROM event WHERE event_type = ? LIMIT 1"
    if not events and not uow.rows(some, (CASE, REOPENED)):
        return
    uow.execute("DELETE FROM open_case WHERE kind = ?", (CASE,))
    uow.execute(
        "INSERT INTO open_case (kind, subject, other, field, detail) "
        "SELECT ?, id, '', '', json_object('note', note, 'by', recorded_by, 'date', date) "
        f"FROM ({_WAITING}) WHERE EXISTS (SELECT 1 FROM node n "
        "WHERE n.role = 'supervisor' AND n.id = (SELECT value ->> '$' FROM setting WHERE key = 'node_id'))",
        (CASE,),
    )
