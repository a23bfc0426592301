"""Reading foreign sheets: runs in the child process of `ntt_desktop.formats.sheets`, never in the program itself."""
