"""Reports on a day, week, month or quarter of an area or a unit: what they hold, and how they are kept."""
