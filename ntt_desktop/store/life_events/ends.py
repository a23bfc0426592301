"""The end of a person, whichever of their records says it: nobody comes back alive by being registered twice."""

from collections.abc import Iterable
from typing import Any

from ntt_desktop.domain.worker import State
from ntt_desktop.store.rows import Rows


def ends_of(reader: Rows, person: str) -> list[dict[str, Any]]:
    """The records of a person (a survivor's id) that say an end: id, ended_on, end_reason, end_note; earliest first."""
    return reader.rows(
        "SELECT id, ended_on, end_reason, end_note FROM worker WHERE person_id = ? AND ended_on IS NOT NULL "
        "AND void IS NOT 1 ORDER BY ended_on, id",
        (person,),
    )


def with_ends(reader: Rows, rows: Iterable[dict[str, Any]]) -> None:
    """Let rows of survivors show an end that stands on another record of the same person."""
    for row in rows:
        if row.get("state") == State.ENDED and not row.get("ended_on"):
            for end in ends_of(reader, row["id"])[:1]:
                row |= {name: end[name] for name in ("ended_on", "end_reason", "end_note") if name in row}
