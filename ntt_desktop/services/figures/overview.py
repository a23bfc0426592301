"""What the first page shows: the figures of this store, each the same as the count of the list it opens.

People are counted by the conditions of their list (`PEOPLE`), seat-months by the ledger, coverage by
`ntt_desktop.services.figures.coverage`. Windows, command line and documents all ask here.
"""

from dataclasses import dataclass, field, replace

from ntt_desktop.domain import claims
from ntt_desktop.domain.balance import Balance
from ntt_desktop.domain.worker import LIVING
from ntt_desktop.services.capacity import joining, programme_lookup
from ntt_desktop.services.claims.claim_view import views_of
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures import coverage, uptake
from ntt_desktop.services.figures.coverage import Reached, Regions
from ntt_desktop.services.figures.uptake import Uptake
from ntt_desktop.services.sync import history, notices, queue
from ntt_desktop.services.sync.board import has_parent_above
from ntt_desktop.store.people import attention, workers
from ntt_desktop.store.people.workers import Group, WorkerQuery
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.sync import notices as kept
from ntt_desktop.store.sync.notices import Notice

SEATED = LIVING[2:]
"""Whoever has a seat-month in force has one of these states (`ntt_desktop.domain.standing`)."""

PEOPLE: dict[str, WorkerQuery] = {
    "people": WorkerQuery(complete=True),
    "evidence": WorkerQuery(complete=True, finding="open", states=LIVING),
    "incomplete": WorkerQuery(complete=False),
    "waiting": WorkerQuery(complete=True, in_slot=False, states=LIVING),
    "seated": WorkerQuery(complete=True, need=attention.WITH_SLOT, states=SEATED),
    "covered": coverage.ACTIVE,
    "arrears": WorkerQuery(complete=True, states=("arrears",)),
    "lapsed": WorkerQuery(complete=True, states=("lapsed",)),
    "lapsing": WorkerQuery(complete=True, need=attention.LAPSING),
    "turning_65": WorkerQuery(complete=True, need=attention.TURNING_65),
    "card": WorkerQuery(complete=True, need=attention.CARD),
    "ended": WorkerQuery(complete=True, states=("ended",)),
}
"""Figure -> the list of people behind it."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of people unless said otherwise."""

    people: int = 0
    """With a readable NIK, those who ended included."""
    evidence: int = 0
    """With at least one open evidence finding, not ended."""
    incomplete: int = 0
    """Without a readable NIK, counted nowhere else."""
    ended: int = 0
    waiting: int = 0
    """Not ended, and without a slot in force this month or later."""
    seated: int = 0
    """Not ended, and with a slot in force this month or later."""
    covered: int = 0
    """This month is paid."""
    arrears: int = 0
    lapsed: int = 0
    lapsing: int = 0
    """Paid for until lately, this month not: the membership ends when nobody pays."""
    turning_65: int = 0
    """Whose 65th birthday is near."""
    card: int = 0
    """Accepted by BPJS, without a card in their hands."""
    claims: int = 0
    """Claims of which BPJS has still to be told."""
    claims_late: int = 0
    """Of them, those past the two days."""
    cases: int = 0
    """Open cases."""
    corrections: int = 0
    """People of whom the parent says that something must be corrected."""
    programmes: int = 0
    to_join: tuple[tuple[str, str], ...] = ()
    """Programmes of nodes below that count beside one here of the same code until somebody joins them: the code, and
    the name of the node (`ntt_desktop.services.capacity.joining`); looked for by supervisors."""
    unpacked: int = 0
    """With a change that no package holds yet; counted on laptops."""
    balances: tuple[Balance, ...] = ()
    """Where this node's person-months are, one balance a programme."""
    codes: dict[str, str] = field(default_factory=dict)
    """Id of a programme -> its code."""
    uptake: Uptake = field(default_factory=lambda: Uptake(""))
    """Serapan of everything held here and below."""
    uptakes: dict[str, list[Uptake]] = field(default_factory=dict)
    """The same by payer, kabupaten (of this area) and programme (`ntt_desktop.services.figures.uptake.BY`)."""
    coverage: Regions | None = None
    trend: tuple[Reached, ...] = ()
    senders: int = 0
    """Nodes below."""
    with_gaps: int = 0
    """Nodes below of which packages are missing."""
    without_reply: int = 0
    """Nodes below that sent something since their last return file was made."""
    odd: int = 0
    """Nodes below of which something was noticed: a wrong clock, a copy, a restored backup."""
    told: tuple[Notice, ...] = ()
    """The same of this machine (`ntt_desktop.services.sync.notices`)."""
    last_backup: str | None = None
    """ISO time of the last backup."""

    @property
    def is_empty(self) -> bool:
        """Nothing was entered yet."""
        return not (self.people or self.incomplete or self.programmes)


def overview(ctx: Context) -> Overview:
    """Read the figures of the first page."""
    books = uptake.books(ctx)
    senders, with_gaps, without_reply = history.behind(ctx)
    outbox = history.outbox(ctx) if has_parent_above(ctx) else None
    to_join = _to_join(ctx) if ctx.store.node.role == "supervisor" else ()
    told = tuple(notices.notices(ctx))
    with ctx.store.read() as reader:
        groups = workers.groups(reader)
        people = _counts(ctx, reader, groups)
        regions = coverage.read(ctx, reader, groups)
        opened, late = _claims(ctx, reader)
        return Overview(
            **people,
            claims=opened,
            claims_late=late,
            cases=queue.waiting(reader),
            corrections=outbox.mend if outbox else 0,
            programmes=int(reader.value("SELECT count(*) FROM programme") or 0),
            balances=tuple(one.own for one in books.ledgers),
            to_join=to_join,
            codes={one.programme.id: one.programme.code for one in books.ledgers},
            uptake=uptake.in_all(books.uptake["payer"]),
            uptakes={**books.uptake, "regency": _in_area(ctx, books.uptake["regency"])},
            coverage=regions,
            trend=tuple(coverage.trend(ctx, reader, books.paid, regions.whole)),
            senders=senders,
            with_gaps=with_gaps,
            without_reply=without_reply,
            odd=kept.nodes_below(reader),
            told=told,
            unpacked=outbox.unpacked if outbox else 0,
            last_backup=reader.setting("last_backup"),
        )


def _counts(ctx: Context, reader: Reader, groups: list[Group]) -> dict[str, int]:
    """How many people each of `PEOPLE` finds."""
    # Whoever is here, has not ended and has no slot waits: looking for everybody's slot once is enough.
    asked = {**PEOPLE, "waiting": WorkerQuery(complete=True, states=LIVING)}
    today = ctx.today.isoformat()
    found = {key: workers.total(reader, replace(query, today=today), groups) for key, query in asked.items()}
    return {**found, "waiting": found["waiting"] - found["seated"]}


def _claims(ctx: Context, reader: Reader) -> tuple[int, int]:
    """Claims of which BPJS has still to be told, and those of them that are past the two days; as their list says."""
    rows = reader.rows(
        "SELECT * FROM claim WHERE coalesce(cancelled, 0) = 0 AND event_date IS NOT NULL "
        "AND coalesce(status, '') NOT IN (?, ?)",
        (claims.PAID, claims.REFUSED),
    )
    waiting = [view for view in views_of(ctx, reader, rows) if view.clock_runs]
    return len(waiting), sum(view.clock.late for view in waiting)


def _to_join(ctx: Context) -> tuple[tuple[str, str], ...]:
    pairs = joining.candidates(ctx)
    names = programme_lookup.node_names(ctx) if pairs else {}
    # A programme that could be joined into one of several waits once.
    return tuple(dict.fromkeys((typed.code, names.get(typed.owner, "")) for typed, _ in pairs))


def _in_area(ctx: Context, rows: list[Uptake]) -> list[Uptake]:
    """Every kabupaten of the area, those that hold nothing included, and at last what is for no single one of them."""
    codes = coverage.regencies(ctx)
    known = {row.key: row for row in rows}
    rest = uptake.in_all(row for row in rows if row.key not in codes)
    return [*(known.get(code, Uptake(code)) for code in codes), *([rest] if rest.held.months else [])]
