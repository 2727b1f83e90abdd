"""The rules workbench: what a rules file does to hours, and how it can be made better."""
