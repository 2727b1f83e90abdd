"""The importers that ship with pmrules, entering by the strangers' door."""
