"""One module a section of a rules file: from the tree to frozen values, with what is wrong."""
