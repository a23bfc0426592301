"""People who need something, as conditions on the list of people (`ntt_desktop.store.people.workers`).

The first page counts them by the same SQL that the list is made of, so that no figure can differ from its list.
"""

from datetime import date, timedelta

from ntt_desktop.domain.dates import Month

TURNING_65, LAPSING, CARD, WITH_SLOT = "turning_65", "lapsing", "card", "with_slot"
"""What `condition` knows."""

AHEAD = timedelta(days=90)
"""How long before a 65th birthday somebody is told: long enough to name a successor."""
OLD = 65
UNPAID = 3
"""Months in a row without payment that end a membership where a programme says nothing else (domain section 1)."""
_PAID = 4
_SEATED = "w.state NOT IN ('registered', 'verified')"
"""Whoever has any month in force stands at least as proposed (`ntt_desktop.domain.standing`)."""


def condition(need: str, today: date) -> tuple[str, list[object]]:
    """SQL for the people ``w`` with its parameters. ``KeyError`` for another need."""
    return {TURNING_65: _turning_65, LAPSING: _lapsing, CARD: _card, WITH_SLOT: _with_slot}[need](today)


def _turning_65(today: date) -> tuple[str, list[object]]:
    """Whose 65th birthday is today or within `AHEAD`."""
    return "w.birth_date BETWEEN ? AND ? AND w.state <> 'ended'", [_born(today), _born(today + AHEAD)]


def _born(birthday: date) -> str:
    try:
        return birthday.replace(year=birthday.year - OLD).isoformat()
    except ValueError:  # 29 February
        return birthday.replace(year=birthday.year - OLD, day=28).isoformat()


def _lapsing(today: date) -> tuple[str, list[object]]:
    """Paid for until lately, not for this month or later: their membership ends when nobody pays."""
    now = Month.of(today)
    first, last = now + -UNPAID, now + -1
    sql = (
        "w.state NOT IN ('ended', 'lapsed', 'covered') AND ("
        f"({_SEATED} AND EXISTS (SELECT 1 FROM seat_month m WHERE m.person = w.pk AND m.in_force = 1 "
        f"AND m.month BETWEEN ? AND ? AND m.stage = {_PAID})) "
        "OR w.pk IN (SELECT v.pk FROM cover c CROSS JOIN worker o ON o.id = c.worker_id "
        "CROSS JOIN worker v ON v.id = o.person_id WHERE c.removed IS NOT 1 AND c.last_paid_month BETWEEN ? AND ?)) "
        "AND NOT EXISTS (SELECT 1 FROM seat_month p WHERE p.person = w.pk AND p.in_force = 1 "
        f"AND p.month >= ? AND p.stage = {_PAID}) "
        "AND NOT EXISTS (SELECT 1 FROM cover l JOIN worker i ON i.id = l.worker_id WHERE i.person_id = w.id "
        "AND l.removed IS NOT 1 AND l.last_paid_month >= ?)"
    )
    return sql, [first.index, last.index, first.text, last.text, now.index, now.text]


def _card(today: date) -> tuple[str, list[object]]:
    """Accepted by BPJS by the newest answer, and the card was not handed over yet (the store's `cards`)."""
    return "w.card_due = 1 AND w.state <> 'ended'", []


def _with_slot(today: date) -> tuple[str, list[object]]:
    """With a slot in force this month or later."""
    # In the order of the index: asking for each person's months apart takes three times as long.
    sql = (
        f"{_SEATED} AND w.pk IN (SELECT s.person FROM seat_month s INDEXED BY person_month_once "
        "WHERE s.in_force = 1 GROUP BY s.person HAVING max(s.month) >= ?)"
    )
    return sql, [Month.of(today).index]
