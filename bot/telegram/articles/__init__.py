"""The commands that add, list, share and remove articles."""
