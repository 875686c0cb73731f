"""The call centre: a call opens an empty entry with the number filled in, and its recording is a link at the case.

Nothing is looked up by a number: an earlier call of the same person does not exist for this one.
"""
