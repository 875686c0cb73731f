"""The addresses that other systems call with messages from outside. Thin: what they mean is `banjie.channels`'."""
