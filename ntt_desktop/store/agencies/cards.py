"""Whose card is still to be handed over (``worker.card_due``).

BPJS has taken the person in by its newest answer that stands, and nobody handed the card to any record of the person.
It stands on the survivor alone; an end does not undo it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ntt_desktop.store.people.standing import ACCEPTED
from ntt_desktop.store.rows import chunks

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

CARD = "card"
"""``handover.item`` of a card."""

_DUE = (
    "w.person_id = w.id AND (SELECT e.result FROM worker o JOIN enrolment e ON e.worker_id = o.id "
    "WHERE o.person_id = w.id AND e.withdrawn IS NOT 1 "
    f"ORDER BY coalesce(e.dated_on, '') DESC, e.created_rev DESC, e.id DESC LIMIT 1) IS '{ACCEPTED}' "
    "AND NOT EXISTS (SELECT 1 FROM worker o JOIN handover h ON h.worker_id = o.id "
    f"WHERE o.person_id = w.id AND h.item = '{CARD}' AND h.withdrawn IS NOT 1)"
)


def settle(uow: "UnitOfWork", touched: Mapping[str, set[str]], workers: set[str]) -> None:
    """Bring the column up to date for whom the touched answers and hand-overs are about.

    ``workers``: records whose person may be another one now, with everybody of the old and of the new person.
    """
    people: set[str] = set()
    for kind in ("enrolment", "handover"):
        for chunk in chunks(touched.get(kind, ())):
            people |= _people(uow, f"w.id IN (SELECT worker_id FROM {kind} WHERE id IN ({_marks(chunk)}))", chunk)
    for chunk in chunks(workers):
        # Nearly nobody of a list that is taken in was ever answered about.
        known = "(w.card_due = 1 OR EXISTS (SELECT 1 FROM enrolment e WHERE e.worker_id = w.id))"
        people |= _people(uow, f"w.id IN ({_marks(chunk)}) AND {known}", chunk)
    for chunk in chunks(people):
        uow.execute(
            f"UPDATE worker AS w SET card_due = 1 - card_due WHERE w.person_id IN ({_marks(chunk)}) "
            f"AND card_due <> ({_DUE})",
            chunk,
        )


def _people(uow: "UnitOfWork", condition: str, values: list[str]) -> set[str]:
    return {person for (person,) in uow.execute(f"SELECT DISTINCT w.person_id FROM worker w WHERE {condition}", values)}


def _marks(chunk: list[str]) -> str:
    return ", ".join("?" * len(chunk))
