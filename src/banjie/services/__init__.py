"""What the centre offers beside taking matters in: the hall with its numbers. Builds on cases."""
