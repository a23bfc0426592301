"""Joining two programmes of one code: what a node below typed, or made itself, becomes part of the real one.

The node above decides, and passes blocks of its own programme down that *confirm* those of the other one. From then
on the other programme has no capacity; its slots move to the confirming blocks, keeping their order of creation, and
what has no room there stays contested (`ntt_desktop.services.capacity.confirming`). Nothing is counted twice, since
only one of the two is ever in force. The owner may be further down: what confirms is passed through the nodes between.
"""

from dataclasses import dataclass

from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.allotting import pass_down
from ntt_desktop.services.capacity.confirming import adopt, hand_on, move, stranded
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import nodes

__all__ = ["COMPARED", "DECISIVE", "Joining", "Term", "adopt", "candidates", "join"]

COMPARED = ("name", "payer", "rate", "first_month", "last_month", "seats", "payment_period", "discount", "rules")
"""The terms shown side by side."""

DECISIVE = frozenset(("payer", "rate", "first_month", "last_month", "discount", "rules"))
"""Terms that change what somebody was promised: unlike ones are joined only when that is said."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of both programmes, as codes and numbers."""

    name: str
    typed: object
    real: object

    @property
    def unlike(self) -> bool:
        """Whether they differ."""
        return self.typed != self.real

    @property
    def decisive(self) -> bool:
        """Whether joining has to be confirmed because of it."""
        return self.unlike and self.name in DECISIVE


@dataclass(frozen=True, slots=True)
class Joining:
    """What joining ``typed`` into ``real`` would do, or did."""

    typed: Programme
    real: Programme
    terms: tuple[Term, ...]
    linked: int
    """Seats of the real programme that the owner holds already and that now confirm."""
    given: int
    """Seats newly passed down to confirm the rest."""
    free: int
    """Seats free here in all the months concerned, before."""
    moved: int = 0
    """Slots that moved now; the others follow when the owner has taken the file in."""


def candidates(ctx: Context) -> list[tuple[Programme, Programme]]:
    """Pairs (programme of a node below, programme with capacity here) of one code that nobody joined yet.

    Of a node further down only while no node between holds capacity of that code, which could join it itself; none
    that `join` would refuse for good, being closed, billed or of other months.
    """
    with ctx.store.read() as reader:
        every = programmes.every(reader)
        below = _below(ctx, reader)
        theirs = [one for one in every if one.owner in below and not _settled(reader, one)]
        if not theirs:
            return []
        ours = {block.programme for block in programmes.holdings(reader) if block.holder == ctx.store.node.id}
        return [
            (typed, real)
            for typed in theirs
            if not _nearer(reader, typed, below[typed.owner])
            for real in every
            if real.id != typed.id and real.id in ours and real.code.upper() == typed.code.upper()
            if max(typed.first, real.first_open) <= min(typed.last, real.last)
        ]


def join(
    ctx: Context,
    typed_code: str,
    into: str,
    *,
    seats: int | None = None,
    accept_unlike: bool = False,
    dry_run: bool = False,
) -> Result[Joining]:
    """Join a programme of a node below into one of which this node holds capacity.

    Blocks that the owner was given already confirm first; without any, ``seats`` (all that were typed unless said)
    are passed down anew, in the months that both have. Raises `UserError` ``join_same``, ``join_not_below``,
    ``join_billed``, ``joined_already``, ``join_no_capacity``, ``terms_unlike`` (unless ``accept_unlike``),
    ``capacity_exceeded``, ``programme_over``.
    """
    if dry_run:
        with ctx.store.read() as reader:
            return Result(_plan(ctx, reader, *_pair(ctx, reader, typed_code, into), seats))
    with ctx.store.write(ctx.actor, "join") as uow:
        typed, real = _pair(ctx, uow, typed_code, into)
        plan = _plan(ctx, uow, typed, real, seats)
        if not accept_unlike and any(term.decisive for term in plan.terms):
            unlike = ", ".join(term.name for term in plan.terms if term.decisive)
            raise UserError("terms_unlike", programme=typed.code, terms=unlike)
        top = _top(uow, typed)
        for block in _unlinked(uow, typed, real):
            uow.put("block", block.id, {"confirms": top.id})
        if plan.given:
            first, last = _months(typed, real)
            way = _below(ctx, uow)[typed.owner]
            pass_down(ctx, uow, real, way[0], plan.given, first, last, confirms=top.id)
        uow.put("programme", typed.id, {"joined_into": real.id})
        uow.finish()
        # What is known here of how it was passed on is passed on at once; the nodes between do the rest.
        for holder in _below(ctx, uow)[typed.owner]:
            hand_on(ctx, uow, typed, of=[holder])
        moved = move(uow, typed, stranded(uow, typed))
    done = Joining(typed, real, plan.terms, plan.linked, plan.given, plan.free, moved)
    return Result(done, frozenset(("programme", "block", "slot")))


def _below(ctx: Context, source: Rows) -> dict[str, tuple[str, ...]]:
    """The nodes below this one, each with the way to it."""
    direct = {peer.node: (peer.node,) for peer in lookup.below(source)}
    return direct | nodes.subtree(source, ctx.store.node.id)


def _nearer(source: Rows, typed: Programme, way: tuple[str, ...]) -> bool:
    """Whether a node between holds capacity under the code of a programme of somebody below it."""
    rows = source.rows(
        "SELECT DISTINCT k.holder_node FROM capacity_block c JOIN block k ON k.pk = c.block "
        "JOIN programme p ON p.id = k.programme_id WHERE upper(p.code) = upper(?)",
        (typed.code,),
    )
    return bool({row["holder_node"] for row in rows} & set(way[:-1]))


def _pair(ctx: Context, source: Rows, typed_code: str, into: str) -> tuple[Programme, Programme]:
    """The two programmes; a code alone means the one of a node below, and the one with capacity here."""
    mine = ctx.store.node.id
    ours = {block.programme for block in programmes.holdings(source) if block.holder == mine}
    below = _below(ctx, source)

    def one_of(text: str, fits: set[str], key: str) -> Programme:
        found = programmes.find(source, text.strip())
        chosen = [one for one in found if getattr(one, key) in fits] if len(found) > 1 else found
        return chosen[0] if len(chosen) == 1 else resolve(source, text)

    typed, real = one_of(typed_code, set(below), "owner"), one_of(into, ours, "id")
    if typed.id == real.id:
        raise UserError("join_same", programme=typed.code)
    if typed.joined_into:
        raise UserError("joined_already", programme=typed.code)
    if typed.owner not in below:
        raise UserError("join_not_below", programme=typed.code)
    if real.id not in ours or real.joined_into:
        raise UserError("join_no_capacity", programme=real.code)
    if _settled(source, typed):
        raise UserError("join_billed", programme=typed.code)
    return typed, real


def _settled(source: Rows, programme: Programme) -> bool:
    """Whether months of it are closed, billed or paid."""
    billed = source.rows(
        "SELECT 1 FROM bill WHERE programme_id = :id AND coalesce(cancelled, 0) = 0 UNION ALL "
        "SELECT 1 FROM payment WHERE programme_id = :id AND coalesce(cancelled, 0) = 0",
        {"id": programme.id},
    )
    return bool(programme.closed or billed)


def _months(typed: Programme, real: Programme) -> tuple[Month, Month]:
    first, last = max(typed.first, real.first_open), min(typed.last, real.last)
    if first > last:
        raise UserError("programme_over", programme=real.code)
    return first, last


def _plan(ctx: Context, source: Rows, typed: Programme, real: Programme, seats: int | None) -> Joining:
    first, last = _months(typed, real)
    linked = sum(block.rect.seats for block in _unlinked(source, typed, real))
    wanted = seats if seats is not None else (linked or typed.seats)
    given = max(wanted - linked, 0)
    free = 0
    for block in lookup.own_blocks(ctx, source, real):
        if not block.reserved:
            low, high = max(first.index, block.rect.first), min(last.index, block.rect.last)
            free += len(programmes.space(source, block).seats_free_in(low, high))
    if given > free:
        raise UserError("capacity_exceeded", programme=real.code, asked=given, free=free)
    terms = tuple(Term(name, _term(typed, name), _term(real, name)) for name in COMPARED)
    return Joining(typed, real, terms, linked, given, free)


def _term(programme: Programme, name: str) -> object:
    if name in ("first_month", "last_month"):
        return (programme.first if name == "first_month" else programme.last).text
    if name == "rules":
        # The area of residence follows the payer's area, so it is no other rule.
        return tuple(
            (rule.code, tuple(sorted(rule.params.items())) if rule.code != "domicile" else ())
            for rule in programme.eligibility.rules
        )
    return getattr(programme, name)


def _top(source: Rows, programme: Programme) -> Holding:
    tops = [
        block
        for block in programmes.holdings(source, programme.id)
        if block.parent is None and block.holder == programme.owner
    ]
    if not tops:
        raise UserError("join_no_capacity", programme=programme.code)
    return tops[0]


def _unlinked(source: Rows, typed: Programme, real: Programme) -> list[Holding]:
    """Blocks of the real programme that the owner of the typed one was given, and that confirm nothing yet."""
    return [
        block
        for block in programmes.holdings(source, real.id)
        if block.holder == typed.owner and not (block.confirms or block.retired_on or block.reserved)
    ]
