"""One module a language, called by its code; a further one needs nothing but its file."""
