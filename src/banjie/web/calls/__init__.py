"""Follow-up calls: whoever calls comes to be given the next one, and to write down what was said."""
