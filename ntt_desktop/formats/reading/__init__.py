"""Taking foreign sheets apart: runs in the reading process (`ntt_desktop.formats.reading_process`), nowhere else."""
