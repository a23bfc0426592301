"""What follows registration: batches, decrees, agencies' answers, BPJS, bills, payments, hand-over, events, bridging.

Which seat-months a bill or a payment covers stands in it as ranges of seats ("1-120,122",
`ntt_desktop.domain.seat_ranges`): the person is whoever occupies the seat in that month, and a month that is billed
keeps its occupant (`ntt_desktop.store.money.billed`). A record is never deleted: ``cancelled``, ``removed`` or
``withdrawn`` say that it does not count any more.
"""

from ntt_desktop.store.kinds import Kind

_WORKER = "worker_id"

_KNOWS = frozenset(("knows",))
"""JSON: how far the maker of a bill or payment had read each device's records of the programme
(`ntt_desktop.store.money.billed`)."""

KINDS = (
    # Tahap: assignments gathered under a name, with a berita acara (report) and its daftar nominatif.
    Kind(
        "batch",
        (
            *("programme_id", "name", "region", "made_on", "report_number", "report_date", "place"),
            *("signer_name", "signer_title", "signer_id", "status", "note", "cancelled"),
        ),
        integers=frozenset(("cancelled",)),
    ),
    Kind(
        "batch_row",
        ("batch_id", _WORKER, "slot_id", "position", "removed", "removed_reason"),
        integers=frozenset(("position", "removed")),
        worker_field=_WORKER,
    ),
    # SK. A decree that corrects an earlier one names it in ``changes``.
    Kind(
        "decree",
        (
            *("programme_id", "batch_id", "number", "date", "title", "signer_name", "signer_title"),
            *("changes", "note", "cancelled"),
        ),
        integers=frozenset(("cancelled",)),
    ),
    # A person as the decree writes them, so that a later change shows as "di SK tertulis ...".
    Kind(
        "decree_row",
        ("decree_id", _WORKER, "slot_id", "position", "nik", "full_name", "birth_date", "removed"),
        integers=frozenset(("position", "removed")),
        worker_field=_WORKER,
    ),
    # Pemadanan: what an agency (bpjs, dukcapil, dinsos) answered.
    Kind(
        "match_answer",
        (_WORKER, "agency", "answer", "detail", "answered_on", "file", "digest", "withdrawn"),
        integers=frozenset(("withdrawn",)),
        worker_field=_WORKER,
    ),
    # What BPJS made of an upload: accepted (with or without KPJ) or refused with a reason.
    Kind(
        "enrolment",
        (_WORKER, "programme_id", "result", "kpj", "reason", "dated_on", "file", "digest", "withdrawn"),
        integers=frozenset(("withdrawn",)),
        worker_field=_WORKER,
    ),
    # Card and bank book given to the person. PIN and ATM card are never recorded.
    Kind(
        "handover",
        (_WORKER, "item", "date", "by", "received_by", "paper", "note", "withdrawn"),
        integers=frozenset(("withdrawn",)),
        worker_field=_WORKER,
    ),
    Kind(
        "bill",
        (
            *("programme_id", "number", "first_month", "last_month", "seats", "people", "person_months", "rupiah"),
            *("made_on", "due_on", "note", "cancelled", "knows"),
        ),
        integers=frozenset(("people", "person_months", "rupiah", "cancelled")),
        added=_KNOWS,
    ),
    Kind(
        "payment",
        (
            *("programme_id", "bill_id", "first_month", "last_month", "seats", "people", "person_months", "rupiah"),
            *("paid_on", "contribution_code", "spm", "sp2d", "note", "cancelled", "knows"),
        ),
        integers=frozenset(("people", "person_months", "rupiah", "cancelled")),
        added=_KNOWS,
    ),
    # Jembatan: who pays for a person between two budgets.
    Kind(
        "bridge",
        (_WORKER, "payer", "first_month", "last_month", "marked_on", "by", "note", "withdrawn"),
        integers=frozenset(("withdrawn",)),
        worker_field=_WORKER,
    ),
    # Kejadian: what happened to a person, with its evidence; one that takes another back names it in ``cancels``.
    Kind(
        "event",
        (
            *(_WORKER, "event_type", "date", "evidence", "note", "village_code", "claim_id"),
            *("recorded_by", "confirmed_by", "confirmed_on", "cancels"),
        ),
        worker_field=_WORKER,
    ),
    # A parent asks capacity back; the holder answers with a release.
    Kind(
        "recall",
        ("block_id", "seats", "first_month", "last_month", "asked_on", "reason", "withdrawn"),
        integers=frozenset(("seats", "withdrawn")),
    ),
    # UCJ: how many workers a region has and should have protected; active under other segments as BPJS says.
    Kind(
        "target",
        ("region", "year", "eligible", "active_elsewhere", "target_permille", "dated_on", "source", "removed"),
        integers=frozenset(("year", "eligible", "active_elsewhere", "target_permille", "removed")),
    ),
)

STATEMENTS = (
    "CREATE INDEX batch_programme ON batch (programme_id)",
    "CREATE INDEX batch_row_batch ON batch_row (batch_id)",
    "CREATE INDEX batch_row_worker ON batch_row (worker_id)",
    "CREATE INDEX batch_row_slot ON batch_row (slot_id)",
    "CREATE INDEX decree_programme ON decree (programme_id)",
    "CREATE INDEX decree_row_decree ON decree_row (decree_id)",
    "CREATE INDEX decree_row_worker ON decree_row (worker_id)",
    "CREATE INDEX decree_row_slot ON decree_row (slot_id)",
    "CREATE INDEX match_answer_worker ON match_answer (worker_id)",
    "CREATE INDEX enrolment_worker ON enrolment (worker_id)",
    "CREATE INDEX handover_worker ON handover (worker_id)",
    "CREATE INDEX bill_programme ON bill (programme_id)",
    "CREATE INDEX payment_programme ON payment (programme_id)",
    "CREATE INDEX bridge_worker ON bridge (worker_id)",
    "CREATE INDEX event_worker ON event (worker_id)",
    "CREATE INDEX recall_block ON recall (block_id)",
)
