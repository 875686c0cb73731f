"""The papers of a dispute, its file, and the templates of a jurisdiction."""
