"""The doors: one file per command group. No rules, no SQL, no prose."""
