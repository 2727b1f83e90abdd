"""`pmrules rules`: one module a command."""
