"""Known names: tables of places and organizations, and the linkers that find them in text."""
