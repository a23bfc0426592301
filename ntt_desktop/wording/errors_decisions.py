"""Sentences for the queues of cases, their workbook, and carrying files to a drive."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "edit_twice": (
        mark("Two files say different things of {field}."),
        mark("Accept the one that is right alone, and ignore the other."),
    ),
    "pair_singly": (
        mark("Two people with one NIK are joined one pair at a time."),
        mark("Choose the pair alone and compare the two."),
    ),
    "edit_singly": (
        mark("Edited cells of {field} are looked at one by one."),
        mark("Choose one of them, compare it with the KTP or the family card, then decide."),
    ),
    "queue_header_missing": (
        mark("The file {name} is not a workbook of decisions."),
        mark("Take the workbook that was made here with To a workbook."),
    ),
    "copy_differs": (
        mark("The copy on {folder} is not the same as the file. It was removed."),
        mark("Try again, or use another drive."),
    ),
    "file_gone": (
        mark("The file {file} is no longer in its folder."),
        mark("Make it again from the list of files."),
    ),
}
