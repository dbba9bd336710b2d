"""Dangers and frauds: `urgent` hears them whatever is being asked, `scams` and `danger_questions` decide, `undoing` takes an alarm back."""
