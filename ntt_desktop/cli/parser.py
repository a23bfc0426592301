"""The argument parser: speaks the screen's language and fails as the rest of the program does."""

import argparse
from datetime import date
from typing import Any, NoReturn

from ntt_desktop.errors import UserError
from ntt_desktop.i18n import mark, tr

ARGPARSE_TEXTS = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("the following arguments are required: %s"),
    mark("one of the arguments %s is required"),
    mark("unrecognized arguments: %s"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("expected one argument"),
    mark("expected at least one argument"),
    mark("expected at most one argument"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("invalid %(type)s value: %(value)r"),
    mark("not allowed with argument %s"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
    mark("ignored explicit argument %r"),
    mark("%r is no whole number above 0"),
)
"""The texts of the standard library's parser that a user can meet."""


class UsageError(Exception):
    """The command line was not understood; ``usage`` shows how it is written."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """A parser that raises `UsageError` instead of printing and leaving."""

    def __init__(self, **options: object) -> None:
        # argparse looks its texts up under these two names, which it imported from gettext.
        argparse._ = tr  # type: ignore[attr-defined]
        argparse.ngettext = ntr_plain  # type: ignore[attr-defined]
        super().__init__(**{"allow_abbrev": False, **options})  # type: ignore[arg-type]

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As usual, but a command says itself what it does not know: else the usage of the whole program is shown."""
        found, rest = super().parse_known_args(args, namespace)
        if rest and " " in self.prog:
            self.error(tr("unrecognized arguments: %s") % " ".join(rest))
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError`."""
        raise UsageError(message, self.format_usage())


def ntr_plain(singular: str, plural: str, count: int) -> str:
    """argparse fills its own placeholders after the lookup."""
    return tr(singular if count == 1 else plural)


def positive(text: str) -> int:
    """A whole number above 0, as an argument's type; else the usage is shown."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("%r is no whole number above 0") % text)
    return int(text)


def day(text: str, field: str = "date") -> date:
    """A date as people write it, day first. Raises `UserError` ``date_invalid`` with the argument's name."""
    from ntt_desktop.domain.dates import read_date

    found = read_date(text, two_digit_year=lambda year, month, day: 2000 + year)
    if found is None:
        raise UserError("date_invalid", field=field, value=text)
    return found


def assignments(pairs: list[str]) -> dict[str, str]:
    """``FIELD=VALUE`` texts as a dict, the later winning. Raises ``assignment_unreadable``."""
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UserError("assignment_unreadable", text=pair)
        values[name.strip()] = value
    return values
