"""What measured guesses allow: which of two models stays, whether a rule may act by itself, what has drifted. Pure."""
