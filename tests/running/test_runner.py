"""The graph of the model run node by node gives what dask gives, and misses what dask misses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import ActionExecuted, Event, SlotSet

from rasa_ext import runner

by_dask, by_search = DaskGraphRunner.run, Event.resolve_by_type


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DaskGraphRunner, "run", by_dask)
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(by_search))
    runner.install()


def graph(calls: list[str], needs: dict[str, list[str]], fails: type[Exception] | None = None) -> DaskGraphRunner:
    """Nodes that say their name behind what they were given."""

    def node(name: str) -> Callable[..., Any]:
        def run(*given: Any) -> tuple[str, str]:
            calls.append(name)
            if fails:
                raise fails
            return name, "".join(value for one in given for value in (one[1] if isinstance(one, tuple) else "?")) + name

        return run

    nodes = {name: SchemaNode({need: need for need in of}, object, "", "", {}, is_target=name == "z") for name, of in needs.items()}  # type: ignore[arg-type]
    made = DaskGraphRunner.__new__(DaskGraphRunner)
    made._graph_schema, made._execution_context = GraphSchema(nodes), None  # type: ignore[assignment]
    made._instantiated_nodes = {name: node(name) for name in needs}  # type: ignore[misc]
    return made


NEEDS = {"a": ["in"], "b": ["a"], "c": ["a", "in"], "z": ["b", "c"], "other": ["a"]}


@pytest.mark.parametrize("targets", [None, ["z"], ["b", "other"], ["c", "in"]])
def test_each_needed_node_runs_once_and_gives_what_dask_gives(targets: list[str] | None) -> None:
    straight: list[str] = []
    with_dask: list[str] = []
    one, other = graph(straight, NEEDS), graph(with_dask, NEEDS)
    for message in ("x", "y"):
        assert one.run({"in": message}, targets) == by_dask(other, {"in": message}, targets)
    assert sorted(straight) == sorted(with_dask)


def test_what_nobody_gives_is_left_to_the_node_that_misses_it() -> None:
    assert graph([], NEEDS).run({}, ["a"]) == by_dask(graph([], NEEDS), {}, ["a"]) == {"a": "?a"}


def test_a_node_that_fails_fails_as_with_dask() -> None:
    for fails, raised in ((RuntimeError, GraphRunError), (KeyError, KeyError)):
        with pytest.raises(raised):
            graph([], NEEDS, fails).run({"in": "x"})


def test_events_find_their_classes_and_their_defaults() -> None:
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("action") is ActionExecuted
    assert Event.resolve_by_type("nonsense", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="nonsense"):
        Event.resolve_by_type("nonsense")
