"""The form: what a route asks, how answers are read, what comes beside them, and the reading back. `form` runs it; `wanted` says what is next."""
