"""What all tests share: generated examples, the same in every run, and Ctrl-C as on a terminal."""

import signal

from hypothesis import settings

# `make fuzz` looks for others.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

# A job in the background begins with Ctrl-C ignored, and so would every program that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
