"""The use cases. They take their facts, clock and storage from outside.

`reception` takes each message and asks, in one order, who deals with it. The rooms, in the order of a conversation:
`danger`, `help`, `intake`, `corrections`, `questions`, `matters`, `entitlement`, `handover`, `afterwards`, `desk`.
What every room needs stands here: `reply` (keys of copy), `conversations` (the thread), `events`, `case`.
"""
