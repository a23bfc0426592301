"""Export: the package for the parent."""

from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.formats.package.manifest import PACKAGE, Manifest
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.sync import outgoing, scope, stock
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.sync import packages


@dataclass(frozen=True, slots=True)
class Exported:
    """A package that was made. ``nothing_new``: the parent has everything; the file only acknowledges."""

    path: Path
    manifest: Manifest
    nothing_new: bool


def export(
    ctx: Context,
    out: Path,
    *,
    full: bool = False,
    unprotected: bool = False,
    overwrite: bool = False,
    progress: Progress = silent,
) -> Result[Exported]:
    """Make the package of everything that the parent has not acknowledged (of everything, with ``full``).

    ``out`` is a folder or a file name. A package with nothing new is still a valid file: it carries the
    acknowledgement of what was received, and introduces a new laptop.
    Raises `UserError` ``sync_password_missing``, ``file_exists``; `StoreError` for the disk.
    """
    password = outgoing.sync_password(ctx, unprotected=unprotected)
    node = ctx.store.node
    with ctx.store.read() as reader:
        progress(0, 3)
        start = 0 if full or not node.parent else packages.partner_has(reader, node.parent, node.epoch)
        end = newest_change(reader)
        # An acknowledgement beyond our own log is from a life that a restored backup has forgotten.
        start = start if start <= end else 0
        chosen = scope.upward(reader, parent=node.parent, after=start, upto=end)
        progress(1, 3)
        months, rupiah = stock.money_of(reader, chosen.slots)
        draft = outgoing.Draft(
            kind=PACKAGE,
            recipient=node.parent,
            start=start,
            end=end,
            changes=chosen.changes,
            lines=[stock.stock_line(reader)],
            stock=stock.totals(reader),
            person_months=months,
            rupiah=rupiah,
            incomplete=stock.incomplete(reader),
            full=full,
        )
        made = outgoing.make(ctx, reader, draft, out, password=password, overwrite=overwrite)
    progress(3, 3)
    return Result(Exported(made.path, made.manifest, not chosen.changes), frozenset({"package"}))
