"""Claims in words: kinds, states, documents, and every line of an expected benefit with its condition."""

from ntt_desktop.domain.benefit import Line
from ntt_desktop.domain.money import rupiah
from ntt_desktop.i18n import mark, tr

TYPES = {"jkm": mark("Ordinary death (JKM)"), "jkk": mark("Work accident (JKK)"), "unknown": mark("Not known yet")}
CAUSES = {"death": mark("Died"), "injury": mark("Injured")}
STATES = {
    "reported": mark("Reported"),
    "complete": mark("Complete"),
    "sent": mark("Sent to BPJS"),
    "paid": mark("Paid out"),
    "refused": mark("Refused"),
    "cancelled": mark("Taken back"),
}
DOCUMENTS = {
    "claim_form": mark("Claim form of BPJS"),
    "ktp_worker": mark("KTP of the participant"),
    "ktp_heir": mark("KTP of the heir"),
    "kk": mark("Family card (KK)"),
    "heir_statement": mark("Statement of heirs"),
    "heir_account": mark("Bank book of the heir"),
    "own_account": mark("Bank book of the participant"),
    "death_certificate": mark("Death certificate"),
    "accident_report": mark("Report of the accident, first stage"),
    "witnesses": mark("Statement of witnesses or the police"),
    "medical_report": mark("Doctor's report"),
    "school_letter": mark("Letter of the school or birth certificate of the child"),
}
LINES = {
    "nothing": mark("Nothing"),
    "funeral": mark("Funeral"),
    "death_grant": mark("Death grant"),
    "accident_grant": mark("Grant after a death at work"),
    "periodic": mark("Periodic benefit"),
    "scholarship": mark("Scholarship"),
    "treatment": mark("Treatment"),
    "cause_unknown": mark("Ordinary death or work accident"),
}
CONDITIONS = {
    "month_not_paid": mark("the month of the event is not paid"),
    "history_unknown": mark("only if contributions ran without a break; the history is not known"),
    "early_months": mark("not due in the first months of contributions"),
    "scholarship_wait": mark("not due before three years of contributions"),
    "most_children": mark("not due: at most two children"),
    "married": mark("not due: married"),
    "working": mark("not due: working"),
    "left_school": mark("not due: no longer at school"),
    "too_old": mark("not due: 23 years or older"),
    "cause_unknown": mark("depends on what the event is found to be"),
    "as_treated": mark("the hospital is paid what the treatment costs"),
}


def claim_type(code: str) -> str:
    """The kind of a claim."""
    return tr(TYPES.get(code, code))


def state(code: str) -> str:
    """Where a claim is."""
    return tr(STATES.get(code, code))


def document(code: str) -> str:
    """A document's name."""
    return tr(DOCUMENTS.get(code, code))


def condition(code: str) -> str:
    """Under which condition an amount holds; "" for none."""
    return tr(CONDITIONS.get(code, code)) if code else ""


def span(low: int, high: int) -> str:
    """ "Rp10.000.000 to Rp42.000.000", or one amount."""
    if low == high:
        return rupiah(high)
    if low == 0:
        return tr("up to {high}", high=rupiah(high))
    return tr("{low} to {high}", low=rupiah(low), high=rupiah(high))


def line(one: Line) -> tuple[str, str, str]:
    """What it is (with the child's name), how much, and under which condition."""
    what = tr(LINES.get(one.code, one.code))
    return (f"{what} ({one.name})" if one.name else what, span(one.low, one.high), condition(one.condition))
