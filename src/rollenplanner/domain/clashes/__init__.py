"""What a scenario asks, as single conditions that can be dropped, and what could be changed in it.

Everything here is a pure function of a scenario: whoever explains why there is no plan drops
conditions, applies changes, and has the resulting scenarios solved.
"""
