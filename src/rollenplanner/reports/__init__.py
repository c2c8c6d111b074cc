"""Plans as people read them: built as data (`table`), drawn at the edge (`draw`)."""
