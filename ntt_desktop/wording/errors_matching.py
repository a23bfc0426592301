"""Sentences for likely duplicates and earlier cover."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "decision_missing": (
        mark("This decision does not stand any more."),
        mark("Look at the list of decisions again."),
    ),
    "cover_missing": (
        mark("This entry of earlier cover does not exist any more."),
        mark("Open the person again."),
    ),
    "cover_months": (
        mark("The months of earlier cover are not right: {first} to {last}."),
        mark("Give both as YYYY-MM; the first is not after the last, and the last is not in the future."),
    ),
    "cover_source": (
        mark('"{value}" is no source of earlier cover.'),
        mark("Choose one of: {known}."),
    ),
    "cover_payer": (
        mark("Nobody is named who paid the earlier cover."),
        mark("Give the payer, for instance provinsi, kabupaten, desa, csr or mandiri."),
    ),
}
