"""Sentences for errors about bills and payments."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "bill_basis": (mark('"{value}" does not say who is billed.'), mark("Possible are: {known}.")),
    "all_billed": (
        mark("All months of programme {programme} up to {through} are billed already."),
        mark("Choose a later month, or take the wrong bill back first."),
    ),
    "nobody_to_bill": (
        mark("Up to {through} nobody of programme {programme} can be billed."),
        mark("Check who has a slot, whom the decree names and whom BPJS accepted."),
    ),
    "bill_number": (
        mark("The bill has no number."),
        mark("Type the number that stands on the bill, for example 001/BPU/2026."),
    ),
    "bill_number_taken": (
        mark("There is a bill {number} already."),
        mark("Check the number; a bill is recorded once."),
    ),
    "bill_unknown": (mark("There is no bill {number}."), mark("Known are: {known}.")),
    "bill_paid": (
        mark("Bill {number} was paid, at least in part."),
        mark("Take the payment back first, with the reason."),
    ),
    "bill_paid_already": (
        mark("Of bill {number} nothing is left to pay in these months."),
        mark("Check the number and the months. If the payment was recorded wrongly, take it back first."),
    ),
    "payment_above_bill": (
        mark("The payment of {paid} is above the bill: {billed} are due, {above} too much."),
        mark("Check the sum on the SP2D, and whether a later month was paid as well: then bill it first."),
    ),
    "payment_below_people": (
        mark("The payment of {paid} does not fit its people: they come to {due}, a difference of {difference}."),
        mark("Say which months or which people were not paid, so that everybody's protection stays true."),
    ),
    "code_paid_already": (
        mark("The kode iuran {value} stands on another payment: bill {number} of {programme}, paid on {date}."),
        mark("One kode iuran pays once. Check the code; take that payment back first if it was recorded wrongly."),
    ),
    "payment_unknown": (mark("There is no such payment."), mark("Choose it from the list of payments.")),
    "left_out_unknown": (
        mark("These NIKs are not in what is to be paid: {niks}."),
        mark("Check the digits, and whether their months were billed."),
    ),
    "month_figure": (mark('"{value}" is no figure of a month.'), mark("Possible are: {known}.")),
    "bridge_payer": (mark('"{value}" is not known as a payer.'), mark("Possible are: {known}.")),
    "bridge_months": (
        mark("The bridge would end in {last}, before it begins in {first}."),
        mark("Check the months."),
    ),
    "bridge_nobody": (
        mark("Nobody of them could be marked; {already} are bridged already."),
        mark("One person is paid by one payer in one month. Take the earlier mark back first, or choose other people."),
    ),
    "bridge_unknown": (
        mark("None of them is marked as bridged from this month on."),
        mark("Choose people who have a payer in the list."),
    ),
    "bridge_nik_unknown": (
        mark("Nobody with these NIKs is between two budgets: {niks}."),
        mark("Check the digits and the region."),
    ),
    "bridging_empty": (
        mark("Nobody there is between two budgets."),
        mark("Check the region and the month in which the next programme starts."),
    ),
    "arrears_empty": (mark("Nobody is in arrears there."), mark("There is nothing to write.")),
}
