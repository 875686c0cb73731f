"""What many texts of a period are about: clusters of like ones, how hot each is, and a headline from their words. Pure.

Texts, places and times alone are looked at, never who wrote them (DESIGN section 2).
"""
