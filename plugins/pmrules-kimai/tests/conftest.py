"""Adds `--update-expected` to pytest."""

pytest_plugins = ["pmrules.testing"]
