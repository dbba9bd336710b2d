"""From the number on: a call, a visit, the post, or a person now. `ways` says which there are; `timing` and `visits` settle when and where."""
