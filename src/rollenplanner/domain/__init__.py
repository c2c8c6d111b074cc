"""The planning problem itself: scenario, plan, rules, checker. Stdlib and pydantic only."""
