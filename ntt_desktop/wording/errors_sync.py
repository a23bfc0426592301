"""Sentences for sync by file."""

from ntt_desktop.i18n import mark

MESSAGES: dict[str, tuple[str, str]] = {
    "sync_password_missing": (
        mark("No password for packages is set on this machine."),
        mark("Set {variable}, or make the package without a password on purpose; that is put on record."),
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
    "store_cloned": (
        mark('Two copies of the same data write under the name "{name}". Everything was taken in.'),
        mark("Ask who else uses a copy or an old backup of that laptop; only one may go on."),
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
