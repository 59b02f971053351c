"""Fuzzing: every reader of untrusted bytes, driven by coverage to what breaks it. `make fuzz` runs it."""
