"""Restored backups, copied stores and wrong clocks: noticed, told in words, and told to the machine concerned.

What a parent notices of a node below stands in its list of senders, and rides in the node's next return file as lines
``{"t":"notice","c":code,"p":params}``.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package.manifest import PACKAGE, Manifest
from ntt_desktop.formats.package.payload import Line, Payload
from ntt_desktop.services.context import WITA, Context, Result
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.care import identity
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import epochs, nodes, packages
from ntt_desktop.store.sync import notices as kept
from ntt_desktop.store.sync.notices import RESTORED, Notice
from ntt_desktop.store.unit_of_work import UnitOfWork

NOTICE = "notice"
"""Type of the payload lines."""

CLONED, TWO_PLACES, NODE_RESTORED = "store_cloned", "store_in_two_places", "store_restored"
BELOW_RESTORED = "restored_below"
"""`NODE_RESTORED` once its file was taken in: how many it lost stands in that file's report only."""
RENEWED = "store_renewed"
"""One of two stores that used one identity numbers anew, and lacks what the other one entered."""
CLOCK_AHEAD, CLOCK_BACK = "clock_ahead", "clock_back"
PARENT_ANEW = "parent_numbers_anew"
"""Only in a file's report: the parent was restored, or told that it has a copy."""
CLOCK_WAS_AHEAD = "clock_was_ahead"
"""Only in a file's report: records dated in the future in a file that is dated rightly."""
CLOCK_BACK_HERE = "clock_back_here"
_CLOCK_SEEN = "clock_seen"
"""The setting that keeps the last record after which somebody has seen to `CLOCK_BACK_HERE`."""
EPOCH = "epoch"
"""Parameter of `CLONED` and `TWO_PLACES`: the numbering that is in use by two stores."""
RESTORED_ALONE = "restored_alone"
"""A restored store above which nobody stands."""
CONFIRMED = "restores_confirmed"
"""The setting that keeps who confirmed restored backups, when and why."""

_TOLD = {
    CLONED: "own_store_cloned",
    TWO_PLACES: "own_store_in_two_places",
    CLOCK_AHEAD: "own_clock_ahead",
    CLOCK_BACK: "own_clock_back",
}
"""What a node is told of itself, and under which code it keeps that."""

_AHEAD = timedelta(hours=24)
_SLACK = timedelta(minutes=10)


def look_at(uow: UnitOfWork, manifest: Manifest, *, cloned: bool, restored: bool, ahead: int) -> dict[str, Any]:
    """Note what a file just taken in gives away of its sender; code -> parameters, the worst first.

    ``restored``: its epoch is new and another came before; ``ahead``: change records more than a day ahead of us. A
    clock that ran ahead is a fault while files are dated so: the records of its device go on from there as long.
    """
    sender = manifest.sender
    found: dict[str, Any] = {}
    params = {"name": sender.name}
    made = _moment(manifest.created)
    epochs.note_late(uow, sender.node, manifest.epoch, new=restored)
    if cloned and epochs.newest_epoch(uow, sender.node) == manifest.epoch:
        found[CLONED] = params  # of an older one it is known: who is in use beside the newer one stands below
    if epochs.follows_newer_epoch(uow, sender.node, manifest.epoch, manifest.created):
        found[TWO_PLACES] = {**params, EPOCH: manifest.epoch}
    if restored and manifest.kind != PACKAGE:
        found[PARENT_ANEW] = params
    elif restored and _parts_from_another(uow, sender.node, manifest.epoch):
        kept.clear(uow, (CLONED, TWO_PLACES), sender.node)
        found[RENEWED] = params
    elif restored:
        found[NODE_RESTORED] = params
    if made - uow.now > _AHEAD:
        found[CLOCK_AHEAD] = {**params, "days": (made - uow.now).days, "date": _date(made)}
    elif packages.made_out_of_order(uow, sender.node, manifest.epoch, manifest.kind, manifest.sequence, made):
        found[CLOCK_BACK] = {**params, "date": _date(made)}
    late = packages.superseded(uow, sender.node, manifest.epoch, manifest.kind, manifest.sequence)
    if not late:
        # The newest file says how the clock goes now; a copy of the store goes away when it numbers anew.
        kept.clear(uow, (CLOCK_AHEAD, CLOCK_BACK), sender.node)
    if not restored and _holds_again(uow, sender.node):
        kept.clear(uow, (NODE_RESTORED, RENEWED), sender.node)
    for code, values in found.items():
        if code != PARENT_ANEW and not (late and code == CLOCK_AHEAD):
            kept.note(uow, code, sender.node, **values)
    if ahead and CLOCK_AHEAD not in found:
        found[CLOCK_WAS_AHEAD] = {**params, "count": ahead}
    return found


def _parts_from_another(source: Rows, node: str, epoch: str) -> bool:
    """Whether two stores were in use by one identity until this new epoch, which one of them began when told so."""
    before = next((known for known in epochs.epochs_of(source, node) if known != epoch), "")
    return epochs.is_cloned(source, node, before) or any(one.code == TWO_PLACES for one in kept.of(source, node))


def _holds_again(source: Rows, node: str) -> bool:
    """Whether a restored node says that it has everything we knew when its first file after that arrived."""
    return packages.partner_has(source, node, _epoch(source)) >= epochs.lost_until(source, node)


def _epoch(source: Rows) -> str:
    return str(json.loads(source.rows("SELECT value FROM setting WHERE key = 'epoch'")[0]["value"]))


def of_sender(source: Rows, node: str) -> list[Notice]:
    """What was noticed of a node below, as it is told on the board."""
    return [replace(one, code=BELOW_RESTORED) if one.code == NODE_RESTORED else one for one in kept.of(source, node)]


def lines(source: Rows, node: str) -> list[Line]:
    """What a node has to be told of itself; of a copied store also when somebody here has seen to it: it is told until
    it numbers anew."""
    told = {one.code: dict(one.params) for one in kept.of(source, node) if one.code in _TOLD}
    newest = next(iter(epochs.epochs_of(source, node)), "")
    told.pop(CLONED, None)
    if epochs.is_cloned(source, node, newest):
        known = nodes.peer(source, node)
        told[CLONED] = {"name": known.name if known else "", EPOCH: newest}
    return [{"t": NOTICE, "c": code, "p": told[code]} for code in sorted(told)]


def keep(uow: UnitOfWork, payload: Payload) -> None:
    """Keep what the parent's newest file says of this store, in place of what the one before said.

    A store that shares its numbering with another one begins a new epoch, which mends it (docs/decisions/024): the
    parent knows from then on who has what, and sends back what the other store entered.
    """
    kept.clear(uow, _TOLD.values())
    own, shared = _epoch(uow), False
    for line in payload.lines_of(NOTICE):
        params = line.get("p")
        if line.get("c") in _TOLD and isinstance(params, Mapping):
            kept.note(uow, _TOLD[str(line["c"])], **{str(key): value for key, value in params.items()})
            shared |= params.get(EPOCH) == own
    if shared:
        uow.set_setting("epoch", identity.new_epoch())
        uow.set_setting(identity.LIFE, identity.new_life())
        packages.note_renewed(uow)


def answered(uow: UnitOfWork, manifest: Manifest, own: str, epoch: str) -> None:
    """A return file arrived: when it answers a package of our epoch it brought back what a restored store had lost."""
    known = manifest.acknowledged.get(own)
    if known and known.epoch == epoch:
        kept.clear(uow, (RESTORED,))


def notices(ctx: Context) -> list[Notice]:
    """What has to be told of this store, where it is opened first and where files are sent."""
    with ctx.store.read() as reader:
        found = [*kept.of(reader), *_clock(ctx, reader)]
        if not _has_parent(reader):
            found = [replace(one, code=RESTORED_ALONE) if one.code == RESTORED else one for one in found]
    return sorted(found, key=lambda notice: (notice.code not in (RESTORED, RESTORED_ALONE), notice.code))


def dismiss(ctx: Context, code: str, node: str = "") -> Result[None]:
    """Take a notice about this store, or about a ``node`` below, away: somebody has seen to it.

    That of a restored backup goes by a return file, or by `confirm_restored`: raises ``restored_waits``,
    ``restored_unconfirmed``.
    """
    with ctx.store.write(ctx.actor, f"dismissed {code}") as uow:
        if code in (RESTORED, RESTORED_ALONE):
            refuse_after_restore(uow)
        if code == CLOCK_BACK_HERE:
            uow.set_setting(_CLOCK_SEEN, newest_change(uow))
        kept.clear(uow, (NODE_RESTORED if code == BELOW_RESTORED else code,), node)
    return Result(None, frozenset({"notice", "node"}))


def confirm_restored(ctx: Context, reason: str) -> Result[None]:
    """Let a restored store without anybody above it go on: nobody can send back what it lost, and somebody says so.

    Who, when and why stay in the store. Raises ``reason_missing``, ``restored_waits`` where a parent can answer, and
    ``nothing_restored``.
    """
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        if not _is_restored(uow):
            raise UserError("nothing_restored")
        if _has_parent(uow):
            raise UserError("restored_waits")
        said = {"by": ctx.actor, "at": uow.now.isoformat(timespec="seconds"), "reason": clean(reason)}
        uow.set_setting(CONFIRMED, [*ctx.store.setting(CONFIRMED, []), said])
        kept.clear(uow, (RESTORED,))
    return Result(None, frozenset({"notice"}))


def confirmed_restores(ctx: Context) -> list[dict[str, str]]:
    """Every confirmation of a restored backup: by, at (UTC), reason; oldest first."""
    found: list[dict[str, str]] = ctx.store.setting(CONFIRMED, [])
    return found


def refuse_after_restore(source: Rows) -> None:
    """Seats given since the backup was made are unknown here until the parent has answered, or, where nobody is above,
    until somebody has confirmed it.

    Raises `UserError` ``restored_waits``, ``restored_unconfirmed``.
    """
    if _is_restored(source):
        raise UserError("restored_waits" if _has_parent(source) else "restored_unconfirmed")


def _is_restored(source: Rows) -> bool:
    return any(notice.code == RESTORED for notice in kept.of(source))


def _has_parent(source: Rows) -> bool:
    return bool(source.rows("SELECT 1 FROM peer WHERE relation = 'parent'"))


def _clock(ctx: Context, source: Rows) -> list[Notice]:
    """Whether this clock stands before the last thing that was written here."""
    now = ctx.clock()
    rows = source.rows(
        "SELECT stored_at FROM change WHERE seq = (SELECT max(seq) FROM change) "
        "AND seq > coalesce((SELECT value ->> '$' FROM setting WHERE key = ?), 0)",
        (_CLOCK_SEEN,),
    )
    last = _moment(rows[0]["stored_at"]) if rows else now
    if last - now <= _SLACK:
        return []
    return [Notice(CLOCK_BACK_HERE, "", {"date": _date(last), "now": _date(now)})]


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _date(moment: datetime) -> str:
    return moment.astimezone(WITA).strftime("%d/%m/%Y %H.%M")
