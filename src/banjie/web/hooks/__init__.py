"""News of cases to other systems, as their keepers see it; and calendars of deadlines."""
