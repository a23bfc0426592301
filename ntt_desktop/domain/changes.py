"""Change records and the rule that turns a set of them into a record's current state.

One `Change` says what one actor set on one record at one time, with the reason, and for each field which
earlier revisions of that field it replaces. A field's *heads* are the revisions that no other change replaces.
One head is the value; several heads with equal values agree; several with different values are a conflict in
which every node shows the value of the highest revision until a change that replaces all heads decides.

`resolve` is a function of the *set* of changes: order and repetition cannot matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

Value = str | int | bool | None | list[str]
"""A field's value as JSON keeps it. Dates are ISO text, money whole rupiah, months ``yyyy-mm``."""


_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Change(NamedTuple):
    """An immutable change record: ``values`` are the fields set, ``replaces`` the heads each of them replaces.

    A tuple, because a province receives a million of them.
    """

    revision: str
    kind: str
    record: str
    values: Mapping[str, Value]
    replaces: Mapping[str, tuple[str, ...]] = _NONE
    actor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One unreplaced value of a field."""

    revision: str
    value: Value
    actor: str


@dataclass(frozen=True, slots=True)
class RecordState:
    """What a set of changes says of one record."""

    kind: str
    record: str
    values: dict[str, Value]
    heads: dict[str, tuple[Head, ...]]
    """Per field, highest revision first."""
    created: str
    """The lowest revision."""
    updated: str
    """The highest revision."""

    def conflicts(self) -> dict[str, tuple[Head, ...]]:
        """The fields whose heads hold different values."""
        return {
            name: heads
            for name, heads in self.heads.items()
            if len(heads) > 1 and any(head.value != heads[0].value for head in heads)
        }


def values_of(changes: Sequence[Change]) -> Mapping[str, Value]:
    """``resolve(changes).values``, without the heads, which cost more than the values where nobody looks at them."""
    if len(changes) == 1 and not changes[0].replaces:
        return changes[0].values
    return resolve(changes).values


def resolve(changes: Iterable[Change]) -> RecordState:
    """The state of one record. Takes at least one change, all of the same kind and record, in any order."""
    by_revision = {change.revision: change for change in changes}
    if len(by_revision) == 1:  # most records have one change only
        (change,) = by_revision.values()
        alone: dict[str, tuple[Head, ...]] = {
            name: (Head(change.revision, value, change.actor),)
            for name, value in change.values.items()
            if change.revision not in change.replaces.get(name, ())
        }
        values = {name: found[0].value for name, found in alone.items()}
        return RecordState(change.kind, change.record, values, alone, change.revision, change.revision)
    ordered = [by_revision[revision] for revision in sorted(by_revision, reverse=True)]
    replaced: dict[str, set[str]] = {}
    for change in ordered:
        for name, revisions in change.replaces.items():
            replaced.setdefault(name, set()).update(revisions)
    heads: dict[str, list[Head]] = {}
    for change in ordered:
        for name, value in change.values.items():
            if change.revision not in replaced.get(name, ()):
                heads.setdefault(name, []).append(Head(change.revision, value, change.actor))
    return RecordState(
        kind=ordered[0].kind,
        record=ordered[0].record,
        values={name: found[0].value for name, found in heads.items()},
        heads={name: tuple(found) for name, found in heads.items()},
        created=ordered[-1].revision,
        updated=ordered[0].revision,
    )
