"""“Tell me on this phone”: a browser hears that there is news on one matter. What it says is in `channels.words`."""
