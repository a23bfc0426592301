"""Parts of a whole in thousandths. What nobody knows is None, never 0: a share of nothing is not a share.

And whole things shared out by weight, so that nothing is lost to rounding.
"""

from collections.abc import Sequence


def permille(part: int | None, whole: int | None) -> int | None:
    """``part`` of ``whole`` in thousandths, rounded down, so that 1000 is reached only by the whole; may be above it.

    None where either is not known, or where there is nothing to have a part of.
    """
    if part is None or not whole:
        return None
    return part * 1000 // whole


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` whole things by weight (each 0 or more), so that they add up to it exactly: the largest remainders.

    Nothing is shared out where all weights are 0. Ties go to the larger weight, then to whoever stands first.
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), -weights[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts
