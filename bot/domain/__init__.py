"""The rules of a club in plain Python: no await, no discord, no clock, no randomness."""
