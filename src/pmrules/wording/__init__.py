"""What reports say, and in which language: one catalogue of texts, numbers, dates and lists."""
