"""Staff write, read, publish and confirm articles of questions and answers."""
