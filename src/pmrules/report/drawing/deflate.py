"""Pieces of a part deflated side by side: each by itself, and one behind another in the package.

Deflate lets a stream be flushed at any byte and go on with nothing remembered, as pigz does. What
comes out depends on the pieces alone, never on which thread was faster.
"""

import zlib
from collections import deque
from concurrent.futures import Executor, Future, ThreadPoolExecutor

LEVEL = 2
"""Rows are most of a package: half the time of the usual level for a tenth more bytes."""
THREADS = 2
"""Rows are joined about as fast as two deflate them; zlib and Arrow let others run meanwhile."""
_WAITING = 4
"""Pieces that are kept at most; each is some 16 MB."""
_RAW = -15


def threads() -> ThreadPoolExecutor:
    """Return those who deflate."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="deflate")


class Deflated:
    """Takes the place of a part's compressor."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._waiting: deque[Future[bytes]] = deque()

    def compress(self, piece: bytes | memoryview) -> bytes:
        """Take a piece; return what is ready of those before it."""
        self._waiting.append(self._executor.submit(_deflated, piece))
        if len(self._waiting) < _WAITING:
            return b""
        return self._waiting.popleft().result()

    def flush(self) -> bytes:
        """Return all the rest, and the end."""
        rest = [each.result() for each in self._waiting]
        return b"".join([*rest, _stream().flush()])


def _deflated(piece: bytes | memoryview) -> bytes:
    stream = _stream()
    return stream.compress(piece) + stream.flush(zlib.Z_FULL_FLUSH)


def _stream() -> "zlib._Compress":
    return zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
