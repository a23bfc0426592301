"""People of the store: register, mend, verify, list, and find who is there twice."""
