"""What the first page shows: the figures of this store, each the same as the count of the list it opens."""

from dataclasses import dataclass

from ntt_desktop.domain.capacity import Balance
from ntt_desktop.domain.dates import Month
from ntt_desktop.services.context import Context
from ntt_desktop.store.reader import Reader

PERSON = "void IS NOT 1 AND person_id = id"
"""SQL: a worker that lists show, one row a person."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of people unless said otherwise."""

    people: int = 0
    """Everyone known, with those who ended and those without a NIK."""
    evidence: int = 0
    """With at least one open evidence finding."""
    incomplete: int = 0
    """Without a readable NIK."""
    ended: int = 0
    seated: int = 0
    """With a seat-month in force this month or later."""
    waiting: int = 0
    """Not ended, complete, and without such a seat-month."""
    cases: int = 0
    """Open cases."""
    programmes: int = 0
    unpacked: int = 0
    """Records with changes that no package holds yet."""
    balances: tuple[Balance, ...] = ()
    """Where this node's person-months are, one balance a programme."""
    last_backup: str | None = None
    """ISO time of the last backup."""

    @property
    def is_empty(self) -> bool:
        """Nothing was entered yet."""
        return not (self.people or self.programmes)


def overview(ctx: Context) -> Overview:
    """Read the figures of the first page."""
    now = Month.of(ctx.clock().date()).index
    with ctx.store.read() as reader:
        row = (
            reader.one(
                f"""SELECT count(*) AS people,
  sum(CASE WHEN open_evidence > 0 AND state <> 'ended' THEN 1 ELSE 0 END) AS evidence,
  sum(incomplete) AS incomplete, sum(CASE WHEN state = 'ended' THEN 1 ELSE 0 END) AS ended
FROM worker WHERE {PERSON}"""
            )
            or {}
        )
        seated = int(
            reader.value("SELECT count(DISTINCT person) FROM seat_month WHERE in_force = 1 AND month >= ?", (now,)) or 0
        )
        waiting = int(
            reader.value(
                f"""SELECT count(*) FROM worker w WHERE {PERSON} AND state <> 'ended' AND incomplete = 0 AND NOT EXISTS
  (SELECT 1 FROM seat_month m WHERE m.in_force = 1 AND m.person = w.pk AND m.month >= ?)""",
                (now,),
            )
            or 0
        )
        return Overview(
            people=int(row.get("people") or 0),
            evidence=int(row.get("evidence") or 0),
            incomplete=int(row.get("incomplete") or 0),
            ended=int(row.get("ended") or 0),
            seated=seated,
            waiting=waiting,
            cases=int(reader.value("SELECT count(*) FROM open_case") or 0),
            programmes=int(reader.value("SELECT count(*) FROM programme") or 0),
            unpacked=_unpacked(reader),
            last_backup=reader.setting("last_backup"),
        )


def _unpacked(reader: Reader) -> int:
    """Records changed here, or taken in from below, since the last package was made."""
    packed = reader.value("SELECT max(last) FROM package WHERE direction = 'out' AND kind = 'package'") or 0
    return int(
        reader.value("SELECT count(DISTINCT record) FROM change WHERE seq > ? AND kind <> 'node'", (packed,)) or 0
    )
