"""Once an event has its number: `bearing` decides what a message is to it, `aftercare` deals with it, `enquiries` with who comes back."""
