"""The understanding, component by component: docs/understanding.md says why each is there."""
