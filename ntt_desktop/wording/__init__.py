"""Sentences for codes: what happened and what to do, in the language of the screen."""
