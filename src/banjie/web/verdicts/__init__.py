"""What reporters say, as rates by unit, area and category, with the formulas they are reckoned by."""
