"""Who may have no slot by an agency's answer: the programme's rules with the new fact, and a wrong NIK or name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntt_desktop.domain import eligibility
from ntt_desktop.domain.agency_answers import (
    ALIVE,
    BPJS,
    BPJS_STATUS,
    DEAD,
    DECILE,
    IDENTITY,
    INACTIVE,
    LIFE,
    MOVED,
    NONE,
    NOT_LISTED,
    OTHER_BIRTH,
)
from ntt_desktop.domain.dates import Month, shown_iso
from ntt_desktop.domain.programme import Programme, read_month
from ntt_desktop.services.agencies.agency_rows import JudgedRow
from ntt_desktop.services.assignment.candidate_parts import candidate
from ntt_desktop.services.assignment.candidates import CONTINUES_AFTER
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.assignment import candidates as facts
from ntt_desktop.store.people import worker_records as people
from ntt_desktop.store.rows import Rows
from ntt_desktop.wording import agency_answers as words

_LOOKS_AT = frozenset(("not_wage_earner", "no_other_cover", "decile_at_most", "alive"))
"""Rules that an agency's answer settles; what others say of a person is no matter of matching."""


HARMLESS = frozenset((NONE, INACTIVE, ALIVE, MOVED, OTHER_BIRTH, NOT_LISTED))
"""Answers that no rule can refuse a slot for. Who moved keeps it inside the payer's area: an event says where to."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody whom an answer takes out of a batch. ``row``: the batch's; ``reason``: as it is kept.

    ``decreed``: an SK names the slot, or a month of it is billed: nothing is taken out, somebody has to look.
    """

    row: str
    worker_id: str
    name: str
    nik: str
    batch: str
    programme: str
    answer: str
    detail: str
    day: str
    reason: str
    decreed: bool


def leaving(ctx: Context, source: Rows, agency: str, rows: Sequence[JudgedRow], reason: str) -> list[Leaving]:
    """Who of these rows (taken ones) may keep no slot in a batch."""
    said = {row.worker_id: row for row in rows if row.said not in HARMLESS}
    found = []
    rules = Rules(ctx, source)
    for batch_row in queries.batch_rows(source, said):
        row = said[batch_row["person_id"]]
        if not rules.refuse(batch_row, agency, row):
            continue
        text = said_by(reason, agency, row.said, row.detail, row.day)
        found.append(
            Leaving(
                batch_row["id"],
                row.worker_id,
                batch_row["full_name"] or "",
                batch_row["nik"] or "",
                batch_row["batch_name"] or "",
                batch_row["programme_code"] or "",
                row.said,
                row.detail,
                row.day,
                text,
                bool(batch_row["decreed"]) or (batch_row["stage"] or 0) > 1,
            )
        )
    return found


def said_by(reason: str, agency: str, answer: str, detail: str, day: str) -> str:
    """An answer as the reason why somebody left: agency, answer and its day (ISO)."""
    return f"{reason} {words.agency(agency)}: {words.answer(answer, detail)}, {shown_iso(day)}"


class Rules:
    """The programmes' rules for people on slots; what they look at is read once."""

    def __init__(self, ctx: Context, source: Rows) -> None:
        self._ctx, self._source = ctx, source
        self._programmes: dict[str, Programme] = {}
        self._continuing: dict[int, set[int]] = {}

    def refuse(self, batch_row: dict[str, Any], agency: str = "", row: JudgedRow | None = None) -> bool:
        """Whether the person may not have the slot: by what is stored, and by a new answer ``row``."""
        if row is not None and row.said == DECILE and not self._asks_decile(batch_row["programme_id"]):
            return False
        seen = facts.seen(self._source, [batch_row["person_id"]]).get(batch_row["person_id"], facts.Seen())
        person = people.find_one(self._source, batch_row["person_id"])
        if person is None:
            return False
        if row is not None:
            if row.said in IDENTITY or row.said == DEAD:
                return True
            seen = replace(seen, alive=LIFE.get(row.said, seen.alive))
            if agency == BPJS and row.said in BPJS_STATUS:
                person = {**person, "bpjs_status": BPJS_STATUS[row.said]}
            elif row.said == DECILE:
                person = {**person, "decile": int(row.detail)}
        elif seen.refused or seen.alive is False:
            return True
        programme = self._programme(batch_row["programme_id"])
        first = read_month(batch_row["first_month"])
        asked = candidate(
            self._ctx.reference.occupations, person, seen, continuing=person["pk"] in self._continues(first)
        )
        refusals = eligibility.evaluate(asked, programme.eligibility, first).refusals
        return any(answer.rule in _LOOKS_AT for answer in refusals)

    def _asks_decile(self, programme: str) -> bool:
        return any(rule.code == "decile_at_most" for rule in self._programme(programme).eligibility.rules)

    def _programme(self, programme: str) -> Programme:
        if programme not in self._programmes:
            self._programmes[programme] = resolve(self._source, programme)
        return self._programmes[programme]

    def _continues(self, first: Month) -> Iterable[int]:
        if first.index not in self._continuing:
            self._continuing[first.index] = facts.continuing(self._source, first.index, CONTINUES_AFTER)
        return self._continuing[first.index]
