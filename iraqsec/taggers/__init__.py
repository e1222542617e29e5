"""Taggers: sentences in, typed and scored mentions out; `base` holds the contract."""
