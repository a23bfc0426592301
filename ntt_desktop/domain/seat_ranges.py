"""Sets of seats written as ranges: "1-120,122". A bill of 50,000 seats fits in a line and is read by people."""

from collections.abc import Iterable


def write(seats: Iterable[int]) -> str:
    """Seats (1..N, any order, repetitions allowed) as ascending ranges; "" for none."""
    return ",".join(f"{low}" if low == high else f"{low}-{high}" for low, high in ranges_of(seats))


def ranges_of(seats: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending, disjoint (low, high) pairs, never two that touch."""
    found: list[tuple[int, int]] = []
    for seat in sorted(set(seats)):
        if found and seat == found[-1][1] + 1:
            found[-1] = (found[-1][0], seat)
        else:
            found.append((seat, seat))
    return found


def read(text: str) -> list[tuple[int, int]]:
    """The (low, high) pairs of a text made by `write`. Raises ``ValueError`` for anything else."""
    pairs: list[tuple[int, int]] = []
    for part in filter(None, text.split(",")):
        low, _, high = part.partition("-")
        pair = (int(low), int(high or low))
        if pair[0] < 1 or pair[1] < pair[0] or (pairs and pair[0] <= pairs[-1][1]):
            raise ValueError(f"not ranges of seats: {text[:40]}")
        pairs.append(pair)
    return pairs
