"""Helpline without Rasa: the rules, the use cases, storage and the two faces on the web."""
