"""A hall's own devices and its public page: what residents touch and see there, with nobody signed in."""
