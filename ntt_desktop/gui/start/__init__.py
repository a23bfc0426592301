"""What stands before the window: setting a store up, and unlocking it."""
