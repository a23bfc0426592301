"""Sentences for errors of the command line and of starting the program."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "no_windows": (
        mark("The window cannot be opened on this machine."),
        mark("Use a command instead; --help lists them."),
    ),
    "secret_needed": (
        mark("A passphrase is needed, and nobody is there to type it."),
        mark("Set {variable}, or run the command in a terminal."),
    ),
    "passphrases_differ": (
        mark("The two passphrases are not the same."),
        mark("Type the same passphrase twice."),
    ),
    "assignment_unreadable": (
        mark('"{text}" is not written as FIELD=VALUE.'),
        mark("Write for example --set phone=081234567890."),
    ),
}
