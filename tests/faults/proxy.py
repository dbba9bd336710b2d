"""What a load balancer does, in a thread: connections in turn to whichever side answers."""

from __future__ import annotations

import asyncio
import itertools
import threading


class Proxy:
    """Listens on a free port of the loopback interface; `sides` are ports there, or hosts with their ports. It can go away, hang, and come back."""

    def __init__(self, *sides: int | tuple[str, int]) -> None:
        places = [("127.0.0.1", side) if isinstance(side, int) else side for side in sides]
        self._turn, self._count = itertools.cycle(places), len(places)
        self._open, self._flows = set[asyncio.StreamWriter](), asyncio.Event()
        self._flows.set()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.port = 0
        self.back()

    def back(self) -> None:
        """Listen, at the same port as ever."""
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(5)

    def away(self) -> None:
        """Whoever is connected is cut off, and whoever comes is refused."""
        asyncio.run_coroutine_threadsafe(self._leave(), self._loop).result(5)

    def hang(self) -> None:
        """Whoever is connected or comes is let in, and nothing passes in either direction."""
        self._loop.call_soon_threadsafe(self._flows.clear)

    def flow(self) -> None:
        """All that was held up passes on."""
        self._loop.call_soon_threadsafe(self._flows.set)

    def cut(self) -> int:
        """Cut off whoever is connected, and let them come again; how many connections that were, both ends counted."""
        return asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(5)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def _leave(self) -> None:
        self._server.close()
        await self._cut()

    async def _cut(self) -> int:
        cut = list(self._open)
        for writer in cut:
            writer.transport.abort()
        return len(cut)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(self._count):
            try:
                there, back = await asyncio.open_connection(*next(self._turn))
                break
            except OSError:
                continue
        else:
            writer.close()
            return
        self._open |= {writer, back}
        try:
            await asyncio.gather(self._pump(reader, back), self._pump(there, writer), return_exceptions=True)
        finally:
            self._open -= {writer, back}

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while chunk := await source.read(65_536):
                await self._flows.wait()
                target.write(chunk)
                await target.drain()
        except OSError:
            pass
        finally:
            await self._flows.wait()
            target.close()

    def stop(self) -> None:
        """Whoever is connected is cut off."""
        self._loop.call_soon_threadsafe(self._loop.stop)
