"""Finding a programme, the blocks of this node, and the names of those who hold the others."""

from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import nodes
from ntt_desktop.store.sync.nodes import Peer

CHANGED = frozenset(("programme", "block"))


def resolve(source: Rows, text: str) -> Programme:
    """The programme of a code or id. Raises `UserError` ``programme_unknown`` or ``programme_ambiguous``."""
    found = programmes.find(source, text.strip())
    if not found:
        raise UserError("programme_unknown", programme=text)
    if len(found) > 1:
        raise UserError("programme_ambiguous", programme=text, ids=", ".join(programme.id for programme in found))
    return found[0]


def known(ctx: Context) -> list[Programme]:
    """Every programme of this store that was not joined to another one, newest first."""
    with ctx.store.read() as reader:
        found = [one for one in programmes.every(reader) if not one.joined_into]
    return sorted(found, key=lambda one: (-one.first.index, one.code))


def owned(ctx: Context, source: Rows, text: str) -> Programme:
    """The programme of a code or id that this node owns. Raises also ``not_owner``."""
    programme = resolve(source, text)
    if programme.owner != ctx.store.node.id:
        raise UserError("not_owner", programme=programme.code)
    return programme


def own_blocks(ctx: Context, source: Rows, programme: Programme) -> list[Holding]:
    """The blocks in force that this node holds; not those that were retired when it was given up for lost."""
    mine = ctx.store.node.id
    return [one for one in programmes.holdings(source, programme.id) if one.holder == mine and not one.retired_on]


def passed_down(ctx: Context, source: Rows, programme: Programme) -> list[Holding]:
    """The blocks in force that this node passed down to other nodes."""
    found = programmes.holdings(source, programme.id)
    mine = {block.id for block in found if block.holder == ctx.store.node.id}
    return [block for block in found if block.parent in mine and block.holder != ctx.store.node.id]


def below(source: Rows) -> list[Peer]:
    """The nodes that send to us, without those that were given up for lost."""
    lost = {row["id"] for row in source.rows("SELECT id FROM node WHERE retired_on IS NOT NULL")}
    return [peer for peer in nodes.children(source) if peer.node not in lost]


def named(peers: list[Peer], text: str) -> list[Peer]:
    """The nodes with this id, device code or name."""
    asked = text.strip()
    return [peer for peer in peers if asked in (peer.node, peer.device) or peer.name.casefold() == asked.casefold()]


def node_names(ctx: Context) -> dict[str, str]:
    """Id -> name of every node known here."""
    with ctx.store.read() as reader:
        names = {row["id"]: row["name"] or "" for row in reader.rows("SELECT id, name FROM node")}
        return names | {row["node"]: row["name"] for row in reader.rows("SELECT node, name FROM peer")}


def span(rect: Rect) -> dict[str, str | int]:
    """A rectangle as the fields of a record."""
    return {
        "seat_from": rect.seat_from,
        "seat_to": rect.seat_to,
        "first_month": Month.at(rect.first).text,
        "last_month": Month.at(rect.last).text,
    }


def title(ctx: Context, region: str) -> str:
    """A region with what it lies in, for a sentence."""
    return ctx.reference.regions.label(region)
