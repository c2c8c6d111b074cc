"""How much memory this process has used at most."""

from __future__ import annotations

import sys
from pathlib import Path

#: Where Linux tells about this process; `ru_maxrss` also counts what its parent had used before.
_STATUS = Path("/proc/self/status")


def peak_memory() -> int | None:
    """Bytes of resident memory at the highest point so far; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    if _STATUS.exists():
        for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
