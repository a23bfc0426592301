"""Sentences for errors about reports, letterhead and the log of files."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "report_unknown": (mark('There is no report "{name}".'), mark("Possible are: {known}.")),
    "report_programme": (mark("This report is about one programme."), mark("Choose the programme.")),
    "report_long": (
        mark("The report would have {rows} lines: too many for one PDF ({most} at most)."),
        mark("Choose a smaller region or period, or save it as a workbook (Excel)."),
    ),
    "audit_long": (
        mark("In this period there are {count} changes: too many for one extract ({most} at most)."),
        mark("Choose fewer months, or one person."),
    ),
    "period_backwards": (
        mark("The period ends ({last}) before it begins ({first})."),
        mark("Choose a last month that is not before the first."),
    ),
    "period_long": (mark("The period is longer than {most} months."), mark("Choose a shorter period.")),
    "letterhead_lines": (
        mark("The letterhead has {count} lines; {most} fit on the paper."),
        mark("Put office, address and phone into fewer lines."),
    ),
    "letterhead_long": (
        mark('"{text}…" is too long for a letterhead: {most} letters fit.'),
        mark("Shorten it, or break it into two lines."),
    ),
    "file_not_ours": (
        mark('"{file}" was not written here as it is now.'),
        mark("It may come from another laptop, or somebody changed it. Look it up by its name in the list."),
    ),
    "written_unknown": (
        mark("There is no such file in the list."),
        mark(
            "Read the list again and choose an entry that is no package; of packages the list of sent files tells more."
        ),
    ),
}
