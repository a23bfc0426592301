"""Sentences for errors about people: registering, mending, verifying."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "worker_missing": (
        mark("Nobody with this number is kept here: {id}."),
        mark("Look for the person by name or NIK."),
    ),
    "nik_taken": (
        mark("This NIK belongs to {name}, {village}."),
        mark("Open that person instead, or read the NIK on the KTP again."),
    ),
    "nik_taken:paid": (
        mark("This NIK belongs to {name}, {village}; {programme} pays for this person up to {last}."),
        mark("One person is paid by one payer in a month: open that person, or read the NIK on the KTP again."),
    ),
    "worker_ended": (
        mark("This NIK belongs to {name}, {village}, who ended on {date}."),
        mark("If that was a mistake, reopen the person and give the reason."),
    ),
    "nik_missing": (
        mark("The NIK is missing."),
        mark("Type the 16 digits of the KTP, or keep the person as incomplete."),
    ),
    "nik_length": (
        mark("The NIK {value} has {digits} digits instead of 16."),
        mark("Read it on the KTP again, or keep the person as incomplete."),
    ),
    "nik_not_digits": (
        mark("The NIK {value} contains something that is no digit."),
        mark("Look for the letter O in place of 0, or l in place of 1."),
    ),
    "nik_scientific": (
        mark("The NIK was shortened by a spreadsheet: {value}."),
        mark("Type the 16 digits of the KTP."),
    ),
    "nik_date_impossible": (
        mark("The NIK {value} cannot be right: region, birth date or serial number do not exist."),
        mark("Read it on the KTP again, or keep the person as incomplete."),
    ),
    "name_missing": (mark("The name is missing."), mark("Type the name as it stands on the KTP.")),
    "village_unknown": (
        mark('The village "{value}" is not known.'),
        mark("Choose the village from the list, or type its code, for example 53.11.18.2005."),
    ),
    "field_unknown": (
        mark('There is no field "{field}".'),
        mark("Write for example --set full_name=... --set nik=... --set village_code=..."),
    ),
    "date_invalid": (
        mark('"{value}" is no date that can be used for {field}.'),
        mark("Write day, month and year, for example 12/03/1985."),
    ),
    "date_in_future": (mark("{value} lies in the future."), mark("Give the day on which it happened.")),
    "number_invalid": (mark('"{value}" is no number ({field}).'), mark("Write digits only.")),
    "decile_invalid": (mark('"{value}" is no decile.'), mark("Write a number from 1 to 10.")),
    "phone_unreadable": (
        mark('"{value}" is no mobile phone number.'),
        mark("Write 08 and 8 to 11 more digits, or leave it empty."),
    ),
    "heir_name_missing": (mark("The family contact has no name."), mark("Type the name, or leave the contact out.")),
    "heir_nik_invalid": (
        mark("The family contact's NIK {value} cannot be right."),
        mark("Read it again, or leave it empty."),
    ),
    "child_name_missing": (mark("The child has no name."), mark("Type the name, or leave the child out.")),
    "reason_missing": (mark("A reason is needed."), mark("Say in a few words why.")),
    "state_unknown": (mark('There is no state "{value}".'), mark("Possible are: {known}.")),
    "worker_in_slot": (
        mark("{name} occupies a slot."),
        mark("End the person first; the slot is then free for somebody else."),
    ),
    "seen_missing": (mark("It is not said what was seen."), mark("Choose at least one thing that was seen.")),
    "seen_unknown": (mark('"{value}" is nothing that can be seen.'), mark("Possible are: {known}.")),
    "settles_unknown": (
        mark("A verification cannot settle {value}."),
        mark("Name a finding that needs evidence."),
    ),
    "finding_not_open": (
        mark("{name} has no open finding {value}."),
        mark("Look at the person's findings, or leave this one out."),
    ),
    "verifier_missing": (mark("It is not said who saw it."), mark("Give the name.")),
    "verification_missing": (mark("This verification is not kept here: {id}."), mark("Open the person again.")),
    "village_empty": (
        mark("Nobody of {village} has to bring anything."),
        mark("Choose another village, or print the list of everybody."),
    ),
}
