"""A raw sheet as entries: its header, its records, and what becomes of each."""
