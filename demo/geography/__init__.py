"""Draws invented districts: a cell mesh, regions grown on it, and the shared arcs between them."""
