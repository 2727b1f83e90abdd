"""Grids, with days or people across, turned once into tables of one row an entry."""
