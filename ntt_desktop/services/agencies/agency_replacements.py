"""Who may have no slot by an agency's answer: who left a tahap by it, and who is next in rank; a person confirms each.

Who is in the SK or billed stays: paid for, dead or not, until somebody records the event. They stand in the same list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.agency_answers import DECILE
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import DECREED
from ntt_desktop.domain.programme import read_month
from ntt_desktop.errors import UserError
from ntt_desktop.services.agencies.agency_answers import REASON
from ntt_desktop.services.agencies.agency_verdicts import HARMLESS, Rules, said_by
from ntt_desktop.services.assignment import candidates, replacing, slots
from ntt_desktop.services.assignment.candidate_lines import Person
from ntt_desktop.services.capacity.programme_lookup import own_blocks, resolve
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.sync.notices import refuse_after_restore
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

CHANGED = frozenset(("batch", "slot", "worker"))
MATCHED_OUT = "matched_out"
"""The end reason of a slot that an agency's answer took away."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place in a batch: whom an answer speaks against and why, and the next in rank (None: nobody waits, or a node
    below holds the slot and gives it itself).

    ``fine_again``: a newer answer says nothing against the person; putting back is proposed instead.
    """

    row: str
    batch_id: str
    batch: str
    programme: str
    seat: int
    worker_id: str
    name: str
    nik: str
    reason: str
    blocked: bool
    """An SK names the slot or a month is billed: only an event frees it."""
    fine_again: bool
    next_person: Person | None
    rank: int = 0
    of: int = 0
    held_by: str = ""
    """The name of the other node that holds the slot: it chooses who follows once the return file told it."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was done: how many slots were freed, to whom they went, and how many of them other nodes give."""

    freed: int
    given: tuple[slots.Given, ...]
    elsewhere: int = 0


def proposals(ctx: Context, progress: Progress = silent) -> list[Proposal]:
    """Everybody who left a batch by an answer and whose slot stands, by batch; each next in rank is named once.

    After them who could not leave (``blocked``) though the newest answers speak against a slot that still runs.
    """
    with ctx.store.read() as reader:
        return _proposals(ctx, reader, progress)


def count(ctx: Context) -> int:
    """How many `proposals` there are."""
    with ctx.store.read() as reader:
        return len(queries.taken_out(reader, REASON)) + len(_staying(ctx, reader, Rules(ctx, reader)))


def confirm(ctx: Context, rows: Iterable[str], progress: Progress = silent) -> Result[Replaced]:
    """Free the slots of these rows (of batches) and give each seat to the next in rank, in the same batch.

    Where nobody waits the seat stays free. All of them or none. Raises ``agency_row_missing``, ``replace_decreed``.
    """
    wanted = list(dict.fromkeys(rows))
    with ctx.store.write(ctx.actor, REASON) as uow:
        refuse_after_restore(uow)
        staying = _staying(ctx, uow, Rules(ctx, uow))
        known = {row["id"]: row for row in [*staying, *queries.taken_out(uow, REASON)]}
        holders = _holders(ctx, uow)
        for row in wanted:
            if row not in known:
                raise UserError("agency_row_missing")
            if _blocked(known[row]):
                raise UserError("replace_decreed", name=known[row]["full_name"] or "")
            uow.put("slot", known[row]["slot_id"], {"cancelled": 1, "end_reason": MATCHED_OUT})
        uow.finish()  # the seats are free from here on, in this unit too
        given, queue = [], replacing.Queue()
        for done, row in enumerate(wanted):
            progress(done, len(wanted))
            if (one := _give(ctx, uow, known[row], queue)) is not None:
                given.append(one)
    elsewhere = sum(known[row]["block_id"] in holders for row in wanted)
    return Result(Replaced(len(wanted), tuple(given), elsewhere), CHANGED)


def _give(ctx: Context, uow: UnitOfWork, row: dict[str, Any], queue: replacing.Queue) -> slots.Given | None:
    """Give the seat to the next in rank and gather the new slot in the batch; None when nobody can take it."""
    try:
        given = replacing.put_replacement(ctx, uow, row["slot_id"], queue)
    except UserError as error:
        if error.code in ("nobody_waits", "nothing_to_replace", "not_holder", "last_date_passed"):
            return None
        raise
    last = uow.rows("SELECT coalesce(max(position), 0) AS last FROM batch_row WHERE batch_id = ?", (row["batch_id"],))
    uow.put(
        "batch_row",
        uow.new_id(),
        {
            "batch_id": row["batch_id"],
            "worker_id": given.person.id,
            "slot_id": given.slot,
            "position": last[0]["last"] + 1,
        },
    )
    return given


def _proposals(ctx: Context, source: Rows, progress: Progress) -> list[Proposal]:
    found = []
    rules = Rules(ctx, source)
    orders: dict[tuple[str, str], candidates.Sorted] = {}
    taken: dict[str, set[int]] = {}
    holders = _holders(ctx, source)
    rows = [*queries.taken_out(source, REASON), *_staying(ctx, source, rules)]
    for done, row in enumerate(rows):
        progress(done, len(rows))
        fine = not rules.refuse(row)
        blocked = _blocked(row)
        person, rank, of = (None, 0, 0) if fine or blocked else _next(ctx, source, row, orders, taken)
        found.append(
            Proposal(
                row["id"],
                row["batch_id"],
                row["batch_name"] or "",
                row["programme_code"] or "",
                row["seat"] or 0,
                row["person_id"],
                row["full_name"] or "",
                row["nik"] or "",
                row["removed_reason"] or "",
                blocked,
                fine,
                person,
                rank,
                of,
                holders.get(row["block_id"], ""),
            )
        )
    return found


def _holders(ctx: Context, source: Rows) -> dict[str, str]:
    """Blocks that other nodes hold, each with the node's name."""
    rows = source.rows(
        "SELECT k.id, coalesce(nullif(n.name, ''), p.name, '') AS name FROM block k "
        "LEFT JOIN node n ON n.id = k.holder_node LEFT JOIN peer p ON p.node = k.holder_node WHERE k.holder_node <> ?",
        (ctx.store.node.id,),
    )
    return {row["id"]: row["name"] or row["id"] for row in rows}


def _staying(ctx: Context, source: Rows, rules: Rules) -> list[dict[str, Any]]:
    """Rows of people in the SK or billed whom the answers known now refuse, with what was answered as the reason."""
    rows = queries.spoken_against(source, HARMLESS, Month.of(ctx.today).index)
    rows = [row for row in rows if _blocked(row) and rules.refuse(row)]
    known = queries.answers(source, [row["person_id"] for row in rows])
    for row in rows:
        said = [one for one in known[row["person_id"]] if one["answer"] not in HARMLESS][-1]
        detail = (said["detail"] or "").split(" · ")[0] if said["answer"] == DECILE else ""
        row["removed_reason"] = said_by(REASON, said["agency"], said["answer"], detail, said["answered_on"])
    return rows


def _blocked(row: dict[str, Any]) -> bool:
    return bool(row["decreed"]) or (row["stage"] or 0) >= DECREED


def _next(
    ctx: Context,
    source: Rows,
    row: dict[str, Any],
    orders: dict[tuple[str, str], candidates.Sorted],
    taken: dict[str, set[int]],
) -> tuple[Person | None, int, int]:
    """The next in rank for a seat of a block, whom no seat before was proposed to; place and number of the ranked."""
    programme = resolve(source, row["programme_id"])
    block = next((one for one in own_blocks(ctx, source, programme) if one.id == row["block_id"]), None)
    first = max(programme.first_open, read_month(row["first_month"]), Month.of(ctx.today))
    if block is None or first > programme.last:
        return None, 0, 0
    key = (programme.id, block.region)
    if key not in orders:
        orders[key] = candidates.sort(ctx, source, programme, block.programme_pk, first, area=block.region)
    order = orders[key]
    used = taken.setdefault(programme.id, set())
    for at, person in enumerate(order.keys):
        if person not in used:
            used.add(person)
            ((found, place, _unknown),) = order.asked.explained([person], [at + 1]) if order.asked else []
            return found, place.rank, len(order.keys)
    return None, 0, len(order.keys)
