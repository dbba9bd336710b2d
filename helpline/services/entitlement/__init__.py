"""What a customer is entitled to, with its basis: `entitled` tells it as soon as enough is known."""
