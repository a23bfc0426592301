"""Giving a laptop up for lost: what nobody occupies of its blocks returns, what arrives from it later is contested.

A parent never takes capacity back from a node that may still give it out. So this is done only after the last date
for assigning has passed, or by the recorded decision of a supervisor with a reason. The free part is given back by
releases that the parent writes in the place of the lost node; the blocks keep how much was known of it, so that
whatever it made and nobody knew of loses against what was given out since (`ntt_desktop.domain.capacity`).
"""

from dataclasses import dataclass

from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.revision import MACHINE, compose
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.programme_lookup import span
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import nodes
from ntt_desktop.store.sync.nodes import Peer

SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Returning:
    """What one programme gets back. ``staying`` seat-months are occupied and stay where they are."""

    programme: Programme
    blocks: int
    months: int
    rupiah: int
    staying: int
    last_date: str
    """The latest date until which the lost node may still assign; "" when a block has none."""


@dataclass(frozen=True, slots=True)
class Retired:
    """A node given up for lost, and what returned."""

    node: str
    name: str
    returned: tuple[Returning, ...]
    decision_needed: bool
    """The last date has not passed everywhere: a supervisor's decision with its reason was, or is, needed."""

    @property
    def months(self) -> int:
        """Seat-months that return, of all programmes."""
        return sum(one.months for one in self.returned)


def retire(ctx: Context, node: str, reason: str = "", *, dry_run: bool = False) -> Result[Retired]:
    """Give the node below that ``node`` names (id, device code, name) up for lost; again, for what became free since.

    ``dry_run`` only says what would return. Raises `UserError` ``no_such_node``, ``retire_needs_supervisor``,
    ``reason_missing``.
    """
    if dry_run:
        with ctx.store.read() as reader:
            peer = _peer(reader, node)
            return Result(_preview(ctx, reader, peer))
    with ctx.store.write(ctx.actor, reason.strip()) as uow:
        peer = _peer(uow, node)
        planned = _preview(ctx, uow, peer)
        if planned.decision_needed:
            if ctx.store.node.role != SUPERVISOR:
                raise UserError("retire_needs_supervisor", name=peer.name)
            if not reason.strip():
                raise UserError("reason_missing")
        today = ctx.today.isoformat()
        if (uow.get("node", peer.node) or {}).get("retired_on") is None:
            uow.put("node", peer.node, {"retired_on": today})
        last_known = _last_known(uow, peer)
        for programme, block, above in _blocks(ctx, uow, peer):
            free = programmes.space(uow, block).within(programme.first_open.index, block.rect.last).rects()
            if not block.retired_on:
                uow.put("block", block.id, {"retired_on": today, "retired_after": last_known})
            for rect in free:
                uow.put("release", uow.new_id(), {"block_id": block.id, **span(rect)})
                if above is not None:  # a reservation inside the node's own block: it returns through that one
                    uow.put("release", uow.new_id(), {"block_id": above.id, **span(rect)})
    return Result(planned, frozenset(("node", "block", "release")))


def _peer(source: Rows, text: str) -> Peer:
    found = lookup.named(nodes.children(source), text)
    if len(found) != 1:
        raise UserError("no_such_node", node=text)
    return found[0]


def _last_known(source: Rows, peer: Peer) -> str:
    rows = source.rows(
        "SELECT max(revision) AS last FROM change WHERE substr(revision, 17, ?) = ?", (MACHINE, peer.device)
    )
    return rows[0]["last"] or compose(0, 0, peer.device)


def _blocks(ctx: Context, source: Rows, peer: Peer) -> list[tuple[Programme, Holding, Holding | None]]:
    """The node's blocks under ours, its own reservations before what they lie in; with the node's block above, if any.

    What the node passed further down is held by others and stays with them.
    """
    found: list[tuple[Programme, Holding, Holding | None]] = []
    for programme in programmes.every(source):
        every = {block.id: block for block in programmes.holdings(source, programme.id)}
        ours = {block.id for block in every.values() if block.holder == ctx.store.node.id}
        theirs = [block for block in every.values() if block.holder == peer.node]
        tops = [block for block in theirs if block.parent in ours]
        inner = [block for block in theirs if block.parent in {top.id for top in tops} and block.parent is not None]
        found += [(programme, block, every[block.parent or ""]) for block in inner]
        found += [(programme, block, None) for block in tops]
    return found


def _preview(ctx: Context, source: Rows, peer: Peer) -> Retired:
    today = ctx.today.isoformat()
    sums: dict[str, Returning] = {}
    needed = False
    for programme, block, _ in _blocks(ctx, source, peer):
        space = programmes.space(source, block).within(programme.first_open.index, block.rect.last)
        seated = source.rows(
            "SELECT count(*) AS months FROM seat_month WHERE block = ? AND in_force = 1 AND month >= ?",
            (block.pk, programme.first_open.index),
        )[0]["months"]
        known = sums.get(programme.id)
        dates = [*([known.last_date] if known else []), block.last_date]
        sums[programme.id] = Returning(
            programme,
            (known.blocks if known else 0) + 1,
            (known.months if known else 0) + space.free,
            ((known.months if known else 0) + space.free) * programme.rate,
            (known.staying if known else 0) + seated,
            max(dates) if all(dates) else "",
        )
        # Already retired: the decision stands. Otherwise the node may assign until the last date.
        needed |= not block.retired_on and not (block.last_date and block.last_date < today)
    return Retired(peer.node, peer.name, tuple(sums.values()), needed)
