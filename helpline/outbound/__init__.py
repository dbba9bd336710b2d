"""Clients of the parts outside this process."""
