"""Deciding contested slots: one person with two payers in one month, or one seat claimed for two people.

The claim that gives way gives up the months in question through its own record: it is shortened, parted or cancelled,
with the reason. Whoever loses a seat gets another free one of this node's, if there is one, else waits in the ranking.
Every node that holds either person is told by the record itself and by a verdict in its return file.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import read_month
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

THIS, OTHER, FREE = "this", "other", "free"
"""Answers: the contested claim counts; the one in force counts; nobody has the contested months any more."""

OTHER_PAYER, SEAT_GIVEN, FREED = "other_payer", "seat_given", "freed"
"""Why a claim gave way: another programme pays the person, somebody else has the seat, or nobody was to have it."""

_TAKEN = "taken"
_PAID = "already_paid"
_COPIED = ("programme_id", "block_id", "seat", "worker_id", "rule_version", "rank", "score", "assigned_on")


@dataclass(frozen=True, slots=True)
class Claim:
    """A slot in a contest: the person, who pays, and the months (``yyyy-mm``) that are contested or in force."""

    slot: str
    programme: str
    payer: str
    seat: int
    worker: str
    name: str
    region: str
    """The person's kabupaten."""
    months: tuple[str, ...]
    why: str = ""
    """Of a rival: ``already_paid`` (it pays this person) or ``seat_taken``; of the contested one the store's reason."""


@dataclass(frozen=True, slots=True)
class Contest:
    """A contested slot and whom its months clash with. Without rivals only `FREE` is an answer."""

    claim: Claim
    rivals: tuple[Claim, ...]

    @property
    def payers(self) -> tuple[str, ...]:
        """The codes of the programmes that pay one person in a month, the contested one first; () for others."""
        if not self.rivals or any(rival.why != _PAID for rival in self.rivals):
            return ()
        found = dict.fromkeys((self.claim.programme, *(rival.programme for rival in self.rivals)))
        return tuple(found) if len(found) == 1 + len(self.rivals) else ()

    @property
    def answers(self) -> tuple[str, ...]:
        """What can be answered."""
        return (THIS, OTHER, FREE) if self.rivals else (FREE,)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision did: slots that gave way, and the new slots of people who were moved to another seat."""

    kept: str
    gave_way: tuple[str, ...]
    moved: tuple[str, ...] = ()


def contest(ctx: Context, slot: str) -> Contest:
    """The contest about a slot (its id). Raises `UserError` ``slot_missing``, ``slot_not_contested``."""
    with ctx.store.read() as reader:
        return read_contest(reader, slot)


def read_contest(source: Rows, slot: str) -> Contest:
    """`contest`, within a reader or a unit of work."""
    row = _row(source, slot)
    months = source.rows(
        "SELECT month, contested FROM seat_month WHERE slot = ? AND in_force = 0 ORDER BY month", (row["pk"],)
    )
    if not months:
        raise UserError("slot_not_contested", id=slot)
    rivals: dict[str, tuple[str, list[int]]] = {}
    for found in source.rows(
        "SELECT os.id AS slot, o.month, CASE WHEN o.person = m.person THEN 'already_paid' ELSE 'seat_taken' END AS why "
        "FROM seat_month m JOIN seat_month o ON o.in_force = 1 AND o.month = m.month AND o.slot <> m.slot "
        "AND (o.person = m.person OR (o.programme = m.programme AND o.seat = m.seat)) JOIN slot os ON os.pk = o.slot "
        "WHERE m.slot = ? AND m.in_force = 0 AND m.contested = 'taken' ORDER BY os.id, o.month",
        (row["pk"],),
    ):
        rivals.setdefault(found["slot"], (found["why"], []))[1].append(found["month"])
    reasons = {found["contested"] for found in months} - {_TAKEN} or {_TAKEN}
    return Contest(
        _claim(row, [found["month"] for found in months], min(reasons)),
        tuple(_claim(_row(source, rival), found, why) for rival, (why, found) in rivals.items()),
    )


def settle_in(ctx: Context, uow: UnitOfWork, slot: str, keep: str) -> Settled:
    """Decide a contest: ``keep`` is `THIS`, `OTHER` or `FREE`, the id of a slot in it, or the code of its programme.

    Raises `UserError` ``slot_missing``, ``slot_not_contested``, ``case_other_answer``, ``contest_not_yours``,
    ``contest_closed`` (the months are billed, their occupant stays).
    """
    found = read_contest(uow, slot)
    answer = _answer(found, keep)
    winner: Claim | None = None
    losers = [(found.claim, found.rivals[0].why if found.rivals else "")] if answer != THIS else []
    if answer != OTHER:
        losers += [(rival, rival.why) for rival in found.rivals]
    if answer != FREE:
        winner = found.claim if answer == THIS else found.rivals[0]
    gave_way: list[str] = []
    moved: list[str] = []
    rows = [_row(uow, loser.slot) for loser, _ in losers]
    for row, (loser, _) in zip(rows, losers, strict=True):  # all or none: in bulk the others go on
        _refuse(ctx, row, loser, in_force=loser is not found.claim)
    for row, (loser, clash) in zip(rows, losers, strict=True):
        reason = FREED if winner is None else OTHER_PAYER if clash == _PAID else SEAT_GIVEN
        told: dict[str, Any] = {
            "why": reason,
            "programme": loser.programme,
            "months": list(loser.months),
            "by": ctx.store.node.name,
            "kept": winner.programme if winner else "",
            "payer": winner.payer if winner else "",
        }
        months = {_index(month) for month in loser.months}
        place = _other_seat(ctx, uow, row, months) if reason == SEAT_GIVEN else None
        if place:
            told["seat"] = place[1]
        gave_way.append(loser.slot)
        _give_up(uow, row, months, reason, told)
        if place:
            moved.append(_move(uow, row, place, months, told))
    return Settled(winner.slot if winner else "", tuple(gave_way), tuple(moved))


def _answer(found: Contest, keep: str) -> str:
    word = keep.strip()
    if word.lower() in found.answers:
        return word.lower()
    if found.rivals:
        if word == found.claim.slot:
            return THIS
        if word in {rival.slot for rival in found.rivals}:
            return OTHER
        codes = {rival.programme.upper() for rival in found.rivals}
        if word.upper() in codes and found.claim.programme.upper() not in codes:
            return OTHER
        if word.upper() == found.claim.programme.upper() and word.upper() not in codes:
            return THIS
    raise UserError("case_other_answer", kind="contested_slot")


def _refuse(ctx: Context, row: dict[str, Any], loser: Claim, *, in_force: bool) -> None:
    """A supervisor decides about everybody; a laptop only about the seats that it holds itself."""
    node = ctx.store.node
    if node.role != "supervisor" and row["holder_node"] != node.id:
        raise UserError("contest_not_yours", name=loser.name)
    closed = read_month(row["closed_through"]).index if row["closed_through"] else -1
    if in_force and any(_index(month) <= closed for month in loser.months):
        raise UserError("contest_closed", programme=loser.programme, month=Month.at(closed).text)


def _give_up(uow: UnitOfWork, row: dict[str, Any], months: set[int], reason: str, told: dict[str, Any]) -> None:
    """Take ``months`` out of a slot: what is left stays on its seat, parted in two where they lay in the middle."""
    first, last = read_month(row["first_month"]).index, read_month(row["last_month"]).index
    runs = _runs(set(range(first, last + 1)) - months)
    explanation = json.dumps(_explained(row) | {"decided": told}, ensure_ascii=False, separators=(",", ":"))
    if not runs:
        uow.put("slot", row["id"], {"cancelled": 1, "end_reason": reason, "explanation": explanation}, decide=True)
        return
    (kept_first, kept_last), *others = runs
    values: dict[str, str | int | None] = {
        "first_month": Month.at(kept_first).text,
        "last_month": Month.at(kept_last).text,
        "explanation": explanation,
    }
    if kept_last < last:
        values["end_reason"] = reason
    uow.put("slot", row["id"], values, decide=True)
    for run_first, run_last in others:
        _copy(uow, row, row["block_id"], row["seat"], run_first, run_last, _explained(row))


def _move(uow: UnitOfWork, row: dict[str, Any], place: tuple[str, int], months: set[int], told: dict[str, Any]) -> str:
    explanation = _explained(row) | {"decided": {**told, "moved_from": row["id"]}}
    return _copy(uow, row, place[0], place[1], min(months), max(months), explanation)


def _copy(
    uow: UnitOfWork, row: dict[str, Any], block: str, seat: int, first: int, last: int, explanation: dict[str, Any]
) -> str:
    slot = uow.new_id()
    uow.put(
        "slot",
        slot,
        {
            **{name: row[name] for name in _COPIED},
            "block_id": block,
            "seat": seat,
            "first_month": Month.at(first).text,
            "last_month": Month.at(last).text,
            "explanation": json.dumps(explanation, ensure_ascii=False, separators=(",", ":")),
        },
    )
    return slot


def _other_seat(ctx: Context, source: UnitOfWork, row: dict[str, Any], months: set[int]) -> tuple[str, int] | None:
    """A free seat of this node's blocks of the same programme for all these months: (block, seat)."""
    today = ctx.today.isoformat()
    regions = ctx.reference.regions
    for block in _in_order(programmes.holdings(source, row["programme_id"]), row["block_id"]):
        if block.holder != ctx.store.node.id or (block.last_date and block.last_date < today):
            continue
        if block.region and not regions.contains(block.region, row["village_code"] or ""):
            continue
        seats = programmes.space(source, block).seats_free_in(min(months), max(months))
        if seats:
            return block.id, seats[0]
    return None


def _in_order(blocks: Iterable[Holding], own: str) -> list[Holding]:
    return sorted(blocks, key=lambda block: (block.id != own, block.rect.seat_from))


def _runs(months: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for month in sorted(months):
        if runs and runs[-1][1] == month - 1:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs


def _explained(row: dict[str, Any]) -> dict[str, Any]:
    found = json.loads(row["explanation"]) if row["explanation"] else {}
    return found if isinstance(found, dict) else {}


def _row(source: Rows, slot: str) -> dict[str, Any]:
    rows = source.rows(
        "SELECT s.*, p.code, p.payer, p.closed_through, k.holder_node, w.full_name, w.village_code, w.person_id "
        "FROM slot s LEFT JOIN programme p ON p.id = s.programme_id LEFT JOIN block k ON k.id = s.block_id "
        "LEFT JOIN worker w ON w.id = s.worker_id WHERE s.id = ?",
        (slot,),
    )
    if not rows:
        raise UserError("slot_missing", id=slot)
    return rows[0]


def _claim(row: dict[str, Any], months: list[int], why: str) -> Claim:
    return Claim(
        slot=row["id"],
        programme=row["code"] or "",
        payer=row["payer"] or "",
        seat=int(row["seat"] or 0),
        worker=row["person_id"] or row["worker_id"] or "",
        name=row["full_name"] or "",
        region=str(row["village_code"] or "")[:5],
        months=tuple(Month.at(month).text for month in months),
        why=why,
    )


def _index(month: str) -> int:
    return Month.parse(month).index
