"""The whole job on synthetic people, from a village's list to verdicts."""
