"""Sentences for errors of taking in a spreadsheet."""

from ntt_desktop.i18n import mark

_ANOTHER = mark("Ask the sender for the file once more.")

MESSAGES: dict[str, tuple[str, str]] = {
    "file_missing": (
        mark('There is no file "{name}" at this place.'),
        mark("Choose the file again; perhaps the USB stick was taken out."),
    ),
    "file_unreadable": (
        mark('"{name}" cannot be opened.'),
        mark("Close it in other programs and check that you may read it."),
    ),
    "file_empty": (mark('"{name}" is empty.'), _ANOTHER),
    "file_not_workbook": (
        mark('"{name}" is not a spreadsheet.'),
        mark("Choose a file of Excel, LibreOffice or a CSV list."),
    ),
    "file_zipped": (
        mark('"{name}" is a packed folder with a workbook in it.'),
        mark("Unpack it (right click, Extract all), then choose the workbook."),
    ),
    "file_damaged": (mark('"{name}" is damaged or was not copied completely.'), _ANOTHER),
    "file_protected": (
        mark('"{name}" is protected by a password.'),
        mark("Ask the sender for the password, or for the file without one."),
    ),
    "password_wrong": (mark('The password does not open "{name}".'), mark("Ask the sender for the right password.")),
    "file_too_large": (
        mark('"{name}" is too large to be a list of people.'),
        mark("Copy the list alone into a new file and choose that one."),
    ),
    "file_too_slow": (
        mark('Reading "{name}" took too long and was stopped.'),
        mark("Copy the list alone into a new file and choose that one."),
    ),
    "sheet_missing": (mark('There is no sheet called "{sheet}".'), mark("The file has these sheets: {sheets}.")),
    "header_missing": (
        mark('No header with NIK and name was found in "{name}".'),
        mark(
            'Write the header in one row, or say what the columns hold, for example --map "A=nik" --map "B=full_name".'
        ),
    ),
    "rows_missing": (
        mark('"{name}" has a header, but no person was recognised below it.'),
        mark("Check that you chose the right file and sheet."),
    ),
    "mapping_unknown_header": (
        mark("There is no column with this header: {headers}."),
        mark("Write the header exactly as it stands in the sheet."),
    ),
    "map_unreadable": (
        mark('"{text}" does not say which column holds which field.'),
        mark('Write for example --map "NAMA ORANG=full_name" or, by the column, --map "B=full_name".'),
    ),
    "mapping_field_unknown": (
        mark('"{field}" is nothing that a column can hold.'),
        mark("Choose one of: {fields}."),
    ),
    "import_gone": (
        mark('The list from "{name}" was stored or given up before.'),
        mark("Choose the file again if you want to take it in."),
    ),
    "import_missing": (mark("There is no such import."), mark("Choose one from the list of imports.")),
    "import_undone": (mark('The import of "{name}" was already taken back.'), ""),
    "import_in_use": (
        mark("The import cannot be taken back: something was decided or paid for {count} of its people ({names})."),
        mark("Correct these people one by one instead."),
    ),
    "import_row_missing": (
        mark("Row {row} of {sheet} is none of the rows of people of this import."),
        mark("Look for the row's number in the list of its rows."),
    ),
    "import_sheet_missing": (
        mark('The import has no sheet called "{sheet}".'),
        mark("Its sheets are: {sheets}."),
    ),
    "row_not_rejected": (
        mark("Row {row} of {sheet} was taken in; it needs no mending."),
        mark("Change the person instead."),
    ),
    "value_unknown": (
        mark('"{value}" is nothing that "{field}" can mean.'),
        mark("Choose a village by its code, an occupation from the list, or L or P."),
    ),
    "value_not_there": (
        mark('No row has "{value}" among the values that were not understood.'),
        mark("Write it as it stands in the list."),
    ),
    "verval_unreadable": (
        mark('"{name}" is no verval list of this program.'),
        mark("Choose the workbook that was written as one; its hidden row and column must still be there."),
    ),
    "file_is_verval": (
        mark('"{name}" is a verval list, not a list of people.'),
        mark("Take it in with *verval take*, or drop it on the window."),
    ),
    "file_is_answers": (
        mark('"{name}" holds answers on cases, not a list of people.'),
        mark("Take it in with *decide take*, or drop it on the window."),
    ),
    "declared_unreadable": (mark('"{text}" is not a date.'), mark("Write the date of the letter as 2026-01-31.")),
}
