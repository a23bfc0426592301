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
    "no_pictures": (
        mark("The pages could not be pictured."),
        mark("Open the window once to see what is wrong."),
    ),
    "folder_not_empty": (
        mark("{folder} is not empty."),
        mark("Choose an empty folder."),
    ),
    "demo_exists": (
        mark("{folder} already holds a demonstration."),
        mark("Choose another folder, or add --again to replace it."),
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
