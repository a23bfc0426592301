"""Imports, and what an intake looks up and leaves behind."""
