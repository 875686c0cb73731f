"""The papers of mediation: which forms there are, how they are numbered and filled, and how they become a file."""
