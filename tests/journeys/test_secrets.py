"""More than five hundred secrets are told to the running system; afterwards none is found in any file, table, log or trace (US-04)."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.conftest import System
from tests.secret_samples import Planted, planted

pytestmark = pytest.mark.journey
COUNT, AT_ONCE, A_TALK = 560, 4, 7
LONG_ENOUGH = 8  # shorter ones stand in times and random names too, and are looked for in what was said only
BEGINNINGS = ("忘记密码了，iPhone 13 Pro", "有人自称苹果客服让我转账", "我的订单什么时候发货", "转人工", "")


def _tell(system: System, number: int, samples: list[Planted]) -> None:
    talk = system.talk()
    with closing(talk.http):
        if BEGINNINGS[number % len(BEGINNINGS)]:
            talk.say(BEGINNINGS[number % len(BEGINNINGS)])
        for sample in samples:
            for line in sample.lines:
                metadata = {"device_model": line[:80]} if number % 7 == 0 else {}
                talk.say(line, metadata=metadata)
                answer = json.dumps(talk.answer["messages"], ensure_ascii=False)
                assert not any(trace in answer for trace in sample.traces), (line, answer)


def _stands(trace: str, texts: str) -> bool:
    """True where the text holds it, and not as the beginning of an event number: 「908 2434 1124」 is no code."""
    return re.search(rf" {re.escape(trace)}(?!\d)", texts) is not None


def _cells(database: Path) -> Iterator[str]:
    """Every text in every table, JSON also with its escapes undone."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in connection.execute(f'select * from "{table}"'):
                for cell in row:
                    if isinstance(cell, str):
                        yield cell
                        if cell[:1] in "{[":
                            yield json.dumps(json.loads(cell), ensure_ascii=False)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()


def test_nothing_anywhere_holds_a_planted_secret(system: System) -> None:
    samples = planted(COUNT, seed=11)
    talks = [samples[i : i + A_TALK] for i in range(0, COUNT, A_TALK)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda numbered: _tell(system, *numbered), enumerate(talks)))

    folder = system.log.parent
    databases = list(folder.glob("*.db"))
    assert {"helpline.db", "rasa.db"} <= {path.name for path in databases}
    said = "\n".join(text for database in databases for text in _cells(database))
    assert said.count("******") > COUNT, "the secrets did arrive"
    traces = [trace for sample in samples for trace in sample.traces if len(trace) >= LONG_ENOUGH]
    found = [trace for trace in traces if trace in said]
    for name, content in _files(folder):
        found += [f"{name}: {trace}" for trace in traces if trace.encode() in content or json.dumps(trace)[1:-1].encode() in content]
    texts = "\n".join(line for database in databases for line in _cells(database) if not line[:1].isascii())
    found += [trace for sample in samples for trace in sample.traces if len(trace) < LONG_ENOUGH and _stands(trace, texts)]
    assert found == []
