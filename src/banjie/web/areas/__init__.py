"""The pages of areas, their boundaries and the places in them."""
