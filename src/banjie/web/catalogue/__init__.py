"""The pages on which the catalogue is kept: categories, time limits, routing rules, drafts and releases."""
