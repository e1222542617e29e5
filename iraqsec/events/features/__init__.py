"""Named features of the decisions that the event stages take; each function returns plain strings, in a fixed order."""
