"""Batches: which cases are open, who computes them, and a file that keeps what came of them.

How a case is solved is handed over as a function; this floor knows processes, machines and the
store.
"""
