"""Web hooks in: sensors and systems that send what they have in a form of their own, mapped by declared rules."""
