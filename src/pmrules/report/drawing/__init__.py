"""Sheets drawn with openpyxl: content in, cells, charts and print set-up out."""
