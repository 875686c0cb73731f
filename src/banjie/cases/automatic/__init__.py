"""Dispatching by rule what a person has accepted: measured first, sampled always, undone by any dispatcher."""
