"""Figures for everybody: how many, how fast, how satisfied, told so that nobody can be known by them."""
