"""Text messages in and out over any gateway that speaks HTTP: what it calls its fields is declared, not programmed."""
