"""What must be true of capacity in every store, and which answers are refusals and no mistakes."""

from ntt_desktop.domain.programme import Programme
from ntt_desktop.store.capacity import programmes as stored
from ntt_desktop.store.reader import Reader

PARTS = ("held", "occupied", "free", "passed_down", "released", "expired")
REFUSALS = {
    "capacity_exceeded",
    "nothing_allotted",
    "nothing_to_release",
    "programme_unknown",
    "programme_over",
    "close_backwards",
    "nobody_waits",
    "nothing_to_replace",
    "not_holder",
    "programme_ambiguous",
    "nothing_to_recall",
    "recall_too_much",
    "recall_done",
    "no_such_holder",
    "last_date_passed",
    "date_earlier",
    "date_passed",
    "block_unknown",
    "seats_in_use",
    "months_in_use",
    "rate_billed",
    "terms_unlike",
    "joined_already",
    "join_no_capacity",
    "letter_known",
    "all_billed",
    "nobody_to_bill",
    "bill_unknown",
    "bill_paid",
    "bill_paid_already",
}

LOST = """
WITH RECURSIVE lost (id) AS (
  SELECT id FROM block WHERE retired_on IS NOT NULL
  UNION SELECT b.id FROM block b JOIN lost l ON b.parent_id = l.id
)
SELECT id FROM lost
"""


def adds_up(reader: Reader, programme: Programme, node: str, counted: list[stored.Occupancy]) -> None:
    """Held = occupied + free + passed down + released + expired: of each block, each holder, and of all together."""
    found = stored.ledger(reader, programme, node, counted)
    holders = {block.holder for block, _ in found.blocks}
    shares = [stored.ledger(reader, programme, holder, counted).own for holder in holders]
    for one in (found.own, found.whole, *shares, *(balance for _, balance in found.blocks)):
        assert one.holds, one
        assert [one.rupiah(part) for part in PARTS] == [getattr(one, part) * programme.rate for part in PARTS]
        assert one.rupiah("held") == sum(one.rupiah(part) for part in PARTS[1:])
    for part in ("occupied", "free", "expired"):
        assert getattr(found.whole, part) == sum(getattr(one, part) for one in shares)
    if programme.owner == node:
        assert found.own.held == found.whole.held == programme.seat_months


def used(reader: Reader, node: str) -> set[tuple[str, int, int, str]]:
    """The seat-months in force of the blocks that a node holds."""
    return set(
        reader.execute(
            "SELECT p.id, m.seat, m.month, k.id FROM seat_month m JOIN programme p ON p.pk = m.programme "
            "JOIN block k ON k.pk = m.block WHERE m.in_force = 1 AND k.holder_node = ?",
            (node,),
        ).fetchall()
    )
