"""Several matters in one conversation: which there are, which waits (`parking`) and which is taken up again (`taking_up`)."""
