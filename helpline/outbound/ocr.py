"""Reads the letters on a picture, in a process of its own: it can be stopped at any time, and its memory is gone with it.

`python -m helpline.outbound.ocr` reads an encoded picture on standard input and writes its lines as one JSON list.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys

log = logging.getLogger(__name__)
SECONDS = 20.0
_LONGEST_SIDE = 1_200
_NOT_THERE = 3


class Reader:
    """One picture at a time: reading takes a whole core."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._one: asyncio.Semaphore | None = None
        self._there = True

    async def lines(self, content: bytes) -> list[str]:
        """The lines from top to bottom; none where nothing can be read in time, or the package is not there."""
        if not self._there:
            return []
        self._one = self._one or asyncio.Semaphore(1)  # made within the loop that it belongs to
        try:
            return await asyncio.wait_for(self._wait_and_read(content, self._one), self._seconds)
        except asyncio.TimeoutError:
            log.warning("a picture was not read within %s s", self._seconds)
            return []

    async def _wait_and_read(self, content: bytes, one: asyncio.Semaphore) -> list[str]:
        async with one:
            env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "helpline.outbound.ocr", env=env,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                out, _ = await process.communicate(content)
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
            return self._result(process.returncode, out)

    def _result(self, code: int | None, out: bytes) -> list[str]:
        if code == _NOT_THERE:
            self._there = False
            log.warning("rapidocr-onnxruntime is not installed: pictures are kept but not read")
        try:
            found = json.loads(out) if code == 0 else []
        except ValueError:
            found = []
        return [str(line) for line in found]


def _main() -> int:
    try:
        from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415 - it is large, and may not be there
    except ImportError:
        return _NOT_THERE
    import io  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    image = Image.open(io.BytesIO(sys.stdin.buffer.read())).convert("RGB")
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    import numpy  # noqa: PLC0415

    out, sys.stdout = sys.stdout, sys.stderr
    found, _ = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)(numpy.asarray(image)[:, :, ::-1])
    out.write(json.dumps(rows([(box, text) for box, text, _ in found or []]), ensure_ascii=True))
    out.flush()
    return 0


def rows(found: list[tuple[list[list[float]], str]]) -> list[str]:
    """Texts that stand beside each other as one line: a label and its value are far apart on such a screen."""
    lines: list[tuple[float, float, list[tuple[float, str]]]] = []
    for box, text in sorted(found, key=lambda one: sum(point[1] for point in one[0])):
        top, bottom = min(p[1] for p in box), max(p[1] for p in box)
        middle = (top + bottom) / 2
        if lines and lines[-1][0] <= middle <= lines[-1][1]:
            lines[-1][2].append((box[0][0], text))
        else:
            lines.append((top, bottom, [(box[0][0], text)]))
    return ["  ".join(text for _, text in sorted(texts)) for _, _, texts in lines]


if __name__ == "__main__":
    sys.exit(_main())
