"""Sentences for setting up, unlocking, the disk, and backups."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "store_exists": (
        mark("There is data in this folder already."),
        mark("Unlock it, or choose another folder."),
    ),
    "no_store": (mark("There is no data here yet."), mark("Set the laptop up, or restore a backup.")),
    "unknown_role": (mark('"{role}" is no role.'), mark("Choose petugas or supervisor.")),
    "unknown_region": (mark('The region "{region}" was not found.'), mark("Choose the region from the list.")),
    "value_missing": (mark("Something is not filled in ({field})."), mark("Fill it in and try again.")),
    "passphrase_weak": (
        mark("This passphrase is too weak."),
        mark("Take at least {shortest} characters; three or four words are best."),
    ),
    "wrong_passphrase": (
        mark("The passphrase is wrong."),
        mark("Type it again. After each wrong try the wait grows (now {seconds} seconds)."),
    ),
    "wrong_recovery_key": (
        mark("This recovery key does not belong to this data."),
        mark("Compare it with the paper. After each wrong try the wait grows (now {seconds} seconds)."),
    ),
    "recovery_key_mistyped": (
        mark("The recovery key is mistyped."),
        mark("It has nine groups of four letters and digits: compare them with the paper."),
    ),
    "keys_damaged": (
        mark("The file with the keys is damaged ({path})."),
        mark("Restore the latest backup; the data itself is not lost."),
    ),
    "home_locked": (
        mark("The data is open in {program} since {since}."),
        mark("Close it there first (process {pid})."),
    ),
    "store_newer": (
        mark("The data was written by a newer version of the program."),
        mark("Install the newer version; nothing was changed."),
    ),
    "store_damaged": (
        mark("The data file is damaged or is not the program's ({path})."),
        mark("Restore the latest backup, and keep this file for those who look after the program."),
    ),
    "disk_full": (
        mark("The disk is full ({path}). Nothing was changed."),
        mark("Free some space, then do it again."),
    ),
    "read_only": (
        mark("Nothing can be written here ({path})."),
        mark("Close the file in other programs; see whether the disk is write-protected or the folder is not yours."),
    ),
    "cannot_write": (
        mark("{path} cannot be written."),
        mark("See whether the disk is still connected and the name is one that a file may have."),
    ),
    "cannot_open": (
        mark("The data file cannot be opened ({path})."),
        mark("See whether the folder is still there and belongs to you."),
    ),
    "store_busy": (mark("The data is in use at this moment."), mark("Wait a little, then do it again.")),
    "disk_error": (
        mark("The disk did not answer as it should ({path})."),
        mark("Make a backup on another disk soon and have this one looked at."),
    ),
    "backup_unreadable": (
        mark("{file} is no backup of this program, or is damaged."),
        mark("Choose another backup file."),
    ),
}
