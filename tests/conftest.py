"""Generated examples are the same in every run; `make fuzz` looks for others."""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.load_profile("same")
