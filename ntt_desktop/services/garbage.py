"""When Python looks for garbage: not in the middle of a file of a million small objects."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Look for no cycles inside.

    A file is a million small objects without a cycle among them: looking for one costs a third of the time, and each
    look holds every other thread up for as long as 0.2 s.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
