"""Analysis in; sheets as plain content, then workbook, terminal and JSON out."""
