"""Verdicts told to a person: who decided, with which words, who lost, and who came near."""
