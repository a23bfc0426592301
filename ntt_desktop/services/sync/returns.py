"""Return files (berkas balasan): for each node below, what it has to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.formats.package.manifest import RETURN, Manifest
from ntt_desktop.formats.package.payload import Line
from ntt_desktop.services.capacity.programmes import hand_over_reservations
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.sync import elsewhere, given_verdicts, notices, outgoing, scope, stock
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.files import make_folder
from ntt_desktop.store.sync import nodes, packages
from ntt_desktop.store.sync.elsewhere import SETTING as NIK_KEY
from ntt_desktop.store.sync.nodes import Peer

REPLACED = "replaced"
"""The setting that keeps whose place an invited node takes: node -> the lost ones."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A return file that was made, and for whom."""

    path: Path
    node: Peer
    manifest: Manifest


def make_returns(
    ctx: Context,
    folder: Path,
    *,
    to: str = "",
    full: bool = False,
    unprotected: bool = False,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[list[Returned]]:
    """Make the return file of every node below in use, or of those that ``to`` names (id, name, region, device).

    ``full`` puts in everything of the node's region, for a replacement laptop.
    Raises `UserError` ``no_such_node``, ``no_nodes_below``, ``sync_password_missing``, ``file_exists``.
    """
    password = outgoing.sync_password(ctx, unprotected=unprotected)
    chosen = _chosen(ctx, to)
    make_folder(folder)
    _hand_over(ctx, chosen)
    made = []
    for done, peer in enumerate(chosen):
        progress(done, len(chosen))
        made.append(make_one(ctx, peer, folder, full=full, password=password, overwrite=overwrite))
    progress(len(chosen), len(chosen))
    return Result(made, frozenset({"package", "block"}))


def _chosen(ctx: Context, to: str) -> list[Peer]:
    with ctx.store.read() as reader:
        below = nodes.children(reader) if to else nodes.in_use(reader)
    if not below:
        raise UserError("no_nodes_below")
    chosen = [peer for peer in below if not to or to in (peer.node, peer.name, peer.region, peer.device)]
    if not chosen:
        raise UserError("no_such_node", node=to)
    return chosen


def _hand_over(ctx: Context, chosen: list[Peer]) -> None:
    """Give the nodes the blocks that wait for their regions, so that the file brings them; and to who has a lost
    machine's place what arrived late from that one."""
    for peer in chosen:
        hand_over_reservations(ctx, peer.node, peer.region)
    replaced: dict[str, list[str]] = ctx.store.setting(REPLACED, {})
    if any(peer.node in replaced for peer in chosen):
        with ctx.store.write(ctx.actor, "return") as uow:
            for peer in chosen:
                for lost in replaced.get(peer.node, ()):
                    # Beyond what the node acknowledges: everything of these people has to follow.
                    nodes.note_held(uow, peer.node, nodes.held(uow, lost), newest_change(uow) + 1)


def make_one(
    ctx: Context,
    peer: Peer,
    folder: Path,
    *,
    full: bool,
    password: str,
    overwrite: bool,
    lines: Sequence[Line] = (),
    progress: Progress = silent,
) -> Returned:
    """The return file of one node, with other lines beside it; ``folder`` may be a file name."""
    own = ctx.store.node
    elsewhere.prepare(ctx, [(peer.node, 0 if full else _acknowledged(ctx, peer))], progress)
    with ctx.store.read() as reader:
        end = newest_change(reader)
        acknowledged = packages.partner_has(reader, peer.node, own.epoch)
        start = 0 if full or acknowledged > end else acknowledged
        if full:
            found = scope.whole_region(
                reader, ctx.reference.regions, node=peer.node, own=own.id, area=peer.region, upto=end
            )
        else:
            found = scope.downward(reader, node=peer.node, own=own.id, after=start, upto=end)
        months, rupiah = stock.money_of(reader, found.slots)
        newest = packages.newest_taken(reader, peer.node)
        told = elsewhere.lines(reader, reader.setting(NIK_KEY, None), peer.node, start)
        draft = outgoing.Draft(
            kind=RETURN,
            recipient=peer.node,
            start=start,
            end=end,
            changes=found.changes,
            lines=[*given_verdicts.verdict_lines(reader, peer.node), *notices.lines(reader, peer.node), *told, *lines],
            stock=stock.totals(reader, peer.node),
            person_months=months,
            rupiah=rupiah,
            full=full,
            proof=newest.digest if newest else "",
        )
        made = outgoing.make(ctx, reader, draft, folder, password=password, overwrite=overwrite)
    return Returned(made.path, peer, made.manifest)


def _acknowledged(ctx: Context, peer: Peer) -> int:
    with ctx.store.read() as reader:
        return packages.partner_has(reader, peer.node, ctx.store.node.epoch)
