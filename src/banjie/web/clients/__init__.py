"""The pages on which other systems are admitted and their rights are set."""
