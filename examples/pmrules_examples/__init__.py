"""Example exports and rules of a fictional organisation, as `pmrules demo` analyses them."""
