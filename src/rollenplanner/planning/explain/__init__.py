"""Use case: why there is no plan, or why a gap stays, and the cheapest changes.

Everything that is claimed here was solved: a clash is a set of conditions without a plan, of which
any one left out leaves a plan that the checker has judged; so is the plan of every repair.
"""
