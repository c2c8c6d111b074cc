"""Organisation design and role rotation for Dutch municipalities."""

__version__ = "0.1.0"
