"""What is wrong with a line of a verval list, in words."""

from collections.abc import Iterable

from ntt_desktop.i18n import mark, tr

PROBLEMS: dict[str, str] = {
    "unknown": mark("Row {row}: {name} is not among the people of this laptop."),
    "ended": mark("Row {row}: {name} has ended; nothing was noted."),
    "unreadable": mark("Row {row}: {name}: what stands at {items} says neither yes nor no."),
    "denied": mark("Row {row}: {name}: the village says no at {items}. Look at the person."),
}
"""Msgids by code (`ntt_desktop.services.people.verval.VervalProblem`)."""

ITEMS: dict[str, str] = {
    "ktp": mark("KTP seen"),
    "domicile": mark("Lives here"),
    "work": mark("Really works"),
    "alive": mark("Alive"),
}
"""Msgids of the columns of ticks."""


def problem(code: str, row: int, name: str, items: Iterable[str] = (), note: str = "") -> str:
    """The sentence for a line that needs somebody, with the remark that stood there."""
    named = ", ".join(tr(ITEMS[item]) for item in items)
    words = tr(PROBLEMS[code], row=row, name=name or "-", items=named)
    return f"{words} ({note})" if note else words
