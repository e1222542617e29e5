"""All that differs by event type: types, frames, and the way from mentions to events."""
