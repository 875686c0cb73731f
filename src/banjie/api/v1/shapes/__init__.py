"""What the API gives out, as published in its OpenAPI description."""
