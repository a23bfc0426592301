"""Sentences for errors about programmes, capacity, slots and events."""

from ntt_desktop.i18n import mark

_SEE_FREE = mark("The command programme show, or the page of the programme, says what is free.")

MESSAGES: dict[str, tuple[str, str]] = {
    "programme_unknown": (
        mark("There is no programme {programme} here."),
        mark("Check the code. If your parent gave you capacity, receive its return file first."),
    ),
    "programme_ambiguous": (
        mark("Several programmes have the code {programme}."),
        mark("Give the id of the one that is meant: {ids}."),
    ),
    "programme_not_named": (
        mark("It is not said which programme is meant."),
        mark("Give the code of one of these: {codes}."),
    ),
    "programme_value": (mark('"{value}" cannot be used for {field}.'), mark("Mend it and try again.")),
    "programme_value:code": (
        mark('"{value}" cannot be the code of a programme.'),
        mark("At most 20 letters and digits, without spaces, for example P26."),
    ),
    "programme_value:name": (
        mark("The programme has no name."),
        mark("Type its name, for example APBD Provinsi 2026."),
    ),
    "programme_value:payer": (
        mark('"{value}" is no payer.'),
        mark("Possible are: provinsi, kabupaten, desa, csr, mandiri."),
    ),
    "programme_value:months": (
        mark("The number of months cannot be {value}."),
        mark("Write a whole number from 1 to 60."),
    ),
    "programme_value:rate": (
        mark("The contribution a person and month cannot be {value}."),
        mark("Write whole rupiah above 0, for example 16800."),
    ),
    "programme_value:seats": (
        mark("The number of slots cannot be {value}."),
        mark("Write a whole number from 1 to 1,000,000."),
    ),
    "programme_value:payment_period": (
        mark("One payment cannot cover {value} months."),
        mark("Possible are: 1, 3, 6 or 12."),
    ),
    "programme_exists": (
        mark("You already have a programme {programme}."),
        mark("Choose another code, or use the one that is there."),
    ),
    "programme_over": (
        mark("All months of programme {programme} are closed, or lie before the month asked for."),
        mark("Use the programme of the next budget."),
    ),
    "region_not_own": (
        mark("{region} does not lie in the area of this machine, {own}."),
        mark("A programme can be made for your own area only."),
    ),
    "region_outside_programme": (
        mark("{region} does not lie in the area of programme {programme}."),
        mark("Choose a region of the programme."),
    ),
    "capacity_exceeded": (
        mark("Programme {programme} has {free} free slots here; {asked} were asked for."),
        mark("Ask for fewer, or ask your parent for more."),
    ),
    "capacity_not_free": (
        mark("Seats {seat_from} to {seat_to} are not all free any more."),
        _SEE_FREE,
    ),
    "no_such_holder": (
        mark('No machine below and no region is called "{to}".'),
        mark("Give a region code such as 53.11, or the name of a machine whose package was received."),
    ),
    "nothing_to_release": (
        mark("There is nothing of programme {programme} here that could be given back."),
        _SEE_FREE,
    ),
    "not_owner": (
        mark("Programme {programme} belongs to another office."),
        mark("Only the office that made the programme closes its months."),
    ),
    "close_backwards": (
        mark("Programme {programme} is already closed through {closed}."),
        mark("Closed months stay closed."),
    ),
    "month_invalid": (mark('"{value}" is no month.'), mark("Write the year and the month, for example 2026-01.")),
    "month_outside": (
        mark("{value} is no month of the programme."),
        mark("Choose a month from {first} to {last}."),
    ),
    "nothing_allotted": (
        mark("No slots of programme {programme} were given to this machine for this area."),
        mark("Ask your parent for slots, and receive its return file."),
    ),
    "last_date_passed": (
        mark("The slots of programme {programme} could be assigned until {date} only."),
        mark("Ask your parent for a later date, or give the slots back."),
    ),
    "slot_missing": (mark("This slot is not kept here: {id}."), mark("The command slot list shows all slots.")),
    "nothing_to_replace": (
        mark("No open month of seat {seat} is free."),
        mark("End the person first; months that are closed are not given again."),
    ),
    "not_holder": (
        mark("Seat {seat} is held by another machine."),
        mark("The office that holds the seat proposes the replacement."),
    ),
    "nobody_waits": (
        mark("Nobody who may have a slot of programme {programme} is waiting."),
        mark("Register or verify more people first."),
    ),
    "not_able": (
        mark("This person cannot have the slot: {why}"),
        mark("Choose somebody else, or mend what stands in the way."),
    ),
    "already_paid": (
        mark("{name} is already paid by {programme} in {month}."),
        mark("One person is paid by one payer in one month. End the other slot first, or begin later."),
    ),
    "seat_taken": (mark("Seat {seat} is taken in {month}."), mark("Choose another seat or a later month.")),
    "slot_outside": (
        mark("Seat {seat} does not belong to this machine in {month}."),
        _SEE_FREE,
    ),
    "end_reason_unknown": (mark('"{value}" is no reason for an end.'), mark("Possible reasons: {known}.")),
    "worker_already_ended": (
        mark("{name} already ended on {date}."),
        mark("If that was a mistake, reopen the person first."),
    ),
    "end_before_birth": (
        mark("{date} lies before {name} was born ({birth})."),
        mark("Give the day on which it happened, or mend the date of birth."),
    ),
    "village_not_moved": (
        mark("The person lives in {village} already."),
        mark("Choose the village the person moved to, or leave it empty for somebody who left the province."),
    ),
    "reopening_waits": (
        mark("It was already asked to take the end of {name} back."),
        mark("A supervisor confirms it; until then the person stays ended."),
    ),
    "reopening_missing": (
        mark("Nothing waits for a confirmation here."),
        mark("Somebody may have decided it already. Look at the person's events."),
    ),
    "not_supervisor": (
        mark("Only a supervisor confirms this."),
        mark("Send your package; the kabupaten or the province confirms it."),
    ),
    "claim_paid_already": (
        mark("The claim for {name} has been paid already."),
        mark("An end whose claim was paid cannot be taken back. Speak with BPJS first."),
    ),
    "worker_not_ended": (mark("{name} has not ended."), mark("Only a person who ended can be reopened.")),
    "share_basis": (
        mark('Slots cannot be shared out by "{value}".'),
        mark("Choose one of these: {known}."),
    ),
    "share_no_figures": (
        mark("Nothing is known by which the slots could be shared out."),
        mark("Enter targets for the regions, register people there, or share out by a list or in equal parts."),
    ),
    "share_list_empty": (
        mark("The list names no number of slots."),
        mark("Write a region and its number on each line, for example 53.11;120."),
    ),
    "share_list_line": (
        mark("Line {line} of the list cannot be read: {text}"),
        mark("Write the code or the full name of a region directly below this one, and a number: 53.11;120."),
    ),
    "share_list_twice": (
        mark("{text} stands in the list twice; the second time on line {line}."),
        mark("Leave one of the two lines."),
    ),
    "share_list_unreadable": (
        mark("The list {file} cannot be read."),
        mark("Save it as text (CSV, UTF-8) and name it again."),
    ),
}
