"""The planning problem itself: scenario, plan, rules, checker. Standard library and pydantic only."""
