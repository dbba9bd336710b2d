"""Adapters between Rasa and the use cases: slots and entities in, keys of copy out."""
