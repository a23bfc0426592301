"""The triggers on the tables in which capacity is counted: nothing is passed down, given back or occupied twice.

A refusal is ``RAISE(ABORT, code)``. They guard what is in force whatever the code above does
(`ntt_desktop.store.schema.capacity` says what these tables are).
"""

_INSIDE = (
    "NEW.seat_from >= {o}.seat_from AND NEW.seat_to <= {o}.seat_to AND NEW.first >= {o}.first AND NEW.last <= {o}.last"
)
_MEETS = (
    "{o}.seat_from <= NEW.seat_to AND {o}.seat_to >= NEW.seat_from AND {o}.first <= NEW.last AND {o}.last >= NEW.first"
)
_HOLDS = "NEW.seat BETWEEN {o}.seat_from AND {o}.seat_to AND NEW.month BETWEEN {o}.first AND {o}.last"


def _common_area(one: str, other: str, third: str) -> str:
    """SQL: the seat-months that three rectangles have in common."""
    seat_to = f"min({one}.seat_to, {other}.seat_to, {third}.seat_to)"
    seat_from = f"max({one}.seat_from, {other}.seat_from, {third}.seat_from)"
    last = f"min({one}.last, {other}.last, {third}.last)"
    first = f"max({one}.first, {other}.first, {third}.first)"
    return f"(max({seat_to} - {seat_from} + 1, 0) * max({last} - {first} + 1, 0))"


_NOT_GIVEN_BACK = (
    # Seat-months that NEW shares with block c, less those of them that c gave back (releases never overlap).
    _common_area("NEW", "c", "c")
    + " > coalesce((SELECT sum("
    + _common_area("NEW", "c", "r")
    + ") FROM capacity_release r WHERE r.block = c.block), 0)"
)


def _refuse(code: str, condition: str) -> str:
    return f"SELECT RAISE(ABORT, '{code}') WHERE {condition};"


def _frozen(table: str) -> str:
    """A trigger: what is in force is never moved; it is taken out and put in again."""
    return (
        f"CREATE TRIGGER {table}_is_fixed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table}_is_fixed'); END"
    )


_PASSED_DOWN = (
    "EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = NEW.block AND "
    + _HOLDS.format(o="c")
    + " AND NOT EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = c.block AND "
    + _HOLDS.format(o="r")
    + "))"
)

_OCCUPANT_GUARD = " ".join(
    (
        _refuse(
            "outside_block",
            "NOT EXISTS (SELECT 1 FROM capacity_block b WHERE b.block = NEW.block AND b.programme = NEW.programme AND "
            + _HOLDS.format(o="b")
            + ")",
        ),
        _refuse("passed_down", _PASSED_DOWN),
        _refuse(
            "released",
            "EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = NEW.block AND " + _HOLDS.format(o="r") + ")",
        ),
    )
)

TRIGGERS = (
    "CREATE TRIGGER capacity_programme_guard BEFORE UPDATE ON capacity_programme BEGIN "
    + _refuse(
        "programme_in_use",
        "EXISTS (SELECT 1 FROM capacity_block b WHERE b.programme = NEW.programme AND (b.seat_from < NEW.seat_from "
        "OR b.seat_to > NEW.seat_to OR b.first < NEW.first OR b.last > NEW.last))",
    )
    + " END",
    "CREATE TRIGGER capacity_programme_kept BEFORE DELETE ON capacity_programme BEGIN "
    + _refuse("programme_in_use", "EXISTS (SELECT 1 FROM capacity_block b WHERE b.programme = OLD.programme)")
    + " END",
    "CREATE TRIGGER capacity_block_guard BEFORE INSERT ON capacity_block BEGIN "
    + _refuse(
        "outside_programme",
        "NOT EXISTS (SELECT 1 FROM capacity_programme p WHERE p.programme = NEW.programme AND "
        + _INSIDE.format(o="p")
        + ")",
    )
    + _refuse(
        "outside_block",
        "NEW.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM capacity_block p WHERE p.block = NEW.parent "
        "AND p.programme = NEW.programme AND " + _INSIDE.format(o="p") + ")",
    )
    + _refuse(
        "passed_down",
        "EXISTS (SELECT 1 FROM capacity_block c WHERE c.programme = NEW.programme AND c.family = NEW.family AND "
        + _MEETS.format(o="c")
        + " AND "
        + _NOT_GIVEN_BACK
        + ")",
    )
    + _refuse(
        "released",
        "EXISTS (SELECT 1 FROM capacity_release c WHERE c.block = NEW.parent AND " + _MEETS.format(o="c") + ")",
    )
    + _refuse(
        "occupied",
        "NEW.parent IS NOT NULL AND EXISTS (SELECT 1 FROM seat_month s WHERE s.programme = NEW.programme AND "
        "s.in_force = 1 AND s.block = NEW.parent AND s.seat BETWEEN NEW.seat_from AND NEW.seat_to "
        "AND s.month BETWEEN NEW.first AND NEW.last)",
    )
    + " END",
    _frozen("capacity_block"),
    "CREATE TRIGGER capacity_block_kept BEFORE DELETE ON capacity_block BEGIN "
    + _refuse(
        "occupied",
        "EXISTS (SELECT 1 FROM seat_month s WHERE s.programme = OLD.programme AND s.in_force = 1 "
        "AND s.seat BETWEEN OLD.seat_from AND OLD.seat_to AND s.block = OLD.block)",
    )
    + _refuse("passed_down", "EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = OLD.block)")
    + _refuse("released", "EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = OLD.block)")
    + " END",
    "CREATE TRIGGER capacity_release_guard BEFORE INSERT ON capacity_release BEGIN "
    + _refuse(
        "outside_block",
        "NOT EXISTS (SELECT 1 FROM capacity_block p WHERE p.block = NEW.block AND " + _INSIDE.format(o="p") + ")",
    )
    + _refuse(
        "released",
        "EXISTS (SELECT 1 FROM capacity_release c WHERE c.block = NEW.block AND " + _MEETS.format(o="c") + ")",
    )
    + _refuse(
        "passed_down",
        "EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = NEW.block AND "
        + _MEETS.format(o="c")
        + " AND "
        + _NOT_GIVEN_BACK
        + ")",
    )
    + _refuse(
        "occupied",
        "EXISTS (SELECT 1 FROM seat_month s WHERE s.programme = (SELECT programme FROM capacity_block "
        "WHERE block = NEW.block) AND s.in_force = 1 AND s.block = NEW.block "
        "AND s.seat BETWEEN NEW.seat_from AND NEW.seat_to AND s.month BETWEEN NEW.first AND NEW.last)",
    )
    + " END",
    _frozen("capacity_release"),
    # Taking a release back would take the ground from under whoever uses what was given back.
    "CREATE TRIGGER capacity_release_kept BEFORE DELETE ON capacity_release BEGIN "
    + _refuse(
        "occupied",
        "EXISTS (SELECT 1 FROM capacity_block b JOIN seat_month s ON s.programme = b.programme WHERE "
        "b.block = OLD.block AND s.in_force = 1 AND s.seat BETWEEN OLD.seat_from AND OLD.seat_to "
        "AND s.month BETWEEN OLD.first AND OLD.last)",
    )
    + _refuse(
        "passed_down",
        "EXISTS (SELECT 1 FROM capacity_block b JOIN capacity_block c ON c.programme = b.programme "
        "AND c.family = b.family AND c.block <> b.block WHERE b.block = OLD.block AND "
        + f"{_MEETS.format(o='c')} AND {_NOT_GIVEN_BACK}".replace("NEW", "OLD")
        + ")",
    )
    + _refuse(
        "released",
        "EXISTS (SELECT 1 FROM capacity_block b JOIN capacity_release c ON c.block = b.parent WHERE "
        "b.block = OLD.block AND " + _MEETS.format(o="c").replace("NEW", "OLD") + ")",
    )
    + " END",
    "CREATE TRIGGER seat_month_guard BEFORE INSERT ON seat_month WHEN NEW.in_force = 1 BEGIN "
    + _OCCUPANT_GUARD
    + " END",
    "CREATE TRIGGER seat_month_guard_again BEFORE UPDATE OF slot, month, programme, seat, block, person, in_force "
    "ON seat_month WHEN NEW.in_force = 1 BEGIN " + _OCCUPANT_GUARD + " END",
)
