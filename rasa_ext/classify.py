"""Understanding by the batch: one utterance a line in, one JSON a line out."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from typing import Any, BinaryIO, TextIO

from helpline.catalogue import Catalogue
from helpline.model.text import harmless
from helpline.training import MODEL
from rasa_ext.nlu.the_catalogue import the_catalogue

LINE_LIMIT = 64 * 1024  # bytes
_TOLD_EVERY = 500
_SHOWN = 3


def classify(source: BinaryIO, out: TextIO, progress: TextIO) -> int:
    """Understand each line of `source`. A bad line gets an `error` key; nothing ends the run but its end."""
    if not MODEL.exists():
        print("There is no model yet: run `helpline train` first.", file=progress)
        return 1
    agent = load_agent()
    catalogue = the_catalogue()
    done = 0
    for raw in _lines(source):
        out.write(json.dumps(_answer(agent, catalogue, raw), ensure_ascii=False) + "\n")
        done += 1
        if done % _TOLD_EVERY == 0:
            out.flush()
            print(f"{done} lines", file=progress, flush=True)
    out.flush()
    print(f"{done} lines, done", file=progress, flush=True)
    return 0


def load_agent() -> Any:
    """Rasa with the trained model. It writes no message to its log, and no warning about what its libraries will drop."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    return Agent.load(str(MODEL))


def _lines(source: BinaryIO) -> Any:
    """Lines without their end; one over the limit is cut off there, with the rest read away in pieces."""
    while True:
        line = source.readline(LINE_LIMIT + 1)
        if not line:
            return
        over = len(line) > LINE_LIMIT and not line.endswith(b"\n")
        rest = line
        while over and rest and not rest.endswith(b"\n"):
            rest = source.readline(LINE_LIMIT)
        yield line if over else line.rstrip(b"\r\n")


def _answer(agent: Any, catalogue: Catalogue, raw: bytes) -> dict[str, Any]:
    if len(raw) > LINE_LIMIT:
        return {"text": raw[:200].decode("utf-8", "replace"), "error": f"longer than {LINE_LIMIT} bytes"}
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        return {"text": raw[:200].decode("utf-8", "replace"), "error": f"not UTF-8: {problem.reason}"}
    try:
        parsed = asyncio.run(agent.parse_message(harmless(text)))
    except Exception as problem:  # one line must not end the batch
        return {"text": text, "error": f"{type(problem).__name__}: {problem}"}
    ranking = [_ranked(catalogue, rank["name"], rank["confidence"]) for rank in parsed["intent_ranking"][:_SHOWN]]
    intent = parsed["intent"]
    problems = [{**problem, "confidence": round(problem["confidence"], 4)} for problem in parsed.get("problems", [])]
    first = _ranked(catalogue, intent["name"], intent.get("label_confidence", intent["confidence"]))
    return {"text": text, **first, "ranking": ranking, "entities": parsed["entities"], "problems": problems}


def _ranked(catalogue: Catalogue, intent: str, confidence: float) -> dict[str, Any]:
    return {"label": catalogue.routes[intent].label.value, "intent": intent, "confidence": round(confidence, 4)}
