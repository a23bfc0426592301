"""Parts of a whole in thousandths. What nobody knows is None, never 0: a share of nothing is not a share."""


def permille(part: int | None, whole: int | None) -> int | None:
    """``part`` of ``whole`` in thousandths, rounded down, so that 1000 is reached only by the whole; may be above it.

    None where either is not known, or where there is nothing to have a part of.
    """
    if part is None or not whole:
        return None
    return part * 1000 // whole
