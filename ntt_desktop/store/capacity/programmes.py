"""Reading programmes, the blocks in force of a programme, what is free in them, and how everything adds up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntt_desktop.domain.allocation import Space
from ntt_desktop.domain.balance import Account, Balance, balance_blocks, consolidate, until
from ntt_desktop.domain.capacity import Rect
from ntt_desktop.domain.programme import Programme
from ntt_desktop.store.rows import Rows


@dataclass(frozen=True, slots=True)
class Holding:
    """A block in force with what its record says. ``reserved``: its holder holds the block above as well."""

    id: str
    pk: int
    programme: str
    programme_pk: int
    rect: Rect
    holder: str
    region: str
    parent: str | None
    reserved: bool
    last_date: str
    status: str
    letter_number: str = ""
    letter_date: str = ""
    confirms: str = ""
    """The block typed from a letter that this one confirms."""
    retired_on: str = ""
    """ISO date on which it was given up with a lost laptop."""


def find(source: Rows, text: str) -> list[Programme]:
    """The programmes with this id, or else with this code (any case); those that were joined only by their id."""
    rows = source.rows("SELECT * FROM programme WHERE id = ?", (text,)) or source.rows(
        "SELECT * FROM programme WHERE upper(code) = upper(?) AND joined_into IS NULL ORDER BY id", (text,)
    )
    return _readable(source, rows)


def every(source: Rows, *, joined: bool = False) -> list[Programme]:
    """All programmes known here that can be read, by code; those joined to another one only when asked for."""
    where = "" if joined else "WHERE joined_into IS NULL"
    return _readable(source, source.rows(f"SELECT * FROM programme {where} ORDER BY code, id"))


def _readable(source: Rows, rows: list[dict[str, Any]]) -> list[Programme]:
    found = []
    billed = source.rows(
        "SELECT programme_id, max(last_month) AS month FROM bill WHERE cancelled IS NOT 1 "
        "AND (last_month GLOB '[12][0-9][0-9][0-9]-0[1-9]' OR last_month GLOB '[12][0-9][0-9][0-9]-1[0-2]') "
        "GROUP BY programme_id"
    )
    through = {row["programme_id"]: row["month"] for row in billed}
    for row in rows:
        row["billed_through"] = through.get(row["id"])
        try:
            found.append(Programme.from_row(row))
        except ValueError:
            continue  # a record of a newer program, or one whose other half has not arrived
    return found


def holdings(source: Rows, programme: str = "") -> list[Holding]:
    """The blocks in force, of one programme or of all, in the order of their seats."""
    rows = source.rows(
        "SELECT k.id, k.pk, p.id AS programme, p.pk AS programme_pk, c.seat_from, c.seat_to, c.first, c.last, "
        "k.holder_node, k.region, k.last_date, k.status, k.letter_number, k.letter_date, k.confirms, k.retired_on, "
        "a.id AS above, a.holder_node AS above_holder "
        "FROM capacity_block c JOIN block k ON k.pk = c.block JOIN programme p ON p.pk = c.programme "
        "LEFT JOIN block a ON a.pk = c.parent WHERE :programme IN ('', p.id) "
        "ORDER BY p.id, c.seat_from, c.first, k.id",
        {"programme": programme},
    )
    return [
        Holding(
            id=row["id"],
            pk=row["pk"],
            programme=row["programme"],
            programme_pk=row["programme_pk"],
            rect=Rect(row["seat_from"], row["seat_to"], row["first"], row["last"]),
            holder=row["holder_node"] or "",
            region=row["region"] or "",
            parent=row["above"],
            reserved=bool(row["holder_node"]) and row["holder_node"] == row["above_holder"],
            last_date=row["last_date"] or "",
            status=row["status"] or "",
            letter_number=row["letter_number"] or "",
            letter_date=row["letter_date"] or "",
            confirms=row["confirms"] or "",
            retired_on=row["retired_on"] or "",
        )
        for row in rows
    ]


def space(source: Rows, block: Holding) -> Space:
    """What of a block can be given away: not passed down, not given back, nobody there, no claim being contested."""
    holes: list[Rect] = []
    columns = "seat_from, seat_to, first, last"
    released: dict[int, list[Rect]] = {}
    for row in source.rows(
        "SELECT r.block, r.seat_from, r.seat_to, r.first, r.last FROM capacity_release r "
        "WHERE r.block = :block OR r.block IN (SELECT block FROM capacity_block WHERE parent = :block)",
        {"block": block.pk},
    ):
        released.setdefault(row["block"], []).append(_rect(row))
    for row in source.rows(f"SELECT block, {columns} FROM capacity_block WHERE parent = ?", (block.pk,)):
        holes += _without(_rect(row), released.get(row["block"], []))
    rect = block.rect
    where = "programme = :programme AND seat BETWEEN :low AND :high AND month BETWEEN :first AND :last"
    occupied = source.rows(
        f"SELECT seat, sum(1 << (month - :first)) AS mask FROM (SELECT seat, month FROM seat_month WHERE in_force = 1 "
        f"AND {where} UNION SELECT seat, month FROM seat_month WHERE in_force = 0 AND {where}) GROUP BY seat",
        {
            "programme": block.programme_pk,
            "low": rect.seat_from,
            "high": rect.seat_to,
            "first": rect.first,
            "last": rect.last,
        },
    )
    return Space.of(rect, [*holes, *released.get(block.pk, [])], {row["seat"]: row["mask"] for row in occupied})


def _rect(row: Mapping[str, Any]) -> Rect:
    return Rect(row["seat_from"], row["seat_to"], row["first"], row["last"])


def _without(rect: Rect, holes: list[Rect]) -> list[Rect]:
    parts = [rect]
    for hole in holes:
        parts = [rest for part in parts for rest in part.without(hole)]
    return parts


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the seat-months of one programme are, as far as this store knows."""

    programme: Programme
    own: Balance
    """What the asked node holds."""
    whole: Balance
    """All blocks known here together: nothing is passed down in it."""
    blocks: tuple[tuple[Holding, Balance], ...]
    contested: int
    """Every contested seat-month of the programme, those of unknown blocks included."""


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Seat-months of one block in one month at one stage; ``block``, ``programme``: keys (``pk``)."""

    programme: int
    block: int | None
    month: int
    stage: int
    count: int
    in_force: bool


def occupancy(source: Rows) -> list[Occupancy]:
    """All seat-months, counted in one pass over their index; those that are contested apart."""
    # The order of the index, so that nothing has to be sorted.
    rows = source.execute(
        "SELECT programme, block, month, stage, count(*), 1 FROM seat_month WHERE in_force = 1 "
        "GROUP BY month, stage, programme, block"
    ).fetchall()
    rows += source.execute(
        "SELECT programme, block, month, stage, count(*), 0 FROM seat_month WHERE in_force = 0 "
        "GROUP BY month, stage, programme, block"
    ).fetchall()
    return [Occupancy(one[0], one[1], one[2], one[3], one[4], bool(one[5])) for one in rows]


def ledger(source: Rows, programme: Programme, node: str, counted: Sequence[Occupancy] | None = None) -> Ledger:
    """Add up one programme, with ``node``'s share; ``counted``: `occupancy`, where it was read already."""
    found = holdings(source, programme.id)
    closed = programme.closed_index
    accounts = {block.pk: Account(block.id, block.parent, block.holder, block.rect) for block in found}
    for row in source.rows(
        "SELECT r.block, r.seat_from, r.seat_to, r.first, r.last FROM capacity_release r JOIN capacity_block b "
        "ON b.block = r.block JOIN programme p ON p.pk = b.programme WHERE p.id = ?",
        (programme.id,),
    ):
        account, rect = accounts[row["block"]], _rect(row)
        accounts[row["block"]] = replace(
            account,
            released=account.released + rect.area,
            released_closed=account.released_closed + until(rect, closed),
        )
    contested = 0
    joined = {
        row["pk"]
        for row in source.rows(
            "SELECT pk FROM programme WHERE :programme IN (id, joined_into)", {"programme": programme.id}
        )
    }
    for part in occupancy(source) if counted is None else counted:
        if part.programme not in joined:
            continue
        contested += 0 if part.in_force else part.count
        if part.block not in accounts:
            continue
        account = accounts[part.block]
        accounts[part.block] = (
            replace(
                account,
                occupied=account.occupied + part.count,
                occupied_closed=account.occupied_closed + (part.count if part.month <= closed else 0),
            )
            if part.in_force
            else replace(account, contested=account.contested + part.count)
        )
    balances = balance_blocks(accounts.values(), closed, programme.rate)
    return Ledger(
        programme,
        consolidate(accounts.values(), balances, node, programme.rate),
        replace(consolidate(accounts.values(), balances, None, programme.rate), contested=contested),
        tuple((block, balances[block.id]) for block in found),
        contested,
    )
