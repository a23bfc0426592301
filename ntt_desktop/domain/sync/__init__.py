"""Sync by file, the pure part: ranges and acknowledgement, spoken codes, comparing cells."""
