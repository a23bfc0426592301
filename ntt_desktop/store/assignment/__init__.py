"""Slots, who may have one, and the tahap and SK they stand in."""
