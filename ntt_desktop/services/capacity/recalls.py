"""Asking capacity back: a parent never takes it, it asks; the holder answers with a release (design section 4)."""

from collections import defaultdict
from dataclasses import dataclass, replace

from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.allotting import months_asked
from ntt_desktop.services.capacity.giving_back import give_back
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.capacity.spans import month_index
from ntt_desktop.store.rows import Rows

CHANGED = frozenset(("recall",))


@dataclass(frozen=True, slots=True)
class Recall:
    """A request for ``seats`` seats of a block in the months ``first..last``, and what came back for it since."""

    id: str
    programme: Programme
    block: Holding
    seats: int
    first: Month
    last: Month
    asked_on: str
    reason: str
    returned: int = 0
    """Seat-months released for it."""
    withdrawn: bool = False

    @property
    def wanted(self) -> int:
        """Seat-months still asked for: those of closed months cannot come back any more."""
        first = max(self.first, self.programme.first_open)
        return max(self.last.index - first.index + 1, 0) * self.seats

    @property
    def missing(self) -> int:
        """Seat-months that have not come back; 0 when it is answered, over or withdrawn."""
        return 0 if self.withdrawn else max(self.wanted - self.returned, 0)

    @property
    def seats_missing(self) -> int:
        """Seats that have not come back, counted in the months still open."""
        months = self.wanted // self.seats if self.seats else 0
        return -(-self.missing // months) if months else 0


def recall(
    ctx: Context,
    code: str,
    holder: str,
    seats: int | None = None,
    *,
    reason: str = "",
    from_month: str | None = None,
    to_month: str | None = None,
) -> Result[list[Recall]]:
    """Ask a node below (id, device code, name) or a region for ``seats`` seats back; None asks for all of them.

    Nothing is taken: the seats stay with their holder until its release has arrived. Raises `UserError`
    ``programme_unknown``, ``no_such_holder``, ``nothing_to_recall``, ``recall_too_much``, ``programme_over``,
    ``months_reversed``.
    """
    with ctx.store.write(ctx.actor, reason) as uow:
        programme = resolve(uow, code)
        first, last = months_asked(programme, from_month, to_month)
        blocks = [block for block in _of_holder(ctx, uow, programme, holder) if _meets(block, first, last)]
        asked: dict[str, int] = defaultdict(int)
        for one in _all(uow, programme):
            asked[one.block.id] += one.seats_missing
        there = {
            block: count
            for block in blocks
            if (count := min(_seats_held(uow, block, first, last), block.rect.seats) - asked[block.id]) > 0
        }
        total = sum(there.values())
        if not total:
            raise UserError("nothing_to_recall", programme=programme.code, holder=holder)
        if seats is not None and not 1 <= seats <= total:
            raise UserError("recall_too_much", programme=programme.code, asked=seats, held=total)
        wanted = total if seats is None else seats
        made = []
        for block in sorted(there, key=lambda one: (-there[one], one.rect)):
            share = min(wanted, there[block])
            if not share:
                break
            wanted -= share
            record = uow.new_id()
            months = max(first.index, block.rect.first), min(last.index, block.rect.last)
            uow.put(
                "recall",
                record,
                {
                    "block_id": block.id,
                    "seats": share,
                    "first_month": Month.at(months[0]).text,
                    "last_month": Month.at(months[1]).text,
                    "asked_on": ctx.today.isoformat(),
                    "reason": reason.strip() or None,
                },
            )
            made.append(record)
        stored = [one for one in _all(uow, programme) if one.id in made]
    return Result(stored, CHANGED)


def recalls(ctx: Context, code: str | None = None, *, every: bool = False) -> list[Recall]:
    """Requests known here, of one programme or all: those still open, or ``every`` one; the oldest first."""
    with ctx.store.read() as reader:
        chosen = [resolve(reader, code)] if code else programmes.every(reader)
        return [one for programme in chosen for one in _all(reader, programme) if every or one.missing]


def answer(ctx: Context, recall_id: str, seats: int | None = None) -> Result[int]:
    """Give back what a request asks for, or ``seats`` of it: as much as is free here. Returns the seat-months.

    Raises `UserError` ``recall_unknown``, ``recall_done``, ``not_holder_of_block``, ``nothing_to_release``,
    ``capacity_exceeded``.
    """
    with ctx.store.write(ctx.actor) as uow:
        asked = _find(uow, recall_id)
        if asked.block.holder != ctx.store.node.id:
            raise UserError("not_holder_of_block", programme=asked.programme.code)
        if not asked.missing:
            raise UserError("recall_done", programme=asked.programme.code)
        first = max(asked.first, asked.programme.first_open).index
        free = len(programmes.space(uow, asked.block).seats_free_in(first, asked.last.index))
        wanted = min(free, asked.seats_missing) if seats is None else seats
        if not wanted:
            raise UserError("nothing_to_release", programme=asked.programme.code)
        given = give_back(uow, asked.programme, [asked.block], wanted, first, asked.last.index)
    return Result(given, frozenset(("release", "recall")))


def withdraw(ctx: Context, recall_id: str) -> Result[Recall]:
    """Take a request back. Raises ``recall_unknown``, ``not_owner`` (another node asked)."""
    with ctx.store.write(ctx.actor) as uow:
        asked = _find(uow, recall_id)
        above = {block.id: block.holder for block in programmes.holdings(uow, asked.programme.id)}
        if above.get(asked.block.parent or "") != ctx.store.node.id:
            raise UserError("not_asked_here", programme=asked.programme.code)
        uow.put("recall", recall_id, {"withdrawn": 1})
    return Result(replace(asked, withdrawn=True), CHANGED)


def _find(source: Rows, recall_id: str) -> Recall:
    for row in source.rows(
        "SELECT b.programme_id FROM recall r JOIN block b ON b.id = r.block_id WHERE r.id = ?", (recall_id,)
    ):
        for programme in programmes.find(source, row["programme_id"]):
            for one in _all(source, programme):
                if one.id == recall_id:
                    return one
    raise UserError("recall_unknown", id=recall_id)


def _of_holder(ctx: Context, source: Rows, programme: Programme, holder: str) -> list[Holding]:
    """Blocks passed down to a node, or for a region."""
    down = lookup.passed_down(ctx, source, programme)
    rows = source.rows("SELECT id, device, name FROM node UNION SELECT node, device, name FROM peer")
    asked = holder.strip()
    ids = {
        row["id"]
        for row in rows
        if asked in (row["id"], row["device"]) or asked.casefold() == (row["name"] or "").casefold()
    }
    region = ctx.reference.regions.normal_code(asked)
    found = [block for block in down if block.holder in ids or block.id == asked or (region and block.region == region)]
    if not ids and not region and not found:
        raise UserError("no_such_holder", to=holder)
    return found


def _meets(block: Holding, first: Month, last: Month) -> bool:
    return block.rect.first <= last.index and first.index <= block.rect.last


def _seats_held(source: Rows, block: Holding, first: Month, last: Month) -> int:
    """Seats of a block of which some of these months were not given back yet."""
    months = min(last.index, block.rect.last) - max(first.index, block.rect.first) + 1
    window = Rect(block.rect.seat_from, block.rect.seat_to, first.index, last.index)
    held = window.common(block.rect).area - sum(rect.common(window).area for rect, _ in _released(source, block.pk))
    return -(-held // months) if months > 0 else 0


def _released(source: Rows, block: int) -> list[tuple[Rect, str]]:
    """What was given back of a block, with the creating revision, in the order of creation."""
    rows = source.rows(
        "SELECT c.seat_from, c.seat_to, c.first, c.last, r.created_rev FROM capacity_release c "
        "JOIN release r ON r.pk = c.release WHERE c.block = ? ORDER BY r.created_rev",
        (block,),
    )
    return [(Rect(row["seat_from"], row["seat_to"], row["first"], row["last"]), row["created_rev"]) for row in rows]


def _all(source: Rows, programme: Programme) -> list[Recall]:
    """Every readable request of a programme; a release counts for the oldest request that waits for it."""
    blocks = {block.id: block for block in programmes.holdings(source, programme.id)}
    rows = source.rows(
        "SELECT r.* FROM recall r JOIN block b ON b.id = r.block_id WHERE b.programme_id = ? ORDER BY r.created_rev",
        (programme.id,),
    )
    found: list[Recall] = []
    left: dict[str, dict[str, int]] = {}
    for row in rows:
        block = blocks.get(row["block_id"])
        if block is None or month_index(row["first_month"]) is None or month_index(row["last_month"]) is None:
            continue
        one = Recall(
            id=row["id"],
            programme=programme,
            block=block,
            seats=row["seats"] or 0,
            first=Month.parse(row["first_month"]),
            last=Month.parse(row["last_month"]),
            asked_on=row["asked_on"] or "",
            reason=row["reason"] or "",
            withdrawn=bool(row["withdrawn"]),
        )
        window = Rect(block.rect.seat_from, block.rect.seat_to, one.first.index, one.last.index)
        unused = left.setdefault(block.id, {})
        for rect, created in _released(source, block.pk):
            if created <= row["created_rev"] or one.withdrawn:
                continue
            there = unused.setdefault(created, rect.common(window).area)
            taken = min(there, max(one.wanted - one.returned, 0))
            unused[created] -= taken
            one = replace(one, returned=one.returned + taken)
        found.append(one)
    return found
