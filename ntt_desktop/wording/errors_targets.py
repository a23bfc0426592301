"""What can be wrong with the figures of a target."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "target_outside": (
        mark("{region} is not in the area of this office."),
        mark("Enter figures of your own area."),
    ),
    "target_year": (mark("{value} is no year that can be meant."), mark("Type the year with four digits.")),
    "target_eligible": (
        mark("{region}: the number of workers is missing or cannot be right."),
        mark("Type how many workers of the region can be protected."),
    ),
    "target_elsewhere": (
        mark("{region}: more people are active elsewhere than there are workers."),
        mark("Look at both numbers again."),
    ),
    "target_permille": (
        mark("{region}: the target must be above 0 and at most 100 %."),
        mark("Type the target in percent."),
    ),
    "target_share": (mark('"{value}" is no share.'), mark("Type the target in percent, such as 62,5.")),
    "target_cell": (mark('Row {row}: "{value}" is not a number.'), mark("Correct the cell, then take it in again.")),
    "target_sheet_empty": (
        mark("No row of {file} names a kabupaten or kota."),
        mark("From the left: kabupaten or its code, workers, active elsewhere, target in percent."),
    ),
    "figure_unknown": (mark('There is no figure "{value}".'), mark("Known: {known}")),
    "figure_region": (
        mark('The figure "{value}" is not drawn for one kabupaten.'),
        mark("Leave the region away, or ask for the trend."),
    ),
    "figure_format": (
        mark("{file} cannot be written without windows: only .svg can."),
        mark("Write an .svg file, or save the picture from Beranda."),
    ),
}
