"""What is derived of people is a function of the set of records: joins, ends, voids, decisions, findings."""

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.services.context import Context
from ntt_desktop.store.people import pairs
from ntt_desktop.store.unit_of_work import UnitOfWork
from tests.store.records import Maker, apply_in_pieces, trial

NIKS = ("5311180103780001", "5311180103780002", None)
NAMES = ("Yoksan Goit", "YOKSAN GOIT", "Maria Bana")
HAPPENINGS = (
    *("worker", "worker", "end", "end", "reopen", "void", "nik", "merge"),
    *("decide", "verify", "finding", "bpjs", "bpjs", "card"),
)
CARD_DUE = (
    "SELECT person FROM (SELECT w.person_id AS person, e.result, "
    "max(coalesce(e.dated_on, '') || e.created_rev || e.id) "
    "FROM enrolment e JOIN worker w ON w.id = e.worker_id WHERE e.withdrawn IS NOT 1 GROUP BY w.person_id) "
    "WHERE result = 'accepted' AND person NOT IN (SELECT w.person_id FROM handover h "
    "JOIN worker w ON w.id = h.worker_id WHERE h.item = 'card' AND h.withdrawn IS NOT 1) "
    "AND person IN (SELECT id FROM worker)"
)
"""Who was accepted by the newest answer and has no card, said plainly."""
WORKERS = tuple(f"W{number}" for number in range(5))


def derived_of_people(uow: UnitOfWork) -> dict[str, Any]:
    """Every derived column of people and findings, and the cases, in terms of record ids."""
    return {
        "workers": uow.execute(
            "SELECT id, person_id, name_sort, state, open_evidence, incomplete, card_due FROM worker ORDER BY id"
        ).fetchall(),
        "findings": uow.execute("SELECT id, severity, settled_by FROM finding ORDER BY id").fetchall(),
        "cases": uow.execute(
            "SELECT kind, subject, other, field, detail FROM open_case WHERE kind <> 'conflict' ORDER BY 1, 2, 3, 4"
        ).fetchall(),
        "words": uow.execute(
            "SELECT w.id FROM worker_search s JOIN worker w ON w.pk = s.rowid WHERE worker_search MATCH "
            '\'names : ("yoksan"* OR "maria"*)\' ORDER BY w.id'
        ).fetchall(),
    }


@st.composite
def lives(draw: st.DrawFn) -> Maker:
    """Records of a few people who are registered twice, joined, parted, ended, reopened and voided."""
    maker = Maker()
    known: list[str] = []
    for number in range(draw(st.integers(3, 18))):
        device = draw(st.sampled_from("abc"))
        what = draw(st.sampled_from(HAPPENINGS))
        worker = draw(st.sampled_from(known)) if known else ""
        if what == "worker" or not known:
            fresh = [name for name in WORKERS if name not in known]
            if fresh:
                values = {"nik": draw(st.sampled_from(NIKS)), "full_name": draw(st.sampled_from(NAMES))}
                known.append(
                    maker.add("worker", draw(st.sampled_from(fresh)), device, village_code="53.11.18.2005", **values)
                )
        elif what == "end":
            maker.add("worker", worker, device, ended_on=f"2026-01-{number + 1:02d}", end_reason="died")
        elif what == "reopen":
            maker.add("worker", worker, device, ended_on=None, end_reason=None)
        elif what == "void":
            maker.add("worker", worker, device, void=draw(st.sampled_from([1, None])))
        elif what == "nik":
            maker.add("worker", worker, device, nik=draw(st.sampled_from(NIKS)))
        elif what == "merge":
            maker.add("worker", worker, device, merged_into=draw(st.sampled_from([*known, None])))
        elif what == "decide":
            one, other = sorted((worker, draw(st.sampled_from(WORKERS))))
            if one != other:
                said = draw(st.sampled_from(["same", "different", "later"]))
                record = pairs.record_id(one, other)
                maker.add("same_person", record, device, worker_id=one, other_id=other, decision=said)
        elif what == "verify":
            seen = draw(st.sampled_from(['["ktp"]', '["ktp", "work", "domicile"]', '["kk", "work", "domicile"]']))
            maker.add("verification", f"V{number}", device, worker_id=worker, seen=seen, settles='["kk_equals_nik"]')
        elif what == "finding":
            code = draw(st.sampled_from(["kk_equals_nik", "possible_duplicate", "kk_invalid"]))
            params = f'{{"other": "{draw(st.sampled_from(WORKERS))}"}}'
            maker.add("finding", f"F{number}", device, worker_id=worker, code=code, params=params)
        elif what == "card":
            item = draw(st.sampled_from(["card", "card", "bank_book"]))
            withdrawn = draw(st.sampled_from([None, None, 1]))
            maker.add("handover", f"C{number}", device, worker_id=worker, item=item, withdrawn=withdrawn)
        else:
            result = draw(st.sampled_from(["accepted", "refused"]))
            dated = draw(st.sampled_from(["2026-01-05", "2026-02-05"]))
            maker.add("enrolment", f"E{number}", device, worker_id=worker, result=result, dated_on=dated)
    return maker


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=lives(), seed=st.integers(0, 10_000))
def test_what_is_derived_of_people_does_not_hang_on_the_order_of_records(ctx: Context, made: Maker, seed: int) -> None:
    with trial(ctx.store) as uow:
        uow.apply(made.changes, "elsewhere")
        uow.finish()
        at_once = derived_of_people(uow)
    for chance in (random.Random(seed), random.Random(seed + 1)):
        with trial(ctx.store) as uow:
            apply_in_pieces(uow, made.changes, chance)
            assert derived_of_people(uow) == at_once
            due = {row["person"] for row in uow.rows(CARD_DUE)}
    assert {row[0] for row in at_once["workers"] if row[6]} == due
    ended = {row[1] for row in at_once["workers"] if row[3] == "ended"}
    assert all(row[3] in ("ended", "void") for row in at_once["workers"] if row[1] in ended)


def test_an_end_counts_for_the_person_whichever_record_says_it(ctx: Context) -> None:
    maker = Maker()
    for record in ("W1", "W2"):
        maker.add("worker", record, nik=NIKS[0], full_name=NAMES[0])
    maker.add("worker", "W2", ended_on="2026-01-05", end_reason="died")
    joined, parted = maker.changes[:], Maker()
    parted.changes = maker.changes
    parted.add("same_person", pairs.record_id("W1", "W2"), worker_id="W1", other_id="W2", decision="different")
    for last in joined:
        with ctx.store.write("tester") as uow:
            uow.apply([last], "elsewhere")
    with ctx.store.write("tester") as uow:
        assert uow.rows("SELECT person_id, state FROM worker") == [{"person_id": "W1", "state": "ended"}] * 2
        uow.apply(parted.changes[-1:], "elsewhere")
        uow.finish()
        assert uow.rows("SELECT id, state FROM worker ORDER BY id") == [
            {"id": "W1", "state": "registered"},
            {"id": "W2", "state": "ended"},
        ]
