"""Sentences for sync by file."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "sync_password_missing": (
        mark("No password for packages is set on this machine."),
        mark("Set it under Settings: Change package password. Both sides need the same one."),
    ),
    "file_exists": (
        mark("The file {file} exists already."),
        mark("Choose another name, or say that it may be replaced."),
    ),
    "no_nodes_below": (
        mark("No laptop or district has sent anything yet, so there is nobody to answer."),
        mark("Receive their first packages before."),
    ),
    "no_such_node": (
        mark("No node with the id, name or region {node} sends to this machine."),
        mark("Look at the list of senders for the right name."),
    ),
    "unknown_signer": (
        mark('The file comes from the device "{name}", which is not known here. Nothing was taken from it.'),
        mark("Call the sender and compare the device code: {fingerprint}. If it is the same, trust it and try again."),
    ),
    "signature_wrong": (
        mark("The signature of this file is not genuine: somebody changed what its sender had signed."),
        mark("Do not use the file. Ask the sender to send it again."),
    ),
    "package_missing": (
        mark("This workbook is not a package of the program, or its hidden part was removed."),
        mark("Ask for the file as the program made it, or take it in as a village's list."),
    ),
    "package_damaged": (
        mark("The signed part of this file is damaged or incomplete."),
        mark("Ask the sender to send the file again, without opening and saving it."),
    ),
    "package_too_large": (
        mark("The signed part of this file is larger than any real package."),
        mark("Ask the sender how the file was made."),
    ),
    "package_packing_unknown": (
        mark("The file is packed in a way this version does not know ({packing})."),
        mark("Install the newest version of the program and receive the file again."),
    ),
    "package_format_newer": (
        mark("The file was made by a newer version of the program (format {format}; this one reads {reads})."),
        mark("Install the newest version of the program and receive the file again."),
    ),
    "own_package": (
        mark("This package was made on this machine."),
        mark("Send it to your supervisor; it is not received here."),
    ),
    "package_for_other": (
        mark('The file of "{sender}" is addressed to another machine.'),
        mark("Ask the sender for the file that is meant for this machine."),
    ),
    "edited_since": (
        mark("This file was taken in before; its cells or rows were changed by hand since."),
        mark("What the sender signed counts. The changes wait under To decide."),
    ),
    "enrols_by_file": (
        mark("This file enrols a machine; it is no reply."),
        mark("On the new laptop press Enrol with a file in Send & Receive, and type the code there."),
    ),
    "store_cloned": (
        mark('Two copies of the same data write under the name "{name}". Everything was taken in.'),
        mark("Give the next return file to both machines, and take one package of each; then only one goes on."),
    ),
    "own_store_cloned": (
        mark('A second copy of this machine\'s data is in use under the name "{name}".'),
        mark("Agree with your supervisor which one goes on. Make a package on both; only that one goes on afterwards."),
    ),
    "store_in_two_places": (
        mark('"{name}" is in use on two machines. Everything was taken in.'),
        mark("Give the next return file to both machines, and take one package of each; then only one goes on."),
    ),
    "own_store_in_two_places": (
        mark('"{name}" is in use on two machines.'),
        mark("Agree with your supervisor which one goes on. Make a package on both; only that one goes on afterwards."),
    ),
    "store_restored": (
        mark('"{name}" was restored from an older backup; {count} people whom it had sent are missing there.'),
        mark("Make the next return file for it and send it: everything that was lost goes back with it."),
    ),
    "restored_below": (
        mark('"{name}" was restored from an older backup.'),
        mark("Make the next return file for it and send it: everything that was lost goes back with it."),
    ),
    "store_renewed": (
        mark('Of the two copies named "{name}" this one is numbered apart now.'),
        mark("Make the next return file for it and send it: what the other copy entered goes back with it."),
    ),
    "parent_numbers_anew": (
        mark('"{name}" was restored from a backup, or is in use on two machines: it asks for everything again.'),
        mark("Make a package now and send it: it brings along what may be missing there."),
    ),
    "restored_here": (
        mark("This machine works with an older backup; what was sent after that day is still missing here."),
        mark("Send a package now and receive the return file of your supervisor: it brings back what is missing."),
    ),
    "restored_waits": (
        mark("After restoring a backup, slots are given only once the supervisor's return file has arrived."),
        mark("Send a package, receive the return file, and try again: seats may be given already."),
    ),
    "restored_alone": (
        mark("This machine works with an older backup, and nobody above it can send back what is missing."),
        mark("Take the files of the machines below in again, then confirm with a reason; slots wait until then."),
    ),
    "restored_unconfirmed": (
        mark("After restoring a backup, slots are given only once somebody has confirmed it with a reason."),
        mark("Take the files of the machines below in again first: slots may be given already. Then confirm."),
    ),
    "nothing_restored": (
        mark("No restored backup waits to be confirmed."),
        mark("Nothing has to be done."),
    ),
    "clock_ahead": (
        mark('The clock of "{name}" runs ahead by {days} days or more ({date}). Everything was taken in.'),
        mark("Check the date on that machine and on this one."),
    ),
    "own_clock_ahead": (
        mark("Your supervisor's machine says that the clock here runs ahead by {days} days or more ({date})."),
        mark("Check the date and the time of this machine."),
    ),
    "clock_back": (
        mark('The clock of "{name}" was set back between two files ({date}). Everything was taken in.'),
        mark("Ask for the date and the time of that machine to be checked."),
    ),
    "own_clock_back": (
        mark("Your supervisor's machine says that the clock here was set back between two files ({date})."),
        mark("Check the date and the time of this machine."),
    ),
    "clock_was_ahead": (
        mark('{count} records are dated in the future, because the clock of "{name}" ran ahead once.'),
        mark("Nothing has to be done."),
    ),
    "clock_back_here": (
        mark("The clock of this machine was set back: the last entry was made on {date}, and now it says {now}."),
        mark("Check the date and the time of this machine before you go on."),
    ),
    "slot_not_contested": (
        mark("Nothing of this slot is contested any more."),
        mark("Look at the list; perhaps it was decided already."),
    ),
    "contest_not_yours": (
        mark("The slot of {name} belongs to another office; only your supervisor can decide about it."),
        mark("Send your package; the supervisor sees the two claims side by side."),
    ),
    "contest_closed": (
        mark("{programme} is closed for billing until {month}; whoever has these months keeps them."),
        mark("Keep the other claim."),
    ),
    "no_such_held_file": (
        mark("No held file has the number {id}."),
        mark("Look at the list of held files; perhaps it was taken in already."),
    ),
    "no_added_rows": (
        mark("No rows of people were added by hand."),
        mark("There is nothing to do."),
    ),
    "package_unknown": (
        mark("The file {package} was not made on this machine, or so long ago that it cannot be made again."),
        mark("Look at the list of files."),
    ),
    "device_retired": (
        mark('"{name}" was given up on {date}; its files are not taken in any more.'),
        mark("If this one is needed after all, compare the device code {fingerprint} and trust it once more."),
    ),
    "name_taken": (
        mark('There is a machine called "{name}" already.'),
        mark("Choose another name."),
    ),
    "enrol_too_late": (
        mark("This machine has sent files or belongs to a supervisor already."),
        mark("An enrolment file is for a new machine. Compare the device code with your supervisor instead."),
    ),
    "enrolment_code_wrong": (
        mark("This code does not open {file}."),
        mark("Type the twelve letters and digits that your supervisor told you with this very file."),
    ),
    "not_an_invitation": (
        mark("This is not an enrolment file."),
        mark("Ask your supervisor for the enrolment file of this machine."),
    ),
    "no_files_named": (
        mark("No file was named."),
        mark("Name the files, or say --held to try those that wait."),
    ),
    "note_missing": (
        mark("It is not said what has to be corrected."),
        mark("Write one sentence for the officer."),
    ),
    "case_missing": (
        mark("There is no open case {case}."),
        mark("Look at the list; perhaps it was decided already."),
    ),
    "case_other_answer": (
        mark("This answer does not fit a case of this kind ({kind})."),
        mark("Choose another answer."),
    ),
}
