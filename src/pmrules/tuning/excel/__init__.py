"""Rules files as workbooks and back, for those who live in Excel."""
