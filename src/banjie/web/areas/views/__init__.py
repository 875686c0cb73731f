"""Views: who asks, one query or action, one template."""
