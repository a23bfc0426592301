"""What agencies said of a person, what BPJS made of uploads, and what was handed over: for the person's page."""

from dataclasses import dataclass
from typing import Any

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.people import worker_records as people


@dataclass(frozen=True, slots=True)
class SaidOf:
    """Rows of the store, newest first. ``answers``: agency, answer, detail, answered_on, file; ``results``: result,
    kpj, reason, dated_on, programme (its code); ``handovers``: item, date, by, received_by, paper, note."""

    answers: tuple[dict[str, Any], ...]
    results: tuple[dict[str, Any], ...]
    handovers: tuple[dict[str, Any], ...]


def of_person(ctx: Context, worker_id: str) -> SaidOf:
    """Everything that was said and handed over and not taken back. Raises ``worker_missing``."""
    with ctx.store.read() as reader:
        row = people.find_one(reader, worker_id)
        if row is None:
            raise UserError("worker_missing", id=worker_id)
        person = row["id"]
        codes = {one["id"]: one["code"] or "" for one in reader.rows("SELECT id, code FROM programme")}
        results = queries.enrolments(reader, [person]).get(person, [])
        return SaidOf(
            tuple(reversed(queries.answers(reader, [person]).get(person, []))),
            tuple({**one, "programme": codes.get(one["programme_id"], "")} for one in reversed(results)),
            tuple(reversed(queries.handovers(reader, [person]).get(person, []))),
        )
