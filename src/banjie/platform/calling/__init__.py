"""Calls to other systems over HTTP: whom we may call, the call itself, and how patiently it is repeated."""
