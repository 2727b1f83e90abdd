"""The command line: one module a command, one boundary for errors."""
