"""What customers put right: `corrections` before the event is issued, and each kind of thing that is put right beside it."""
