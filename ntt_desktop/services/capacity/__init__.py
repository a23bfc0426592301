"""Programmes and their capacity: made, passed down, given back, asked back, joined."""
