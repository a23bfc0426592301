"""Sentences for errors about changing programmes, asking capacity back, lost laptops, letters and joining."""

from ntt_desktop.i18n import mark

_SHOW = mark("The command programme show, or the page of the programme, says what is given out.")
_END_FIRST = mark("End or give back what is there first, or make a new programme.")

MESSAGES: dict[str, tuple[str, str]] = {
    "programme_value:budget": (
        mark("The budget cannot be {value}."),
        mark("Write whole rupiah above 0, or leave it empty."),
    ),
    "rate_billed": (
        mark("Programme {programme} is billed through {month}: its rate stays."),
        mark("Make a new programme for the months with another rate."),
    ),
    "period_billed": (
        mark("Programme {programme} is billed through {month}: its payment period stays."),
        mark("Make a new programme for the months with another period."),
    ),
    "seats_in_use": (
        mark("Programme {programme} cannot have {seats} slots: up to number {least} they are given out."),
        _END_FIRST,
    ),
    "months_in_use": (
        mark("The months {first} to {last} of programme {programme} are given out or billed."),
        mark("Choose months that contain these."),
    ),
    "terms_in_use": (mark("This of programme {programme} stays: slots are given out."), _END_FIRST),
    "terms_in_use:code": (mark("The code of programme {programme} stays: slots are given out."), _END_FIRST),
    "terms_in_use:payer": (mark("The payer of programme {programme} stays: slots are given out."), _END_FIRST),
    "terms_in_use:region": (mark("The area of programme {programme} stays: slots are given out."), _END_FIRST),
    "rules_empty": (mark("A programme needs at least one rule."), mark("Switch on at least one.")),
    "rule_unknown": (mark('"{value}" is no rule.'), mark("Possible are: {known}.")),
    "rule_value": (mark("{value} cannot be used in this rule."), mark("Mend it and try again.")),
    "rule_value:age": (
        mark("{value} are no limits of age."),
        mark("Write two whole numbers, the lower one first, for example 18 and 65."),
    ),
    "rule_value:decile_at_most": (mark("{value} is no decile."), mark("Write a whole number from 1 to 10.")),
    "weight_value": (mark("{value} points cannot be given."), mark("Write a whole number from 0 to 100,000.")),
    "months_reversed": (
        mark("The first month {first} lies after the last month {last}."),
        mark("Choose months in their order."),
    ),
    "date_passed": (mark("The day {date} has passed."), mark("Choose today or a later day.")),
    "date_earlier": (
        mark("The last day cannot become earlier: {date}."),
        mark("The holder may have given slots meanwhile. Ask them back instead."),
    ),
    "block_unknown": (mark("You passed down no such block: {id}."), _SHOW),
    "nothing_to_recall": (
        mark("{holder} holds nothing of programme {programme} that was not asked back already."),
        _SHOW,
    ),
    "recall_too_much": (
        mark("{held} slots of programme {programme} can be asked back there; {asked} were asked for."),
        mark("Ask for fewer."),
    ),
    "recall_unknown": (mark("There is no such request: {id}."), mark("The command programme recalls lists them.")),
    "recall_done": (mark("Nothing is missing of this request any more."), ""),
    "not_holder_of_block": (
        mark("The slots of programme {programme} that are asked back are held by another machine."),
        mark("Only their holder can give them back."),
    ),
    "not_asked_here": (
        mark("Another office asked these slots of programme {programme} back."),
        mark("Only the office that asked takes the request back."),
    ),
    "retire_needs_supervisor": (
        mark("{name} may still give slots out: its last day has not passed."),
        mark("A supervisor can decide it with a reason."),
    ),
    "letter_missing": (mark("The letter has no number."), mark("Type its number as it stands in the letter.")),
    "letter_known": (
        mark("The letter {number} was typed already, for programme {programme}."),
        mark("Look at the programmes; it is there."),
    ),
    "letter_future": (mark("The letter's date {date} lies ahead."), mark("Type the date as it stands in the letter.")),
    "letter_is_own": (
        mark("You made programme {programme} yourself."),
        mark("Change its number of slots instead of typing a letter."),
    ),
    "join_same": (mark("Programme {programme} cannot be joined with itself."), mark("Choose two programmes.")),
    "join_not_below": (
        mark("Programme {programme} does not belong to an office below this one."),
        mark("Only the office above joins it."),
    ),
    "join_billed": (
        mark("Months of programme {programme} are closed or billed there."),
        mark("Let it run out beside yours, and give no new slots in it."),
    ),
    "joined_already": (mark("Programme {programme} was joined already."), ""),
    "join_no_capacity": (
        mark("You hold nothing of programme {programme}."),
        mark("Only who holds slots of a programme joins another one to it."),
    ),
    "terms_unlike": (
        mark("The terms of programme {programme} differ: {terms}."),
        mark("Look at both side by side. Joined, those of your programme hold for everybody."),
    ),
}
