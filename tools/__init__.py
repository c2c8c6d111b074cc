"""Tools for the makers of rollenplanner; nothing of this is installed with it."""
