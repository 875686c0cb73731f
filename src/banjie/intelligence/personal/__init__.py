"""What in a text tells who somebody is or how to reach them, so that it can be masked before strangers read it."""
