"""Messages from outside, by whichever way they come, through the same intake as everything else.

A folder for each channel: what it reads off the wire is pure, and becomes a `Message`; `receiving` keeps what came,
sealed, and `taking` makes a case of it or adds it to one. `threads` is how an answer finds its case.
"""
