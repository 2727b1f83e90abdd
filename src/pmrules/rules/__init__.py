"""Rules file in, rulebook out; entries in, verdicts with their reasons out."""
