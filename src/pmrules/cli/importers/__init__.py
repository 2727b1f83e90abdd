"""The commands about importers: which there are, how they read, and how to write one."""
