"""Revisions: hybrid logical clocks that name and order change records.

A revision is the text ``{milliseconds:012x}{counter:04x}{device}``; texts compare as (time, counter, device).
The device is the machine's code, and in a restored store a word of its own behind it: clocks that follow another one
which runs ahead count on from the same place, so what was lost and what is written anew would have the same names.
Source: Kulkarni et al., "Logical Physical Clocks" (2014). Times are UTC milliseconds since 1970.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

FUTURE_LIMIT_MS = 24 * 3600 * 1000
"""A stamp further ahead of the local clock than this is stored but does not move the clock."""

MACHINE = 10
"""Letters of a machine's code."""

_TIME, _COUNTER = 12, 4
_BEHIND_MS, _APART_MS = 1000, 60_000


def compose(milliseconds: int, counter: int, device: str) -> str:
    """The revision text of its three parts."""
    return f"{milliseconds:0{_TIME}x}{counter:0{_COUNTER}x}{device}"


def milliseconds_of(revision: str) -> int:
    """UTC milliseconds of a revision; raises ``ValueError`` when the text is not one."""
    return int(revision[:_TIME], 16)


def counter_of(revision: str) -> int:
    """The counter of a revision within its millisecond."""
    return int(revision[_TIME : _TIME + _COUNTER], 16)


def device_of(revision: str) -> str:
    """The device that made the revision: a machine, from one restore to the next."""
    return revision[_TIME + _COUNTER :]


def machine_of(revision: str) -> str:
    """The machine that made the revision, before or after a restore."""
    return device_of(revision)[:MACHINE]


@dataclass(slots=True)
class HybridClock:
    """Gives this device's revisions: never twice the same, never below one it has seen.

    While the wall clock is behind what was seen, a copy of the store would count on from the same stamp, and of two
    changes with one revision one is kept. So what follows something seen begins at a chance place in the next minute.
    """

    device: str
    milliseconds: int = 0
    counter: int = -1
    _apart: bool = False
    """Whether it left the last stamp that it has seen in this way."""

    def tick(self, now_ms: int) -> str:
        """The next revision at wall time ``now_ms``; runs on when the wall clock was set back."""
        if now_ms > self.milliseconds:
            self.milliseconds, self.counter = now_ms, 0
        elif not self._apart and self.milliseconds - now_ms > _BEHIND_MS:
            self.milliseconds, self.counter = self.milliseconds + 1 + secrets.randbelow(_APART_MS), 0
            self._apart = True
        else:
            self.counter += 1
            if self.counter >= 1 << (4 * _COUNTER):
                self.milliseconds, self.counter = self.milliseconds + 1, 0
        return compose(self.milliseconds, self.counter, self.device)

    def observe(self, revision: str, now_ms: int) -> bool:
        """Move past a received revision. False (and no move) when it lies more than a day ahead of ``now_ms``."""
        seen_ms, seen_counter = milliseconds_of(revision), counter_of(revision)
        if seen_ms > now_ms + FUTURE_LIMIT_MS:
            return False
        if (seen_ms, seen_counter) > (self.milliseconds, self.counter):
            self.milliseconds, self.counter, self._apart = seen_ms, seen_counter, False
        return True

    def observe_all(self, revisions: Collection[str], now_ms: int) -> list[str]:
        """Move past received revisions; those that lie too far ahead (`observe`)."""
        if not revisions or self.observe(max(revisions), now_ms):
            return []
        return [revision for revision in revisions if not self.observe(revision, now_ms)]
