"""The demo content: invented places, offices, catalogue and cases, and the pure code that composes them."""
