"""How like two texts are: whether they tell of the same matter, and what many of them tell of. Pure.

Only texts, places and times are compared, never who wrote them (DESIGN section 2).
"""
