"""The command line: reads arguments, calls the use cases, shows what came of it."""
