"""Sync by file: what goes into a file, making it, taking one in, and deciding what it left open."""
