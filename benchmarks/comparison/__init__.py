"""Compares ways to solve the same scenario in the same time; `benchmarks.compare` runs it.

Nothing is imported here: HiGHS may not share a process with OR-Tools (or-tools 5246), so each
process loads only the modules that it needs.
"""
