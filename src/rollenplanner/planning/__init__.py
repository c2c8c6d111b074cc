"""The use cases: what a person can do with a scenario, whichever front end they use.

Each use case loads, judges, solves or finds, and hands back data. Nothing here writes to a screen;
ortools is imported only where a plan is made.
"""
