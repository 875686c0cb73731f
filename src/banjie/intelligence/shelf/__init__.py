"""Where models are kept: in the database, so that every process has the same one and a backup holds it."""
