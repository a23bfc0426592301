"""Sentences for errors about BPJS's files."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "upload_empty": (
        mark(
            "There is nobody in programme {programme} to send to BPJS: {accepted} accepted already, {refused} refused."
        ),
        mark("Those whom BPJS refused are taken along when you ask for them again."),
    ),
    "profile_unreadable": (
        mark("The form of the BPJS file cannot be read."),
        mark("Begin from the form that is shown and change its texts only."),
    ),
    "profile_value": (
        mark('In the form of the BPJS file "{value}" cannot stand for {field}.'),
        mark("A column holds one of: {known}; or a text of its own behind an equals sign."),
    ),
}
