"""Timings of the pipeline against what people use, paired in one run."""
