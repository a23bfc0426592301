"""What the first page shows: the figures of this store, each the same as the count of the list it opens."""

from dataclasses import dataclass

from ntt_desktop.domain.capacity import Balance
from ntt_desktop.domain.dates import Month
from ntt_desktop.services import ledger
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import history
from ntt_desktop.store import workers


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
    """With a slot in force this month or later."""
    cases: int = 0
    """Open cases."""
    programmes: int = 0
    unpacked: int = 0
    """With a change that no package holds yet."""
    balances: tuple[Balance, ...] = ()
    """Where this node's person-months are, one balance a programme."""
    senders: int = 0
    """Nodes below."""
    with_gaps: int = 0
    """Nodes below of which packages are missing."""
    last_backup: str | None = None
    """ISO time of the last backup."""

    @property
    def is_empty(self) -> bool:
        """Nothing was entered yet."""
        return not (self.people or self.incomplete or self.programmes)


def overview(ctx: Context) -> Overview:
    """Read the figures of the first page."""
    now = Month.of(ctx.today).index
    balances = tuple(one.own for one in ledger.balance(ctx))
    below = history.senders(ctx)
    ctx.store.pass_month()  # the window may have stood open over the end of a month
    with ctx.store.read() as reader:
        counts = workers.counts(reader, "", now)
        return Overview(
            people=counts["all"],
            evidence=counts["needs_evidence"],
            incomplete=counts["incomplete"],
            ended=counts["ended"],
            waiting=counts["without_slot"],
            seated=int(
                reader.value("SELECT count(DISTINCT person) FROM seat_month WHERE in_force = 1 AND month >= ?", (now,))
                or 0
            ),
            cases=int(reader.value("SELECT count(*) FROM open_case") or 0),
            programmes=int(reader.value("SELECT count(*) FROM programme") or 0),
            balances=balances,
            senders=len(below),
            with_gaps=sum(1 for line in below if line.missing),
            unpacked=history.unpacked(ctx),
            last_backup=reader.setting("last_backup"),
        )
