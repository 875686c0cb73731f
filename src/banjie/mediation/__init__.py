"""Mediation: from a quarrel to a kept agreement. A dispute is a case whose process is mediation."""
