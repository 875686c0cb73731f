"""What a language model is given and what is taken of it: masked before, checked after, deciding nothing."""
