"""Sentences for errors about agencies' answers, BPJS's results and what is handed over."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "file_is_agency": (
        mark("The file {name} is the form of an agency, not a list of people."),
        mark("Take it in as the agency's answers: on the page BPJS, or with the command match take."),
    ),
    "agency_unknown": (
        mark('"{agency}" is none of the agencies.'),
        mark("It is one of bpjs, dukcapil and dinsos."),
    ),
    "agency_unsaid": (
        mark("The file {name} does not say which agency answered."),
        mark("Choose the agency, then take the file in again."),
    ),
    "agency_other": (
        mark("The file {name} is the form for {found}, not for {agency}."),
        mark("Choose the agency whose answers these are."),
    ),
    "nobody_to_ask": (
        mark("There is nobody to ask agencies about in {name}."),
        mark("Give slots first, or choose another batch or programme."),
    ),
    "answers_unreadable": (
        mark("The file {name} has no table with NIKs and answers."),
        mark("It needs a NIK column, and one for the answer: Jawaban, Status or Keterangan; for the decile Desil."),
    ),
    "results_unreadable": (
        mark("The file {name} has no table with NIKs and BPJS's results."),
        mark("It needs a NIK column, and one of: Status, KPJ, Alasan."),
    ),
    "agency_row_missing": (
        mark("This person is not waiting to be replaced any more."),
        mark("Look at the list again."),
    ),
    "replace_decreed": (
        mark("The SK names {name}, or a month of the slot is billed already."),
        mark("Record what happened on the person instead; later months are freed then."),
    ),
    "handover_item": (
        mark('"{item}" is not handed over here.'),
        mark("Only the participant card and the bank book are recorded; PIN and ATM card are the owner's alone."),
    ),
    "handover_secret": (
        mark("This looks like a PIN or an ATM card."),
        mark("PIN and ATM card are the owner's alone and are never written down. Take it out of the text."),
    ),
    "handover_exists": (
        mark("{name} was given this on {date} already."),
        mark("Take the earlier entry back first if it was a mistake."),
    ),
    "handover_not_accepted": (
        mark("BPJS has not accepted {name} yet, so there is no participant card."),
        mark("Take BPJS's result in first, or type the KPJ that stands on the card."),
    ),
    "handover_nobody": (
        mark("Nobody was chosen."),
        mark("Choose the people who were given it."),
    ),
    "handover_missing": (
        mark("This entry is not there any more."),
        mark("Look at the person again."),
    ),
    "receipt_empty": (
        mark("Nobody in {village} has been taken in by BPJS."),
        mark("Take BPJS's result in first."),
    ),
}
