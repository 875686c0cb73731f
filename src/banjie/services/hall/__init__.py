"""A service hall: numbers, whose turn it is, kiosks and boards. The number is the unit here, never the person."""
