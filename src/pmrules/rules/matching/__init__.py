"""Texts against keywords: one automaton, ranks, the best match of each axis, and the rest."""
