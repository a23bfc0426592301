"""Ranges of a sender's numbering: what is acknowledged, what is missing, and when a store was cloned.

A store numbers the change records it keeps 1, 2, 3... within an epoch. A package covers ``(start, end]`` of that
numbering. All functions are functions of the *set* of ranges: order and repetition cannot matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The numbers ``start + 1`` to ``end``. ``start == end`` is an empty span, which covers nothing."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: ({self.start}, {self.end}]")


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in: its span, its running number, and the digests that it states or has.

    ``log`` is the digest of the revisions numbered in the span, ``payload`` that of the file's own payload,
    ``previous`` that of the payload of the file before it ("" for none).
    """

    span: Span
    sequence: int
    log: str
    payload: str
    previous: str = ""


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same numbers as few spans that neither touch nor overlap, lowest first."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.start == span.end:
            continue
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def acknowledged(spans: Iterable[Span]) -> int:
    """The highest number up to which every number from 1 on is covered; 0 when the first is not."""
    covered = merged(spans)
    return covered[0].end if covered and covered[0].start == 0 else 0


def missing(spans: Iterable[Span]) -> list[Span]:
    """The numbers below the highest covered one that no span covers, lowest first."""
    gaps: list[Span] = []
    reached = 0
    for span in merged(spans):
        if span.start > reached:
            gaps.append(Span(reached, span.start))
        reached = span.end
    return gaps


def cloned(taken: Iterable[Taken]) -> bool:
    """Whether two stores write under one identity, seen in the files of one node, epoch and kind.

    A store's numbers always name the same revisions and it gives each running number once; so the same range or
    running number over other revisions, or a file that follows another one than the one before it, can only come
    from a copy of the store (design section 5).
    """
    by_span: dict[Span, str] = {}
    by_sequence: dict[int, Taken] = {}
    for file in taken:
        if file.span.start != file.span.end and by_span.setdefault(file.span, file.log) != file.log:
            return True
        first = by_sequence.setdefault(file.sequence, file)
        if (first.span, first.log) != (file.span, file.log):
            return True
    return any(
        file.previous and before.payload != file.previous
        for sequence, file in by_sequence.items()
        if (before := by_sequence.get(sequence - 1))
    )
