"""Help by articles: one step at a time, until it is solved or left."""
