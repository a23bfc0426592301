"""Outcomes (domain section 5): a row beside the rows before it and beside the store.

`Judge` is fed drafts in the order of the sheets. It keeps a few words of every person of the file, never the rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ntt_desktop.domain.changes import Value
from ntt_desktop.domain.findings import Finding, Severity
from ntt_desktop.domain.intake.draft import Draft, ordered
from ntt_desktop.domain.intake.values import same_text
from ntt_desktop.domain.matching import may_be_one
from ntt_desktop.domain.names import alike, clearly_different
from ntt_desktop.domain.text import fold

_SAYS_BIRTH = frozenset(("birth_date", "birth_place", "birth", "age"))

SHARING = 3
"""From this many people on, one phone number is said to be shared."""


class Outcome(StrEnum):
    """What became of a row; the number of rows read is the sum over these."""

    NEW = "new"
    UPDATED = "updated"
    IDENTICAL = "identical"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class KnownWorker:
    """A person of the store: the surviving record, its fields as the store holds them."""

    id: str
    fields: Mapping[str, Value]
    ended_on: str = ""
    end_reason: str = ""
    heirs: tuple[str, ...] = ()
    """Names of the family contacts."""
    order: int = 0
    """Who was stored earlier has the lower number."""
    verified: frozenset[str] = frozenset()
    """Fields that a verification vouches for."""
    covers: frozenset[tuple[str, str, str]] = frozenset()
    """Earlier cover: payer, first month, last paid month."""
    corrected: bool = False
    """Whether the row is a correction of this very person, who may have another NIK."""
    taken: bool = False
    """Whether the row is a correction of somebody else, whose NIK is said to be this person's."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Someone of the store or of an earlier row with the same birth date and village."""

    nik: str
    name: str
    sex: str = ""
    place: str = ""
    """Where the other stands: empty for the store, else ``sheet!row``."""
    worker: str = ""
    """The id in the store."""
    order: int = 0
    """As in `KnownWorker`."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row's outcome. ``adds``: for a duplicate, the fields in which it would add something."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    worker_id: str = ""
    changes: dict[str, Value] = field(default_factory=dict)
    """For a new row every value; for an update only what differs from the store, a new family contact as ``heir_*``."""
    was: dict[str, Value] = field(default_factory=dict)
    """For an update: the values that would be replaced; also of what is asked."""
    asks: dict[str, Value] = field(default_factory=dict)
    """Changes of verified fields: taken only when somebody confirms them."""
    adds: tuple[str, ...] = ()
    kept_by: str = ""
    """For a duplicate: the row that keeps the NIK, as ``sheet!row``."""


@dataclass(slots=True)
class _Kept:
    """The row of this file that holds a NIK."""

    place: str
    name: str
    born: str
    filled: frozenset[str]
    worker_id: str


class Judge:
    """Judges the rows of one file, one after the other."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._seen: dict[tuple[str, str], list[Alike]] = defaultdict(list)
        self._phones: dict[str, set[str]] = defaultdict(set)

    def judge(self, draft: Draft, known: KnownWorker | None, near: Iterable[Alike] = (), new_id: str = "") -> Judged:
        """The outcome of one row.

        ``known`` is the person of the store with the row's NIK, ``near`` people of the store with the row's birth
        date (or its day and month swapped) and village, ``new_id`` the id that the person gets if the row is new.
        """
        place = f"{draft.sheet}!{draft.row}"
        findings = self._own(draft, known)
        kept = self._kept.get(draft.nik) if draft.nik_ok else None
        other = self._other_person(draft, known, kept)
        findings += other
        findings += self._alike(draft, near, place)
        if known and known.ended_on:
            findings.append(
                Finding("worker_ended", "nik", draft.nik, {"date": known.ended_on, "reason": known.end_reason})
            )
        self._count_phone(draft, place, bool(other))
        final = tuple(ordered(findings))
        if any(finding.severity is Severity.REJECT for finding in final):
            return Judged(Outcome.REJECTED, final)
        if kept:
            adds = tuple(name for name in _filled(draft) if name not in kept.filled)
            return Judged(Outcome.DUPLICATE, final, kept.worker_id, adds=adds, kept_by=kept.place)
        judged = self._stored(draft, known, final, new_id)
        held = frozenset(_filled(draft)) | frozenset(name for name, value in _fields(known) if value not in (None, ""))
        self._kept[draft.nik] = _Kept(place, draft.name, draft.born, held, judged.worker_id)
        return judged

    def keep(self, draft: Draft, worker_id: str) -> None:
        """Note a row of the file that was judged before and holds its NIK, so that a row judged now is told."""
        self._kept.setdefault(
            draft.nik,
            _Kept(f"{draft.sheet}!{draft.row}", draft.name, draft.born, frozenset(_filled(draft)), worker_id),
        )

    def shared_phones(self, stored: Mapping[str, int]) -> dict[str, int]:
        """Phone -> how many people have it, for phones of three people or more.

        ``stored``: how many people of the store who do not stand in this file have the phone.
        """
        counts = {phone: len(people) + stored.get(phone, 0) for phone, people in self._phones.items()}
        return {phone: count for phone, count in counts.items() if count >= SHARING}

    @property
    def phones(self) -> list[str]:
        """The valid phones of the file."""
        return list(self._phones)

    # -- parts -------------------------------------------------------------------------------------------------

    @staticmethod
    def _own(draft: Draft, known: KnownWorker | None) -> list[Finding]:
        """The row's own findings, without those that do not count for a person who is known."""
        if known is None:
            return list(draft.findings)
        village = known.fields.get("village_code")
        dropped = {"name_missing", "village_unknown"}
        if known.fields.get("birth_date") and not draft.name and not draft.cells.keys() & _SAYS_BIRTH:
            # A list of NIKs and one thing more, not a person without a birth date.
            dropped.add("birth_date_from_nik")
        if village in draft.candidates:
            dropped.add("village_ambiguous")
        return [finding for finding in draft.findings if finding.code not in dropped]

    @staticmethod
    def _other_person(draft: Draft, known: KnownWorker | None, kept: _Kept | None) -> list[Finding]:
        holders = []
        if known and not (known.corrected and known.fields.get("nik") != draft.nik):
            fields = known.fields
            holders.append((str(fields.get("full_name") or ""), str(fields.get("birth_date") or ""), ""))
        if kept:
            holders.append((kept.name, kept.born, kept.place))
        for name, born, place in holders:
            strange = draft.born and born and draft.born != born and clearly_different(draft.name, name)
            # A correction that gives somebody another's NIK renames nobody.
            if strange or (known and known.taken and not place and not alike(draft.name, name)):
                params = {
                    "name": draft.name,
                    "birth_date": draft.born,
                    "known_name": name,
                    "known_birth_date": born,
                    "place": place,
                }
                return [Finding("nik_other_person", "nik", draft.nik, params)]
        return []

    def _alike(self, draft: Draft, near: Iterable[Alike], place: str) -> list[Finding]:
        village = str(draft.values.get("village_code") or "")
        if not (draft.nik_ok and draft.name and draft.born and village):
            return []
        sex = str(draft.values.get("sex") or "")
        seen = [other for born in birth_keys(draft.born) for other in self._seen.get((born, village), ())]
        found = next((other for other in (*near, *seen) if _same_somebody(draft, sex, other)), None)
        own = self._seen[draft.born, village]
        if not any(other.nik == draft.nik for other in own):
            own.append(Alike(draft.nik, draft.name, sex, place))
        if found is None:
            return []
        params = {"name": found.name, "nik": found.nik, "place": found.place, "other": found.worker}
        return [Finding("possible_duplicate", "full_name", f"{found.name} {found.nik}".strip(), params)]

    def _count_phone(self, draft: Draft, place: str, other_person: bool) -> None:
        phone = draft.values.get("phone")
        if phone:
            person = draft.nik if draft.nik_ok and not other_person else f"{place} {fold(draft.name)}"
            self._phones[str(phone)].add(person)

    @staticmethod
    def _stored(draft: Draft, known: KnownWorker | None, findings: tuple[Finding, ...], new_id: str) -> Judged:
        if known is None:
            return Judged(Outcome.NEW, findings, new_id, changes=dict(draft.values))
        if known.ended_on:
            return Judged(Outcome.IDENTICAL, findings, known.id)
        changes = {
            name: draft.values[name]
            for name in draft.stated
            # Only a correction of this very person corrects the NIK; everybody else is known by it.
            if (name != "nik" or known.corrected) and not same_text(known.fields.get(name), draft.values[name])
        }
        vouched = known.verified - frozenset(draft.confirmed)
        asks = {name: value for name, value in changes.items() if name in vouched and known.fields.get(name)}
        was = {name: known.fields.get(name) for name in changes}
        changes = {name: value for name, value in changes.items() if name not in asks}
        if draft.heir and not any(alike(draft.heir["name"], name) for name in known.heirs):
            changes |= {f"heir_{name}": value for name, value in draft.heir.items()}
        if draft.cover and tuple(draft.cover.values()) not in known.covers:
            changes |= {f"cover_{name}": value for name, value in draft.cover.items()}
        was |= {name: None for name in changes if name not in was}
        outcome = Outcome.UPDATED if changes else Outcome.IDENTICAL
        return Judged(outcome, findings, known.id, changes=changes, was=was, asks=asks)


def shared_phone(draft_phone: str, people: int) -> Finding:
    """The finding of a phone number that three people or more have."""
    return Finding("phone_shared", "phone", draft_phone, {"count": str(people)})


def birth_keys(iso: str) -> tuple[str, ...]:
    """A birth date, and the one with day and month swapped if there is such a date."""
    year, month, day = iso.split("-")
    return (iso, f"{year}-{day}-{month}") if int(day) <= 12 and day != month else (iso,)


def _same_somebody(draft: Draft, sex: str, other: Alike) -> bool:
    if other.nik == draft.nik or (other.sex and other.sex != sex):
        return False
    return may_be_one(draft.name, draft.nik, other.name, other.nik)


def _filled(draft: Draft) -> list[str]:
    return [
        *draft.stated,
        *(f"heir_{name}" for name in draft.heir),
        *(f"cover_{name}" for name in draft.cover),
    ]


def _fields(known: KnownWorker | None) -> Iterable[tuple[str, Value]]:
    return known.fields.items() if known else ()
