"""How rare words are here: counted from the jurisdiction's own texts, and kept in the database for every process."""
