"""The epochs in which nodes number their logs: a restore begins a new one, and so does a store told of its copy."""

from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork


def received_epochs(source: Rows) -> list[tuple[str, str]]:
    """The (node, epoch) pairs from which files were received, the newest epoch of a node last."""
    found = source.rows(
        "SELECT node, epoch, max(pk) AS newest FROM package WHERE direction = 'in' GROUP BY node, epoch ORDER BY newest"
    )
    return [(row["node"], row["epoch"]) for row in found]


def epochs_of(source: Rows, node: str) -> list[str]:
    """The epochs from which files of a node were received, that of the newest file first."""
    return [epoch for known, epoch in reversed(received_epochs(source)) if known == node]


def is_cloned(source: Rows, node: str, epoch: str) -> bool:
    """Whether two stores were seen to number in this epoch."""
    return bool(source.rows("SELECT 1 FROM cloned_epoch WHERE node = ? AND epoch = ?", (node, epoch)))


def note_epoch(uow: UnitOfWork, node: str, epoch: str, made_at: str, since: int) -> bool:
    """Note in which epoch a node numbers; ``since`` is our highest number before its file was taken in.

    True when the epoch is new and the node had another one before: its store was restored from a backup, and may
    have lost what it sent us until now.
    """
    if uow.rows("SELECT 1 FROM node_epoch WHERE node = ? AND epoch = ?", (node, epoch)):
        return False
    earlier = bool(uow.rows("SELECT 1 FROM node_epoch WHERE node = ?", (node,)))
    uow.execute(
        "INSERT INTO node_epoch (node, epoch, since, first_made, seen_at) VALUES (?, ?, ?, ?, ?)",
        (node, epoch, since if earlier else 0, made_at, uow.now.isoformat(timespec="seconds")),
    )
    return earlier


def newest_epoch(source: Rows, node: str) -> str:
    """The epoch of a node of which a first file arrived last."""
    found = source.rows(
        "SELECT epoch FROM package WHERE direction = 'in' AND node = ? GROUP BY epoch ORDER BY min(pk) DESC LIMIT 1",
        (node,),
    )
    return str(found[0]["epoch"])


def note_late(uow: UnitOfWork, node: str, epoch: str, *, new: bool) -> None:
    """A file of this epoch was taken in that came after the first one of a newer epoch, or is the first that is seen of
    a later epoch (``new``) and may be late as well: what it brought may be lost to its sender too."""
    newest = newest_epoch(uow, node)
    if new or newest != epoch:
        uow.execute("UPDATE node_epoch SET since = ? WHERE node = ? AND epoch = ?", (newest_change(uow), node, newest))


def lost_until(source: Rows, node: str) -> int:
    """Up to which of our numbers a node may have lost what it sent us itself; 0 while it has one epoch only.

    What it had when its backup was made it acknowledges; the rest up to here has to be sent back to it.
    """
    found = source.rows("SELECT coalesce(max(since), 0) AS since FROM node_epoch WHERE node = ?", (node,))
    return int(found[0]["since"])


def follows_newer_epoch(source: Rows, node: str, epoch: str, made_at: str) -> bool:
    """Whether a file of an old epoch was made after the node had begun a newer one: both stores are in use.

    An epoch that was seen later is newer unless it began earlier: then its first file was late.
    """
    return bool(
        source.rows(
            "SELECT 1 FROM node_epoch o JOIN node_epoch n ON n.node = o.node AND n.since > o.since "
            "WHERE o.node = ? AND o.epoch = ? AND n.first_made >= o.first_made AND n.first_made < ?",
            (node, epoch, made_at),
        )
    )
