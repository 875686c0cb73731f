"""Questions that the offices have answered once for everybody: written, read by a second person, published, confirmed
again in time, and found by whoever is about to ask them anew.
"""
