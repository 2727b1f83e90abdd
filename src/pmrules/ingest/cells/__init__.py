"""Cells of one kind, decided by column with evidence and read once a distinct value."""
