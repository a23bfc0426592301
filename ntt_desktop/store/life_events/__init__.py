"""Ends of people, and asking to take one back."""
