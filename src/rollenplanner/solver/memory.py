"""How much memory this process has used at most."""

from __future__ import annotations

import sys


def peak_memory() -> int | None:
    """Bytes of resident memory at the highest point so far; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
