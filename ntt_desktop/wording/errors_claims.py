"""Sentences for errors about claims."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "claim_unknown": (mark("There is no claim {id} here."), mark("Choose it from the list of claims.")),
    "claim_type_unknown": (mark('"{value}" is no kind of claim.'), mark("Possible are: {known}.")),
    "claim_exists": (
        mark("For {name} an event of {date} is reported already."),
        mark("Open that claim and add what is new."),
    ),
    "claim_before_cover": (
        mark("On {date} {name} was not covered yet: the first month is {first}."),
        mark("Check the date. If another payer covered the person then, report it all the same."),
    ),
    "claim_known_before": (
        mark("It was known on {known}, before it happened on {event}."),
        mark("Check both dates."),
    ),
    "claim_before_event": (
        mark("{date} lies before the event of {event}."),
        mark("Check the date."),
    ),
    "claim_step": (
        mark("From here the claim cannot go on like that."),
        mark("First hand in what is missing: {missing}."),
    ),
    "claim_step_state": (
        mark("The claim stands at {status}: this step does not follow."),
        mark("Look at how far it is."),
    ),
    "claim_type_open": (
        mark("It is not said yet what it was: an ordinary death or a work accident."),
        mark("Say so first: BPJS has a form of its own for each."),
    ),
    "claim_closed": (
        mark("This claim is closed."),
        mark("A closed claim keeps what was decided."),
    ),
    "claim_amount": (mark("A payment of {value} is none."), mark("Type the amount that came, in rupiah.")),
    "claim_amount_above": (
        mark("{amount} is more than this death is expected to bring: {expected}."),
        mark("Count the zeros. If BPJS really paid so much, note it all the same."),
    ),
    "claim_payee": (
        mark("It is not said whose account the money went to."),
        mark("Type the name of the account's holder; the money belongs to the family."),
    ),
    "document_unknown": (mark('The document "{value}" is not asked for.'), mark("Asked for are: {known}.")),
    "card_contact": (
        mark('"{value}" is half a line: a name and a number belong together.'),
        mark("Type who is called and the number, or empty both."),
    ),
    "card_contacts": (mark("There are more than {most} lines."), mark("Keep those that a family reaches first.")),
    "card_ended": (
        mark("{name} has ended: a card would promise what is not there."),
        mark("Look at the claim instead."),
    ),
    "card_without_cover": (
        mark("{name} has no month from now on: a card would promise what is not there."),
        mark("Give a slot first, or note who else pays."),
    ),
    "card_nobody": (
        mark("Nobody in {village} is covered from now on."),
        mark("Give slots first; then the cards can be printed."),
    ),
}
