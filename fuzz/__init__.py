"""Damages files and reads them, for a while."""
