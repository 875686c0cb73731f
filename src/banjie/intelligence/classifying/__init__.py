"""Which category a text is about: learned from texts that people have put in their place. Pure, without Django."""
