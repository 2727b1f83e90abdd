"""Verdicts in; totals, bounds, flags and findings out."""
