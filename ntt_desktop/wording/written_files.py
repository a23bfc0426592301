"""What kind of file was written, in words."""

from ntt_desktop.i18n import mark, tr

WHAT: dict[str, str] = {
    "package": mark("Package"),
    "return": mark("Return file"),
    "uptake": mark("Uptake and coverage"),
    "village": mark("Members by village"),
    "subdistricts": mark("Recap by kecamatan"),
    "bill": mark("Bill and payment by month"),
    "claims": mark("Claims of the period"),
    "waiting": mark("Waiting list by rank"),
    "audit": mark("Extract of the change log"),
    "exports": mark("Files written and pages opened"),
    "bring_list": mark("Who must bring what"),
    "verval_list": mark("Verval list"),
    "bpjs_upload": mark("Upload file for BPJS"),
    "receipt": mark("Receipt list"),
    "agency_request": mark("Names for matching"),
    "batch_list": mark("Batch with its list"),
    "ledger": mark("Person-month ledger"),
    "month_people": mark("List behind a month"),
    "claim_paper": mark("Claim on paper"),
    "family_card": mark("Card for the family: JKK and JKM"),
    "arrears": mark("In arrears"),
    "bill_letter": mark("Bill of contributions"),
    "decree_annex": mark("Annex to the SK"),
    "decree_changes": mark("List for a changed SK"),
    "bridging_list": mark("People between two budgets"),
    "bridging_letter": mark("Request to bridge contributions"),
    "corrections": mark("Correction workbook of an import"),
    "results": mark("Result workbook of an import"),
    "cases": mark("Cases to decide, as a workbook"),
    "held_file": mark("File held back"),
    "backup": mark("Backup of everything"),
}
"""Msgids by code."""


def what(code: str) -> str:
    """The words for a code."""
    return tr(WHAT[code]) if code in WHAT else code.replace("_", " ")
