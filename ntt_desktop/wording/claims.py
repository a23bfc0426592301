"""Claims in words: kinds, states, documents, and every line of an expected benefit with its condition."""

from ntt_desktop.domain.benefit import Benefits, Line
from ntt_desktop.domain.claims import Clock
from ntt_desktop.domain.cover import Clocks, Terms
from ntt_desktop.domain.dates import shown
from ntt_desktop.domain.money import rupiah
from ntt_desktop.i18n import mark, tr

TYPES = {"jkm": mark("Ordinary death (JKM)"), "jkk": mark("Work accident (JKK)"), "unknown": mark("Not known yet")}
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
LACKING = {"no_kk": mark("KK"), "heir": mark("family contact"), "bank_account": mark("account")}


def claim_type(code: str) -> str:
    """The kind of a claim."""
    return tr(TYPES.get(code, code))


def state(code: str) -> str:
    """Where a claim is."""
    return tr(STATES.get(code, code))


def document(code: str) -> str:
    """A document's name."""
    return tr(DOCUMENTS.get(code, code))


def document_count(missing: int, asked: int) -> str:
    """How many of the documents are still missing."""
    return tr("{count} of {all} missing", count=missing, all=asked) if missing else tr("complete")


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


def event_short(claim_type_code: str, cause: str) -> str:
    """What happened, for a list."""
    if cause == "injury":
        return tr("Injured (JKK)")
    return {"jkk": tr("Died (JKK)"), "jkm": tr("Died (JKM)")}.get(claim_type_code, tr("Died"))


def event(claim_type_code: str, cause: str) -> str:
    """What happened: an injury at work, or a death of its kind."""
    if cause == "injury":
        return tr("Injured at work (JKK)")
    if claim_type_code == "jkk":
        return tr("Died by a work accident (JKK)")
    return tr("Died, cause not settled yet") if claim_type_code == "unknown" else claim_type(claim_type_code)


def clock(one: Clock, *, runs: bool, short: bool = False) -> str:
    """The clock of the report. ``runs``: BPJS has still to be told; ``short``: for a list."""
    if not runs and short:
        return tr("late") if one.late else tr("in time")
    if not runs:
        return tr("reported late") if one.late else tr("reported in time")
    if not one.late:
        return tr("{count} days left", count=one.days_left) if one.days_left else tr("last day today")
    if short:
        return tr("late: report it")
    return tr(
        "Past 2 x 24 hours: report it all the same, the right lasts 5 years, until {day} (to be confirmed).",
        day=shown(one.right_until),
    )


def basis(code: str, *, covered: bool, clocks: Clocks, terms: Terms) -> list[tuple[str, str]]:
    """How an expected benefit is computed: the clocks applied, in the month of the event."""
    rows = [(tr("Month of the event"), tr("is paid") if covered else tr("is not paid: nothing is due"))]
    run = clocks.months_in_row
    rows.append((tr("Months in a row"), tr("History not known yet") if run is None else f"{run}"))
    if code == "jkk":
        return [*rows, (tr("Waiting period"), tr("none after a work accident"))]
    if run is None:
        full = scholarship = tr("not known")
    else:
        full = tr("reached") if run > terms.full_jkm_after else tr("not reached")
        scholarship = tr("reached") if run >= terms.scholarship_after else tr("not reached")
    rows.append((tr("Full JKM"), tr("after {count} months: {state}", count=terms.full_jkm_after, state=full)))
    after = tr("after {count} months: {state}", count=terms.scholarship_after, state=scholarship)
    return [*rows, (tr("Scholarship after JKM"), after)]


def cover_table(benefits: Benefits, terms: Terms) -> list[tuple[str, str, str]]:
    """What is covered: event, amount, condition. No amount stands without its condition."""
    paid = tr("the contribution of that month is paid")
    months, school = terms.full_jkm_after, terms.scholarship_after
    return [
        (tr("Accident at work, on the way there or back"), tr("treatment as it is needed"), paid),
        (
            tr("Death by a work accident"),
            rupiah(benefits.accident_death),
            tr("{paid}; BPJS finds that it was a work accident", paid=paid),
        ),
        (
            tr("Death for any other reason"),
            rupiah(benefits.ordinary_death),
            tr("{paid}, after more than {count} months in a row", paid=paid, count=months),
        ),
        (
            tr("The same in the first {count} months", count=months),
            rupiah(benefits.funeral),
            tr("{paid}; membership began, or began again, less than that before", paid=paid),
        ),
        (
            tr("Scholarship for at most {count} children", count=benefits.most_children),
            tr("up to {high}", high=rupiah(benefits.most_scholarship)),
            tr(
                "paid year by year at school; under {age}, not married, not working; after an ordinary death only with "
                "{count} months of contributions, after a work accident at once",
                age=benefits.child_below,
                count=school,
            ),
        ),
    ]


def lacking(missing: tuple[str, ...]) -> str:
    """What a claim would lack today (`missing_for_claim` of the service ``claim_view``); "" when nothing is."""
    if not missing:
        return ""
    named = ", ".join(tr(LACKING.get(name, name)) for name in missing)
    return tr("Still missing for a claim: {what}", what=named)
