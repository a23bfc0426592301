"""Sentences for what can go wrong with batches (tahap) and decrees (SK)."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "batch_name_missing": (mark("The batch has no name."), mark("Type a name, for example Tahap 1.")),
    "batch_exists": (
        mark("There is a batch {name} of this programme already."),
        mark("Choose another name, or use the one that is there."),
    ),
    "batch_empty": (
        mark("No assignment of programme {programme} waits for a batch."),
        mark("Give slots first; assignments that stand in a batch or an SK are not gathered twice."),
    ),
    "batch_missing": (mark("There is no batch {name} here."), mark("The command batch list shows all batches.")),
    "batch_field": (mark("A batch has no field {field}."), mark("Possible are: {known}.")),
    "batch_row_missing": (mark("This row stands in no batch here."), mark("Open the batch anew and choose again.")),
    "batch_row_decreed": (
        mark("An SK names this person already."),
        mark("Whom an SK names stays in the batch. Record an event, or enter a changed SK."),
    ),
    "batch_row_elsewhere": (
        mark("This person stands in the batch {name} by now."),
        mark("Leave it so, or take the person out there first."),
    ),
    "batch_decreed": (
        mark("An SK names people of the batch {name}."),
        mark("Take the SK back first if it was entered wrongly."),
    ),
    "decree_number_missing": (mark("The SK has no number."), mark("Type the number as it stands on the SK.")),
    "decree_exists": (
        mark("SK {number} of this programme is entered already."),
        mark("Look at it among the SK, or type the number of the changed one."),
    ),
    "decree_missing": (mark("SK {number} is not entered here."), mark("The command decree list shows all SK.")),
    "decree_names_nobody": (
        mark("The SK would name nobody."),
        mark("Choose a batch with people whom no SK names yet."),
    ),
    "decree_unknown_names": (
        mark("{count} of those named stand in no row: {names}."),
        mark("Give NIKs of people of the batch."),
    ),
    "decree_billed": (
        mark("Months of people whom SK {number} names are billed already."),
        mark("Enter a changed SK instead."),
    ),
    "weight_unknown": (mark('There is no weight "{name}".'), mark("Possible are: {known}.")),
    "weight_invalid": (
        mark('The weight {name} cannot be "{value}".'),
        mark("Write whole points from 0 to 100,000."),
    ),
    "run_missing": (mark("No assignment can be undone."), mark("Only the last one can, while nothing rests on it.")),
    "run_used": (
        mark("The last assignment of {count} people cannot be undone: {why}."),
        mark("Record what happened to single people instead."),
    ),
}
