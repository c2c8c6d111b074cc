"""The parts of an invented municipality: shape, organisation, people, work, abilities, present."""
