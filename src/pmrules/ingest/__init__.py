"""Files in, one importer each, out come the entries table and its accounting."""
