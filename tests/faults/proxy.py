"""What a load balancer does, in a thread: connections in turn to whichever side answers."""

from __future__ import annotations

import asyncio
import itertools
import threading


class Proxy:
    """Listens on a free port of the loopback interface; `sides` are ports."""

    def __init__(self, *sides: int) -> None:
        self._turn = itertools.cycle(sides)
        self._count = len(sides)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.port: int = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(5)

    async def _listen(self) -> int:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(self._count):
            try:
                there, back = await asyncio.open_connection("127.0.0.1", next(self._turn))
                break
            except OSError:
                continue
        else:
            writer.close()
            return
        await asyncio.gather(_pump(reader, back), _pump(there, writer), return_exceptions=True)

    def stop(self) -> None:
        """Whoever is connected is cut off."""
        self._loop.call_soon_threadsafe(self._loop.stop)


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while chunk := await source.read(65_536):
            target.write(chunk)
            await target.drain()
    except OSError:
        pass
    finally:
        target.close()
