"""What records, their fields and their codes are called, on screen and on paper."""

import re

from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording.agency_answers import AGENCIES, ANSWERS
from ntt_desktop.wording.fields import field_name as person_field
from ntt_desktop.wording.handing_over import ITEMS
from ntt_desktop.wording.payers import PAYERS
from ntt_desktop.wording.verval import ITEMS as SEEN

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

KINDS: dict[str, str] = {
    "worker": mark("Worker"),
    "heir": mark("Family contact"),
    "child": mark("Child"),
    "verification": mark("Verification"),
    "finding": mark("Finding"),
    "programme": mark("Programme"),
    "block": mark("Capacity"),
    "release": mark("Capacity given back"),
    "recall": mark("Capacity asked back"),
    "slot": mark("Slot"),
    "claim": mark("Claim"),
    "cover": mark("Earlier payments"),
    "batch": mark("Batch"),
    "batch_row": mark("Name in a batch"),
    "decree": mark("SK"),
    "decree_row": mark("Name in an SK"),
    "match_answer": mark("Agency's answer"),
    "enrolment": mark("Result of BPJS"),
    "handover": mark("Handing over"),
    "bill": mark("Bill"),
    "payment": mark("Payment"),
    "bridge": mark("Bridging"),
    "event": mark("Event"),
    "target": mark("Target"),
    "import": mark("Import"),
    "node": mark("Device"),
    "letter": mark("Letter"),
    "same_person": mark("Same person?"),
}
"""Msgids by kind."""


FIELDS: dict[str, str] = {
    "status": mark("State"),
    "amount": mark("Amount"),
    "expected": mark("Expected"),
    "paid_on": mark("Paid on"),
    "paid_to": mark("Paid to"),
    "paid_account": mark("Account"),
    "decided_on": mark("Decided on"),
    "completed_on": mark("Complete on"),
    "sent_on": mark("Sent on"),
    "reported_on": mark("Reported on"),
    "documents": mark("Documents"),
    "cause": mark("Cause"),
    "claim_type": mark("Kind of claim"),
    "event_type": mark("Event"),
    "event_date": mark("Date of the event"),
    "event_place": mark("Place of the event"),
    "reported_by": mark("Reported by"),
    "reporter_phone": mark("Phone of who reported"),
    "assigned_on": mark("Given on"),
    "rank": mark("Rank"),
    "score": mark("Points"),
    "seat": mark("Slot number"),
    "seats": mark("Slots"),
    "people": mark("People"),
    "person_months": mark("Person-months"),
    "rupiah": mark("Rupiah"),
    "number": mark("Number"),
    "date": mark("Date"),
    "note": mark("Note"),
    "made_on": mark("Made on"),
    "due_on": mark("Due"),
    "position": mark("Running number"),
    "removed": mark("Taken out"),
    "withdrawn": mark("Withdrawn"),
    "result": mark("Result"),
    "reason": mark("Reason"),
    "answer": mark("Answer"),
    "agency": mark("Agency"),
    "answered_on": mark("Answered on"),
    "dated_on": mark("Dated"),
    "file": mark("File"),
    "code": mark("Code"),
    "title": mark("Title"),
    "region": mark("Region"),
    "rate": mark("Contribution a month"),
    "year": mark("Year"),
    "eligible": mark("Can be protected"),
    "active_elsewhere": mark("Active elsewhere"),
    "target_permille": mark("Target (per thousand)"),
    "seen": mark("Seen"),
    "settles": mark("Settles"),
    "how": mark("How"),
    "by": mark("By"),
    "item": mark("What was handed over"),
    "received_by": mark("Received by"),
    "closed_through": mark("Closed through"),
    "contribution_code": mark("Kode iuran"),
    "spm": mark("SPM"),
    "sp2d": mark("SP2D"),
    "birth_date": mark("Date of birth"),
    "school_level": mark("School"),
    "severity": mark("Weight"),
    "field": mark("Field"),
    "value": mark("Value"),
    "officer": mark("Officer"),
    "evidence": mark("Evidence"),
    "recorded_by": mark("Recorded by"),
    "confirmed_by": mark("Confirmed by"),
    "confirmed_on": mark("Confirmed on"),
    "end_note": mark("Note on the end"),
    "void_reason": mark("Why it never was true"),
    "married": mark("Married"),
    "working": mark("Working"),
    "cleared": mark("Does not hold any more"),
    "role": mark("Role"),
    "retired_on": mark("Given up on"),
    "payment_period": mark("Paid every (months)"),
    "rules": mark("Rules"),
    "weights": mark("Points of the ranking"),
    "discount": mark("Discount"),
    "decree_number": mark("Number of the SK"),
    "decree_date": mark("Date of the SK"),
    "agreement_number": mark("Number of the agreement"),
    "agreement_date": mark("Date of the agreement"),
    "budget": mark("Budget"),
    "clocks": mark("Waiting times"),
    "benefits": mark("Benefits"),
    "seat_from": mark("From slot"),
    "seat_to": mark("To slot"),
    "last_date": mark("Last day for assigning"),
    "letter_number": mark("Number of the letter"),
    "letter_date": mark("Date of the letter"),
    "letter_sender": mark("Sender of the letter"),
    "clock_from": mark("Known since"),
    "refused_reason": mark("Why it was refused"),
    "imported_on": mark("Taken in on"),
    "rows_read": mark("Rows read"),
    "rows_new": mark("New rows"),
    "rows_updated": mark("Rows that changed somebody"),
    "rows_identical": mark("Rows that changed nothing"),
    "rows_duplicate": mark("Repeated rows"),
    "rows_rejected": mark("Rejected rows"),
    "undone_on": mark("Undone on"),
    "undone_reason": mark("Why it was undone"),
    "decision": mark("Decision"),
    "decided_by": mark("Decided by"),
    "last_paid_month": mark("Last paid month"),
    "report_number": mark("Number of the berita acara"),
    "report_date": mark("Date of the berita acara"),
    "place": mark("Place"),
    "signer_name": mark("Signer's name"),
    "signer_title": mark("Signer's office"),
    "removed_reason": mark("Why it was taken out"),
    "paper": mark("Receipt"),
    "marked_on": mark("Marked on"),
    "asked_on": mark("Asked on"),
}
"""Field -> msgid, for what `ntt_desktop.wording.fields` does not name."""


VALUES: dict[tuple[str, str], str] = {
    ("status", "reported"): mark("Reported"),
    ("status", "complete"): mark("Complete"),
    ("status", "sent"): mark("Sent"),
    ("status", "paid"): mark("Paid"),
    ("status", "refused"): mark("Refused"),
    ("cause", "death"): mark("Death"),
    ("cause", "injury"): mark("Injury"),
    ("result", "accepted"): mark("Accepted"),
    ("result", "refused"): mark("Refused"),
    ("end_reason", "died"): mark("Died"),
    ("end_reason", "moved"): mark("Moved house"),
    ("end_reason", "wage_job"): mark("Has a wage job now"),
    ("end_reason", "withdrew"): mark("Withdrew"),
    ("end_reason", "duplicate"): mark("Was registered twice"),
    ("end_reason", "ineligible"): mark("Does not qualify"),
    ("severity", "evidence"): mark("Needs evidence"),
    ("severity", "note"): mark("Note"),
    ("role", "petugas"): mark("Officer"),
    ("role", "supervisor"): mark("Supervisor"),
    ("decision", "same"): mark("The same person"),
    ("decision", "different"): mark("Two people"),
    ("decision", "later"): mark("Later"),
    ("status", "proposed"): mark("Proposed"),
}
"""(field, code) -> msgid."""

_TABLES = {"item": ITEMS, "agency": AGENCIES, "answer": ANSWERS, "payer": PAYERS, "seen": SEEN}
"""Field -> its codes in words, where pages have them already."""


def value_word(field: str, value: str) -> str:
    """A code in words, a date as people write it; any other text as it is."""
    if (field, value) in VALUES:
        return tr(VALUES[field, value])
    if value in (known := _TABLES.get(field, {})):
        return tr(known[value])
    if field == "event_type":
        return value_word("end_reason", value)
    if field == "field":
        return field_name(value)
    if field == "claim_type":
        return value.upper()
    if _DAY.fullmatch(value):
        return "/".join(reversed(value.split("-")))
    return value


def field_name(field: str) -> str:
    """A field of any kind in words."""
    return tr(FIELDS[field]) if field in FIELDS else person_field(field)


def kind_name(kind: str) -> str:
    """The kind in words; an unknown one with spaces."""
    return tr(KINDS[kind]) if kind in KINDS else kind.replace("_", " ")
