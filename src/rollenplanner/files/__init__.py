"""Reads and writes files: scenarios, overlays, catalogues and plans. Imports the domain only."""
