"""The advisors' side: who they are, the queue, work on events, and the record of every look."""
