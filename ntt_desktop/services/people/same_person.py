"""Likely duplicates: pairs of people side by side with the reasons, decided singly or in bulk, and undone.

Nothing waits for a decision and nothing is decided by the program. *Same* makes the lower id the survivor, *different*
closes the pair for good and settles what both had of ``possible_duplicate``, *later* keeps it at the end of the queue.
Each decision is a shared record; a later one replaces it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.matching import FIELDS, Line, Person, match
from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.domain.text import clean, fold
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.store.people import pairs as pair_cases
from ntt_desktop.store.people.pairs import DIFFERENT, LATER, LIKELY, SAME, record_id
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

__all__ = [
    "ANSWERS",
    "COMPARED",
    "DIFFERENT",
    "LATER",
    "SAME",
    "Held",
    "Pair",
    "Side",
    "count",
    "decide",
    "find_waiting",
    "pairs",
    "put",
    "side_by_side",
    "undo",
]

ANSWERS = (SAME, DIFFERENT, LATER)
COMPARED = (*FIELDS, "occupation")
_CHANGED = frozenset({"worker", "case", "same_person", "slot"})
_CHUNK = 500
_UNIT = 200
"""People looked at in one unit of work: a tenth of a second among a million."""


@dataclass(frozen=True, slots=True)
class Held:
    """The slots of one programme that a person has in force: its code, who pays (``provinsi``, ...), the months."""

    programme: str
    payer: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people: the surviving record, the slots in force, and whether the domicile was seen by somebody."""

    worker: Mapping[str, Any]
    held: tuple[Held, ...]
    domicile_seen: bool

    @property
    def months(self) -> int:
        """How many months of slots are in force."""
        return sum(len(one.months) for one in self.held)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one. ``id`` is the case's code; ``sure``: the matcher says same, not only maybe."""

    id: str
    one: Side
    other: Side
    points: int
    sure: bool
    lines: tuple[Line, ...]
    later: bool
    differences: tuple[str, ...]
    """Fields of `COMPARED` in which both say something, and not the same."""

    @property
    def twice(self) -> int:
        """In how many months both have a slot: one of these gives way when they are one person."""
        one, other = ({month for held in side.held for month in held.months} for side in (self.one, self.other))
        return len(one & other)

    @property
    def lives_apart(self) -> bool:
        """Whether the two are said to live in different villages."""
        return bool(self.one.worker["village_code"] != self.other.worker["village_code"])

    @property
    def stays(self) -> str:
        """Whose domicile was verified, ``one`` or ``other``: the proposed answer to where the person lives."""
        if self.one.domicile_seen == self.other.domicile_seen:
            return ""
        return "one" if self.one.domicile_seen else "other"


def count(ctx: Context) -> int:
    """How many pairs wait."""
    with ctx.store.read() as reader:
        return int(reader.value("SELECT count(*) FROM open_case WHERE kind = ?", (LIKELY,)))


def pairs(ctx: Context, *, start: int = 0, limit: int = -1, progress: Progress = silent) -> list[Pair]:
    """The queue: surest first, those put off last."""
    with ctx.store.read() as reader:
        rows = reader.rows(
            "SELECT subject, other, detail ->> '$.later' AS later FROM open_case WHERE kind = ? "
            "ORDER BY later, detail ->> '$.decision' DESC, detail ->> '$.points' DESC, subject, other LIMIT ? OFFSET ?",
            (LIKELY, limit, start),
        )
        made: list[Pair] = []
        for at in range(0, len(rows), _CHUNK):
            progress(at, len(rows))
            chunk = rows[at : at + _CHUNK]
            sides = _sides(reader, {row[name] for row in chunk for name in ("subject", "other")})
            made += [
                _pair(sides[row["subject"]], sides[row["other"]], later=bool(row["later"]))
                for row in chunk
                if row["subject"] in sides and row["other"] in sides
            ]
    return made


def side_by_side(source: Rows, code: str, one: str, other: str, *, later: bool = False) -> Pair | None:
    """Two people compared as a pair with this code, whatever asks for it; None when one of them is not here."""
    sides = _sides(source, {one, other})
    if not {one, other} <= sides.keys():
        return None
    return replace(_pair(sides[one], sides[other], later=later), id=code)


def decide(
    ctx: Context,
    answers: Mapping[str, str],
    *,
    note: str = "",
    progress: Progress = silent,
) -> Result[list[str]]:
    """Answer pairs, all or none: code of the pair -> ``same``, ``different`` or ``later``; returns the decisions' ids.

    ``note`` says why. Raises ``case_missing`` and
    ``case_other_answer``.
    """
    for answer in answers.values():
        if answer not in ANSWERS:
            raise UserError("case_other_answer", kind=LIKELY)
    made = []
    with ctx.store.write(ctx.actor, clean(note)) as uow:
        chosen = _open(uow, list(answers))
        for done, ((one, other), answer) in enumerate(zip(chosen, answers.values(), strict=True), start=1):
            made.append(put(ctx, uow, one, other, answer, clean(note)))
            progress(done, len(chosen))
    return Result(made, _CHANGED)


def find_waiting(ctx: Context, progress: Progress = silent) -> Result[int]:
    """Find the likely duplicates of what was stored without them (`UnitOfWork.pairs_later`); how many people.

    In small units of work, so that others write in between. Cancelled, the rest waits on.
    """
    done = 0
    if ctx.store.setting(pair_cases.DUE) is None:
        return Result(done)
    while True:
        with ctx.store.write(ctx.actor) as uow:
            found = pair_cases.settle_due(uow, _UNIT)
        done += found
        if found < _UNIT:
            return Result(done, frozenset({"case"}) if done else frozenset())
        progress(done, 0)
        ctx.store.give_way()


def undo(ctx: Context, decisions: Sequence[str], *, reason: str = "") -> Result[list[str]]:
    """Take decisions back: the two stand apart again, and wait in the queue. Raises ``decision_missing``."""
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        for decision in decisions:
            row = uow.get("same_person", decision)
            if row is None or not row["decision"]:
                raise UserError("decision_missing")
            put(ctx, uow, row["worker_id"], row["other_id"], None, clean(reason))
    return Result(list(decisions), _CHANGED)


# -- parts ----------------------------------------------------------------------------------------------------------


def put(ctx: Context, uow: UnitOfWork, one: str, other: str, answer: str | None, note: str) -> str:
    """Record a decision on two people, whatever asks for it; None takes it back. Returns the decision's id."""
    low, high = sorted((one, other))
    record = record_id(low, high)
    values = {
        "worker_id": low,
        "other_id": high,
        "decision": answer,
        "decided_by": ctx.actor,
        "decided_on": ctx.today.isoformat(),
        "note": note or None,
    }
    uow.put("same_person", record, values, decide=True, reason=note)
    into = (uow.get("worker", high) or {}).get("merged_into")
    if answer == SAME and not into:
        uow.put("worker", high, {"merged_into": low}, decide=True)
    elif answer != SAME and into == low:
        uow.put("worker", high, {"merged_into": None}, decide=True)
    return record


def _open(source: Rows, codes: Sequence[str]) -> list[tuple[str, str]]:
    """The survivors of these open pairs, in their order."""
    rows = source.rows("SELECT subject, other FROM open_case WHERE kind = ?", (LIKELY,))
    known = {_code(row["subject"], row["other"]): (row["subject"], row["other"]) for row in rows}
    wanted = [code.strip().upper() for code in codes]
    if missing := [code for code in wanted if code not in known]:
        raise UserError("case_missing", case=missing[0])
    return [known[code] for code in wanted]


def _code(one: str, other: str) -> str:
    """The code of the pair's open case, as `ntt_desktop.services.sync.decisions.Case` has it."""
    return check_code((LIKELY, one, other, ""))


def _pair(one: Side, other: Side, *, later: bool) -> Pair:
    found = match(Person.of(one.worker), Person.of(other.worker))
    differences = tuple(
        name
        for name in COMPARED
        if one.worker[name] and other.worker[name] and fold(str(one.worker[name])) != fold(str(other.worker[name]))
    )
    code = _code(one.worker["id"], other.worker["id"])
    return Pair(code, one, other, found.points, found.decision == SAME, found.lines, later, differences)


def _sides(source: Rows, ids: Iterable[str]) -> dict[str, Side]:
    wanted = sorted(ids)
    marks = ", ".join("?" * len(wanted))
    rows = source.rows(
        "SELECT w.*, EXISTS (SELECT 1 FROM verification v JOIN worker o ON o.id = v.worker_id "
        "WHERE o.person_id = w.id AND v.withdrawn IS NULL AND v.seen LIKE '%\"domicile\"%') AS domicile_seen "
        f"FROM worker w WHERE w.id IN ({marks})",
        wanted,
    )
    slots: dict[str, list[Held]] = {}
    for row in source.rows(
        "SELECT w.id, p.code, p.payer, group_concat(m.month) AS months FROM seat_month m "
        "JOIN worker w ON w.pk = m.person JOIN programme p ON p.pk = m.programme "
        f"WHERE m.in_force = 1 AND w.id IN ({marks}) GROUP BY w.id, p.pk ORDER BY min(m.month), p.code",
        wanted,
    ):
        months = tuple(Month.at(int(month)) for month in sorted(row["months"].split(","), key=int))
        slots.setdefault(row["id"], []).append(Held(row["code"], row["payer"], months))
    return {row["id"]: Side(row, tuple(slots.get(row["id"], ())), bool(row.pop("domicile_seen"))) for row in rows}
