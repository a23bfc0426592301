"""Which blocks and releases are in force: the tables ``capacity_programme``, ``capacity_block``, ``capacity_release``.

They are a function of the records (`ntt_desktop.domain.capacity.settle_blocks`), so that every node that has the
same records counts the same capacity, whatever the order of arrival.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain.capacity import Block, Rect, Release, settle_blocks
from ntt_desktop.errors import UserError
from ntt_desktop.store.capacity.spans import month_index, rect_of
from ntt_desktop.store.driver import IntegrityError
from ntt_desktop.store.money.billed import Held, programmes_concerned

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of ``capacity_block`` (``family`` a text) or of ``capacity_release`` (``family`` None)."""

    pk: int
    family: str | None
    above: int | None
    rect: Rect


def settle(uow: "UnitOfWork", touched: dict[str, set[str]]) -> set[int]:
    """Bring the blocks and releases in force up to date; returns the ``pk`` of slots to be settled again.

    Raises `UserError` ``capacity_not_free`` when a block or release made in this unit cannot be in force.
    """
    slots: set[int] = set()
    for programme in sorted(_programmes(uow, touched)):
        slots |= _settle_programme(uow, programme, touched)
    return slots


def _programmes(uow: "UnitOfWork", touched: dict[str, set[str]]) -> set[str]:
    found = set(touched.get("programme", ())) | programmes_concerned(uow, touched)
    blocks = set(touched.get("block", ()))
    for release in touched.get("release", ()):
        blocks |= {row["block_id"] for row in uow.rows("SELECT block_id FROM release WHERE id = ?", (release,))}
    for block in blocks:
        found |= {
            row["id"]
            for row in uow.rows(
                "SELECT programme_id AS id FROM block WHERE id = ? UNION SELECT p.id FROM block b "
                "JOIN capacity_block c ON c.block = b.pk JOIN programme p ON p.pk = c.programme WHERE b.id = ?",
                (block, block),
            )
        }
    return {programme for programme in found if programme}


def _settle_programme(uow: "UnitOfWork", programme: str, touched: dict[str, set[str]]) -> set[int]:
    row = uow.get("programme", programme)
    if row is None:
        return set()
    pk = int(row["pk"])
    extent = _extent(row)
    keys, blocks, releases = _records(uow, programme)
    wanted = _as_rows(settle_blocks(extent, blocks, releases) if extent else [], keys)
    own = _own(uow, touched, programme)
    for is_release, refused in own - {(row_.family is None, row_.pk) for row_ in wanted}:
        table = "release" if is_release else "block"
        raise _not_free(*uow.execute(f"SELECT seat_from, seat_to FROM {table} WHERE pk = ?", (refused,)).fetchone())
    waiting = (
        "SELECT s.pk FROM slot s JOIN seat_month m ON m.slot = s.pk WHERE s.programme_id = ? AND m.programme IS NULL"
    )
    slots = {waiting_pk for (waiting_pk,) in uow.execute(waiting, (programme,))}
    present = _present(uow, pk)
    if not present <= set(wanted):
        slots |= _clear(uow, pk, present)
        present = set()
    if extent:
        uow.execute(
            "INSERT INTO capacity_programme VALUES (?, ?, ?, ?, ?) ON CONFLICT (programme) DO UPDATE SET "
            "seat_to = excluded.seat_to, first = excluded.first, last = excluded.last",
            (pk, extent.seat_from, extent.seat_to, extent.first, extent.last),
        )
    else:
        uow.execute("DELETE FROM capacity_programme WHERE programme = ?", (pk,))
    try:
        return slots | _insert_all(uow, pk, wanted, present, own)
    except IntegrityError:
        # A release that makes room is new too, and stands behind the block it makes room for: begin from nothing.
        slots |= _clear(uow, pk, _present(uow, pk))
        return slots | _insert_all(uow, pk, wanted, set(), own)


def _insert_all(
    uow: "UnitOfWork", programme: int, wanted: list[_Row], present: set[_Row], own: set[tuple[bool, int]]
) -> set[int]:
    slots: set[int] = set()
    for row in wanted:
        if row not in present:
            slots |= _insert(uow, programme, row, refuse=(row.family is None, row.pk) in own)
    return slots


def _extent(row: dict[str, Any]) -> Rect | None:
    first = month_index(row["first_month"])
    if row["joined_into"]:
        return None  # its capacity is that of the programme it was joined to
    if first is None or not isinstance(row["seats"], int) or not isinstance(row["months"], int):
        return None
    rect = Rect(1, row["seats"], first, first + row["months"] - 1)
    return rect if rect.area else None


def _records(uow: "UnitOfWork", programme: str) -> tuple[dict[str, int], list[Block], list[Release]]:
    """The programme's readable blocks and releases that no bill bars, and the ``pk`` of each by id."""
    keys: dict[str, int] = {}
    blocks, releases = [], []
    for row in uow.rows("SELECT * FROM block WHERE programme_id = ?", (programme,)):
        rect = rect_of(row)
        if rect:
            keys[row["id"]] = row["pk"]
            blocks.append(
                Block(row["id"], row["parent_id"] or None, rect, row["created_rev"], row["retired_after"] or "")
            )
    rows = uow.rows(
        "SELECT r.* FROM release r JOIN block b ON b.id = r.block_id WHERE b.programme_id = ?", (programme,)
    )
    for row in rows:
        rect = rect_of(row)
        if rect:
            keys[row["id"]] = row["pk"]
            releases.append(Release(row["id"], row["block_id"], rect, row["created_rev"]))
    held = Held(uow)
    if programme in held.programmes:  # a billed month keeps its occupant
        blocks = [block for block in blocks if not held.barred(programme, block)]
        releases = [release for release in releases if not held.barred(programme, release)]
    return keys, blocks, releases


def _as_rows(in_force: Iterable[Block | Release], keys: dict[str, int]) -> list[_Row]:
    rows = []
    known: set[str] = set()
    for record in in_force:
        if isinstance(record, Block):
            known.add(record.id)
            above = keys[record.parent] if record.parent in known else None
            rows.append(_Row(keys[record.id], record.parent or "", above, record.rect))
        else:
            rows.append(_Row(keys[record.id], None, keys[record.block], record.rect))
    return rows


def _present(uow: "UnitOfWork", programme: int) -> set[_Row]:
    blocks = uow.execute(
        "SELECT block, family, parent, seat_from, seat_to, first, last FROM capacity_block WHERE programme = ?",
        (programme,),
    ).fetchall()
    releases = uow.execute(
        "SELECT r.release, NULL, r.block, r.seat_from, r.seat_to, r.first, r.last FROM capacity_release r "
        "JOIN capacity_block b ON b.block = r.block WHERE b.programme = ?",
        (programme,),
    ).fetchall()
    return {_Row(pk, family, above, Rect(*rect)) for pk, family, above, *rect in (*blocks, *releases)}


def _clear(uow: "UnitOfWork", programme: int, present: set[_Row]) -> set[int]:
    """Take everything of a programme out of force, the last put in first; returns the slots concerned.

    Rare: only when a record arrives that was made before one that it excludes.
    """
    slots = {row[0] for row in uow.execute("SELECT DISTINCT slot FROM seat_month WHERE programme = ?", (programme,))}
    uow.execute(
        "UPDATE seat_month SET in_force = 0, contested = 'unsettled' WHERE programme = ? AND in_force = 1", (programme,)
    )
    remaining = set(present)
    while remaining:
        gone: set[_Row] = set()
        for row in sorted(remaining, key=lambda row: -row.pk):
            if not _in_use(row, remaining - gone):
                table, key = ("capacity_release", "release") if row.family is None else ("capacity_block", "block")
                uow.execute(f"DELETE FROM {table} WHERE {key} = ?", (row.pk,))
                gone.add(row)
        if not gone:
            raise RuntimeError("capacity rows stand on each other")
        remaining -= gone
    return slots


def clear(uow: "UnitOfWork", programme: int) -> None:
    """Take everything of a programme (``pk``) out of force, for `ntt_desktop.store.recompute`."""
    _clear(uow, programme, _present(uow, programme))


def _in_use(row: _Row, others: set[_Row]) -> bool:
    """Whether another row stands on this one, so that it cannot be taken out yet."""
    if row.family is not None:
        return any(other.above == row.pk for other in others)
    block = next(other for other in others if other.family is not None and other.pk == row.above)
    for other in others:
        shared = other.rect.common(row.rect)
        if not shared.area or other == row:
            continue
        if other.family is None and other.above == block.above:
            return True
        if other.family == block.family and other != block:
            back = (one.rect for one in others if one.family is None and one.above == other.pk)
            if shared.area > sum(shared.common(rect).area for rect in back):
                return True
    return False


def _insert(uow: "UnitOfWork", programme: int, row: _Row, *, refuse: bool) -> set[int]:
    """Put a row in force. Whoever sits there and must not is unseated first, or (``refuse``) the row is refused."""
    rect = row.rect
    span = (rect.seat_from, rect.seat_to, rect.first, rect.last)
    here = "programme = ? AND block = ? AND in_force = 1 AND seat BETWEEN ? AND ? AND month BETWEEN ? AND ?"
    slots: set[int] = set()
    if row.above is not None:
        where = (programme, row.above, *span)
        found = uow.execute(f"SELECT DISTINCT slot FROM seat_month WHERE {here}", where).fetchall()
        if found and refuse:
            raise _not_free(rect.seat_from, rect.seat_to)
        if found:
            slots |= {slot for (slot,) in found}
            uow.execute(f"UPDATE seat_month SET in_force = 0, contested = 'unsettled' WHERE {here}", where)
    try:
        if row.family is None:
            uow.execute("INSERT INTO capacity_release VALUES (?, ?, ?, ?, ?, ?)", (row.pk, row.above, *span))
        else:
            uow.execute(
                "INSERT INTO capacity_block VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (row.pk, programme, row.family, row.above, *span),
            )
    except IntegrityError as error:
        if refuse:
            raise _not_free(rect.seat_from, rect.seat_to) from error
        raise
    if row.family is not None:  # claims that waited for this block
        own = "SELECT s.pk FROM slot s JOIN block b ON b.id = s.block_id WHERE b.pk = ?"
        slots |= {pk for (pk,) in uow.execute(own, (row.pk,))}
    else:  # claims of the block above on what is given back
        above = (
            "SELECT s.pk FROM capacity_block b JOIN block a ON a.pk = b.parent JOIN slot s ON s.block_id = a.id "
            "WHERE b.block = ? AND s.seat BETWEEN ? AND ?"
        )
        slots |= {pk for (pk,) in uow.execute(above, (row.above, rect.seat_from, rect.seat_to))}
    if row.above is not None:  # contested claims whose reason may be another one now
        beside = "SELECT s.pk FROM slot s JOIN block b ON b.id = s.block_id WHERE b.pk = ? AND s.seat BETWEEN ? AND ?"
        slots |= {pk for (pk,) in uow.execute(beside, (row.above, rect.seat_from, rect.seat_to))}
    return slots


def _own(uow: "UnitOfWork", touched: dict[str, set[str]], programme: str) -> set[tuple[bool, int]]:
    """(is a release, pk) of what was made in this very unit, here: it is refused rather than kept out of force."""
    found = set()
    for kind, block in (("block", "k"), ("release", "b")):
        for record in touched.get(kind, ()):
            rows = uow.rows(
                f"SELECT k.pk FROM {kind} k JOIN change c ON c.revision = k.created_rev "
                + ("JOIN block b ON b.id = k.block_id " if kind == "release" else "")
                + f"WHERE k.id = ? AND {block}.programme_id = ? AND k.created_rev = k.updated_rev AND c.source = ''",
                (record, programme),
            )
            found |= {(kind == "release", row["pk"]) for row in rows}
    return found


def _not_free(seat_from: int, seat_to: int) -> UserError:
    return UserError("capacity_not_free", seat_from=seat_from, seat_to=seat_to)
