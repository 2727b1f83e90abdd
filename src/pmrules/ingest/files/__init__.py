"""A file opened: what it is, whether it is safe, and its raw sheets as grids."""
