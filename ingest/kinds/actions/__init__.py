"""Actions, from trackers, plans, logs and minutes."""
