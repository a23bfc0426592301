"""Slots: who may have one, in which order, who got one, in which tahap, and by which SK."""
