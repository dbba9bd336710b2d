"""The only public part: the chat page, the chat API and the desk's API, on Sanic."""
