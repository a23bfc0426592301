"""Reading everybody who may be asked for a slot, in a few queries however many they are."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.agency_answers import ALIVE, IDENTITY, LIFE, MOVED, OTHER_BIRTH
from ntt_desktop.store.capacity.seats import month_sql
from ntt_desktop.store.rows import Rows, chunks

COLUMNS = (
    "pk",
    "id",
    "full_name",
    "nik",
    "village_code",
    "birth_date",
    "sex",
    "occupation",
    "employment_status",
    "other_cover",
    "bpjs_status",
    "withdrawn_on",
    "decile",
    "disability",
    "family_role",
    "registered_on",
    "open_evidence",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What verifications and agencies say of a person."""

    alive: bool | None = None
    """Who spoke last counts: a verification that saw the person alive, or an agency's answer."""
    work_settled: bool = False
    refused: str = ""
    """Dukcapil's newest answer when it does not know the person as written here, and no KTP was seen since."""
    own_cover: bool = False
    """BPJS took the person in from this program's upload: that cover is not another one."""


TRAITS = (
    *("sex", "occupation", "employment_status", "other_cover", "bpjs_status"),
    *("withdrawn_on", "disability", "family_role"),
)
"""What rules and ranking look at beside birth date, village, decile and registration; few combinations occur."""

_FROM = (
    "FROM worker w LEFT JOIN (SELECT person_id, sum(open_evidence) AS evidence, max(ended_on) AS ended FROM worker "
    "INDEXED BY worker_astray WHERE person_id <> id AND void IS NOT 1 GROUP BY person_id) j ON j.person_id = w.id "
)
_WHERE = (
    "WHERE w.person_id = w.id AND w.void IS NOT 1 AND w.ended_on IS NULL AND j.ended IS NULL AND w.incomplete = 0 "
    "AND (:area = '' OR w.village_code = :area OR substr(w.village_code, 1, length(:area) + 1) = :area || '.') "
    "AND :worker IN ('', w.id) "
)
_SUBDISTRICT = 8
"""Characters of a kecamatan's code: the people of no larger area are found by their villages."""
ASTRAY = "({0}.person_id <> {0}.id OR {0}.void = 1)"
"""Whose record is not read by itself; what the index ``worker_astray`` holds."""
CLEARS = frozenset((ALIVE, MOVED, OTHER_BIRTH))
"""Answers by which Dukcapil knows the person after all."""

_CHUNK = 5_000


def _narrowed(area: str, worker: str) -> str:
    """A condition that `_WHERE` holds already, put so that few people are found without a look at all."""
    if worker:
        return "AND w.id = :worker "
    if len(area) < _SUBDISTRICT:
        return ""
    return (
        "AND w.pk IN (SELECT pk FROM worker INDEXED BY worker_village "
        "WHERE village_code BETWEEN :area AND :area || '/') "
    )


def people(source: Rows, area: str = "", worker: str = "") -> list[dict[str, Any]]:
    """Surviving people with a NIK, neither void nor ended, who live in ``area`` ("" = anywhere), by id.

    Open findings of records that were joined with a person count as the person's; a joined record that ended ends it.
    """
    columns = ", ".join(f"w.{name}" for name in COLUMNS)
    return source.rows(
        f"SELECT {columns}, coalesce(j.evidence, 0) AS joined_evidence {_FROM} {_WHERE} "
        f"{_narrowed(area, worker)} ORDER BY w.id",
        {"area": area, "worker": worker},
    )


def count(source: Rows, area: str = "", worker: str = "") -> int:
    """How many people `people` would give, or more: for progress, which must not cost a scan."""
    if worker:
        return 1
    sql = "SELECT coalesce(max(pk), 0) AS total FROM worker"
    if area:
        sql = "SELECT count(*) AS total FROM worker WHERE village_code BETWEEN :low AND :high"
    return int(source.rows(sql, {"low": area, "high": area + "/"} if area else ())[0]["total"])


PARTED = "\x1f"
"""What stands between the values of `scanned`'s traits. A value that holds it makes one trait too many."""


def scanned(source: Rows, area: str = "", worker: str = "") -> Iterator[list[tuple[Any, ...]]]:
    """The people of `people` as they lie in the table, some thousand at a time, as tuples: pk, id, village, birth date,
    decile, day of registration, open findings, and the values of `TRAITS` in one text, `PARTED`.

    In the order of their ids a table filled from many files would be read all over the place.
    """
    traits = ", ".join(f"coalesce(w.{name}, '')" for name in TRAITS)
    cursor = source.execute(
        "SELECT w.pk, w.id, coalesce(w.village_code, ''), w.birth_date, w.decile, coalesce(w.registered_on, ''), "
        f"w.open_evidence + coalesce(j.evidence, 0), concat_ws(char(31), {traits}) {_FROM} {_WHERE} "
        f"{_narrowed(area, worker)} ORDER BY w.pk",
        {"area": area, "worker": worker},
    )
    while rows := cursor.fetchmany(_CHUNK):
        yield rows


def places(source: Rows) -> "array[int]":
    """Place of every record (at its ``pk``) in the order of the ids."""
    (last,) = source.execute("SELECT coalesce(max(pk), 0) FROM worker").fetchone()
    found = array("q", bytes(8 * (last + 1)))
    for place, (pk,) in enumerate(source.execute("SELECT pk FROM worker ORDER BY id")):
        found[pk] = place
    return found


def by_key(source: Rows, keys: Sequence[int]) -> list[dict[str, Any]]:
    """Rows of these people (``pk``) in this order; those that are gone are left out."""
    columns = ", ".join(COLUMNS)
    found: dict[int, dict[str, Any]] = {}
    for chunk in chunks(sorted(keys)):  # as they lie in the table: neighbours are read once
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(f"SELECT {columns} FROM worker WHERE pk IN ({marks})", chunk):
            found[row["pk"]] = row
    return [found[key] for key in keys if key in found]


def seen(source: Rows, people: Sequence[str] = ()) -> Mapping[str, Seen]:
    """What verifications and agencies say, by surviving person; people of whom nothing is said are left out.
    Those of whom the same is said share one object.

    ``people``: only these; "" and nobody given mean everybody.
    """
    only = f" AND w.person_id IN ({', '.join('?' * len(people))})" if people else ""
    # Of everybody, only the few who are read through another record have to be looked up.
    person_of = "w.person_id" if people else "coalesce(w.person_id, {0}.worker_id)"
    joined = "JOIN worker w ON w.id = {0}.worker_id"
    if not people:
        joined = f"LEFT JOIN worker w INDEXED BY worker_astray ON w.id = {{0}}.worker_id AND {ASTRAY.format('w')}"
    found: dict[str, dict[str, Any]] = {}
    said_alive: dict[str, str] = {}
    proved: dict[str, str] = {}
    for person, day, alive, work, identity in source.execute(
        f"SELECT {person_of.format('v')}, coalesce(v.date, ''), v.seen LIKE '%\"alive\"%', "
        "v.settles LIKE '%\"occupation_not_work\"%', v.seen LIKE '%\"ktp\"%' OR v.seen LIKE '%\"kk\"%' "
        f"FROM verification v {joined.format('v')} WHERE v.withdrawn IS NULL "
        "AND (v.seen LIKE '%\"alive\"%' OR v.settles LIKE '%\"occupation_not_work\"%' "
        f"OR v.seen LIKE '%\"ktp\"%' OR v.seen LIKE '%\"kk\"%'){only}",
        people,
    ).fetchall():
        if alive:
            found.setdefault(person, {})["alive"] = True
            said_alive[person] = max(day, said_alive.get(person, ""))
        if work:
            found.setdefault(person, {})["work_settled"] = True
        if identity:
            proved[person] = max(day, proved.get(person, ""))
    for person, answer, day in source.execute(
        f"SELECT {person_of.format('a')}, a.answer, coalesce(a.answered_on, '') FROM match_answer a "
        f"{joined.format('a')} WHERE a.withdrawn IS NOT 1{only} "
        "ORDER BY coalesce(a.answered_on, ''), a.created_rev, a.id",
        people,
    ).fetchall():
        traits = found.setdefault(person, {})
        if answer in LIFE and day >= said_alive.get(person, ""):
            traits["alive"] = LIFE[answer]
            said_alive[person] = day
        if answer in IDENTITY and day > proved.get(person, ""):
            traits["refused"] = answer
        elif answer in CLEARS:
            traits.pop("refused", None)
    for person, result in source.execute(
        f"SELECT {person_of.format('e')}, e.result FROM enrolment e {joined.format('e')} "
        f"WHERE e.withdrawn IS NOT 1{only} ORDER BY coalesce(e.dated_on, ''), e.created_rev, e.id",
        people,
    ).fetchall():
        found.setdefault(person, {})["own_cover"] = result == "accepted"
    alike: dict[tuple[tuple[str, Any], ...], Seen] = {}
    said: dict[str, Seen] = {}
    for person, traits in found.items():
        if traits:
            key = tuple(sorted(traits.items()))
            said[person] = alike[key] if key in alike else alike.setdefault(key, Seen(**traits))
    return said


@dataclass(frozen=True, slots=True)
class Paid:
    """Seat-months that a person claims in some months: by which programme (``pk``), and whether they are in force.

    ``code``: of a programme that pays as the parent says (``programme`` is 0), "" of one known here.
    """

    programme: int
    in_force: bool
    code: str = ""


def paid(source: Rows, first: int, last: int) -> dict[int, list[Paid]]:
    """Person (``pk``) -> who pays, or claims to, in any of the months ``first..last``."""
    found: dict[int, list[Paid]] = {}
    for row in source.rows(
        "SELECT DISTINCT person, programme, in_force FROM seat_month "
        "WHERE month BETWEEN ? AND ? AND person IS NOT NULL",
        (first, last),
    ):
        found.setdefault(row["person"], []).append(Paid(row["programme"], bool(row["in_force"])))
    for row in source.rows(_PAID_ELSEWHERE, {"first": first, "last": last}):
        known = found.setdefault(row["person"], [])
        if not any(one.in_force for one in known):
            known.append(Paid(0, True, row["code"]))
    return found


_PAID_ELSEWHERE = (
    "WITH told AS (SELECT worker, state, detail AS said FROM verdict WHERE detail LIKE '%\"months\"%' UNION ALL "
    "SELECT v.worker, e.value ->> '$.s', e.value FROM verdict v, json_each(v.detail, '$.also') e "
    "WHERE v.detail LIKE '%\"months\"%'), "
    "paid AS (SELECT worker, said, said ->> '$.kept' AS code FROM told WHERE state = 'slot_refused' "
    "AND said ->> '$.why' = 'other_payer' UNION ALL "
    "SELECT worker, said, said ->> '$.programme' FROM told WHERE state = 'slot_approved') "
    "SELECT DISTINCT p.pk AS person, coalesce(code, '') AS code FROM paid "
    "JOIN worker w ON w.id = paid.worker JOIN worker p ON p.id = w.person_id "
    f"WHERE EXISTS (SELECT 1 FROM json_each(said, '$.months') m WHERE {month_sql('m.value')} BETWEEN :first AND :last)"
)
"""Whom another payer has, as the parent says, since it decided so or by a record that is not here: given a slot again,
the person would be contested."""


def continuing(source: Rows, before: int, months: int) -> set[int]:
    """Persons (``pk``) whose membership runs on into the month ``before``: paid, by a slot in force or by earlier
    cover, in one of the ``months`` months before it."""
    return {
        row["person"]
        for row in source.rows(
            "SELECT DISTINCT person FROM seat_month WHERE in_force = 1 AND month BETWEEN :first AND :last "
            "UNION SELECT p.pk FROM cover c JOIN worker w ON w.id = c.worker_id JOIN worker p ON p.id = w.person_id "
            f"WHERE c.removed IS NOT 1 AND w.void IS NOT 1 AND {month_sql('c.last_paid_month')} >= :first "
            f"AND {month_sql('c.first_month')} <= :last",
            {"first": before - months, "last": before - 1},
        )
    }
