"""The use cases, one module per skill. They take their facts, clock and storage from outside."""
