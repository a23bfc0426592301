"""Labels of a person's fields, of family contacts, children, and of what a verification saw."""

from ntt_desktop.i18n import mark, tr

FIELDS: dict[str, str] = {
    "nik": mark("NIK"),
    "no_kk": mark("KK number"),
    "full_name": mark("Full name"),
    "birth_place": mark("Birth place"),
    "birth_date": mark("Birth date"),
    "sex": mark("Sex"),
    "mother_name": mark("Mother's name"),
    "marital_status": mark("Marital status"),
    "family_role": mark("Role in the family"),
    "address": mark("Address"),
    "hamlet": mark("Hamlet"),
    "rt": mark("RT"),
    "rw": mark("RW"),
    "village_code": mark("Village"),
    "phone": mark("Mobile phone"),
    "email": mark("E-mail"),
    "occupation": mark("Occupation"),
    "occupation2": mark("Second occupation"),
    "workplace": mark("Place of work"),
    "monthly_income": mark("Monthly income"),
    "working_hours": mark("Working hours"),
    "employment_status": mark("Employment status"),
    "disability": mark("Disability"),
    "decile": mark("Decile"),
    "bank_name": mark("Bank"),
    "bank_account": mark("Account number"),
    "account_holder": mark("Account holder"),
    "other_cover": mark("Other cover"),
    "kpj": mark("KPJ number"),
    "bpjs_status": mark("BPJS status"),
    "bpjs_status_date": mark("BPJS status on"),
    "notice_given_on": mark("Notice given on"),
    "statement_signed_on": mark("Statement signed on"),
    "withdrawn_on": mark("Withdrawn on"),
    "registered_on": mark("Registered on"),
    "source": mark("Source"),
    "notes": mark("Notes"),
    "ended_on": mark("Ended on"),
    "end_reason": mark("Reason of the end"),
    "end_note": mark("Note on the end"),
    "void": mark("Void"),
    "void_reason": mark("Reason it is void"),
    "merged_into": mark("Joined with"),
    "import_id": mark("Import"),
}
"""Msgids by field of a worker."""

PART_FIELDS: dict[str, str] = {
    "name": mark("Name"),
    "relation": mark("Relation"),
    "school_level": mark("School level"),
    "married": mark("Married"),
    "working": mark("Working"),
    "removed": mark("Removed"),
    "seen": mark("Seen"),
    "by": mark("Seen by"),
    "date": mark("Date"),
    "how": mark("How"),
    "settles": mark("Settles"),
    "withdrawn": mark("Taken back"),
    "code": mark("Finding"),
    "value": mark("What stood there"),
    "cleared": mark("No longer true"),
}
"""Msgids by field of family contacts, children, verifications and findings, beyond those of a worker."""

SEEN_ITEMS: dict[str, str] = {
    "ktp": mark("Original KTP"),
    "kk": mark("Family card (KK)"),
    "work": mark("The work"),
    "domicile": mark("Where the person lives"),
    "alive": mark("The person alive"),
    "phone": mark("The phone answered"),
}
"""Msgids by what a verification saw."""

SEXES: dict[str, str] = {"L": mark("male"), "P": mark("female")}


def field(name: str) -> str:
    """The label of any field of a person or of what belongs to one; an unknown name as it is."""
    msgid = FIELDS.get(name) or PART_FIELDS.get(name)
    return tr(msgid) if msgid else name


def seen(item: str) -> str:
    """What a verification saw, in words."""
    return tr(SEEN_ITEMS[item]) if item in SEEN_ITEMS else item


def sex(code: str) -> str:
    """``male`` or ``female`` for L or P."""
    return tr(SEXES[code]) if code in SEXES else code
