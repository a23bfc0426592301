"""What stands of a list's people today, for senders who get no return file: slot, double entries, BPJS's answer."""

import json
from collections.abc import Collection

from ntt_desktop.domain.dates import Month
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import given_verdicts, verdicts
from ntt_desktop.store.rows import Rows
from ntt_desktop.wording import months, states
from ntt_desktop.wording.verdicts import verdict

_NOT_TOLD = frozenset((verdicts.ACCEPTED, verdicts.CORRECT, verdicts.APPROVED, verdicts.BPJS_ACCEPTED))
"""Said otherwise: by the row's own outcome and findings, by the slot, and by the state."""
_FIRST_STEPS = frozenset(("registered", "verified", "void"))


def standing_now(ctx: Context, workers: Collection[str]) -> dict[str, list[str]]:
    """Worker -> sentences, in the language of the screen; people of whom there is nothing to tell are left out."""
    regions = ctx.reference.regions

    def place(code: str) -> str:
        return regions.label(code) if regions.find(code) else code

    with ctx.store.read() as reader:
        about = given_verdicts.about(reader, workers)
        slots = _slots(reader, workers)
    found: dict[str, list[str]] = {}
    for worker, said in slots.items():
        found.setdefault(worker, []).extend(said)
    for worker, every in about.items():
        told = [verdict(one.state, one.detail, place) for one in every if one.state not in _NOT_TOLD]
        if told:
            found.setdefault(worker, []).extend(f"{text.rstrip('.')}." for text in told)
    return found


def _slots(source: Rows, workers: Collection[str]) -> dict[str, list[str]]:
    """The programmes that pay for a person, with first and last month, and how far that is."""
    rows = source.rows(
        "SELECT w.id, w.state, g.code, min(m.month) AS first, max(m.month) AS last FROM worker w "
        "JOIN worker p ON p.id = w.person_id LEFT JOIN seat_month m ON m.person = p.pk AND m.in_force = 1 "
        "LEFT JOIN programme g ON g.pk = m.programme WHERE w.id IN (SELECT value FROM json_each(?)) "
        "GROUP BY w.id, g.code ORDER BY w.id, first",
        (json.dumps(sorted(workers)),),
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["state"] not in _FIRST_STEPS and row["id"] not in found:
            found[row["id"]] = [tr("Now: {state}.", state=states.state(row["state"]))]
        if row["code"]:
            first, last = (months.month_words(Month.at(row[name]).text) for name in ("first", "last"))
            words = tr("Slot of {programme}, {first} to {last}.", programme=row["code"], first=first, last=last)
            found.setdefault(row["id"], []).append(words)
    return found
