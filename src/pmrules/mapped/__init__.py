"""The program as a map over files and pieces of files, and a merge of what they give."""
