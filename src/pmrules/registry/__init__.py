"""Finds plugins, one by one: what they offer, where they came from, and which are broken."""
