"""Rasa's graph run node by node, without what dask and Rasa work out anew for every message: which nodes are needed, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core import events
from rasa.shared.utils.common import all_subclasses


def install() -> None:
    """From now on every graph of this process runs so, and events find their classes by name."""
    DaskGraphRunner.run = _run
    known = {kind.type_name: kind for kind in reversed(all_subclasses(events.Event))}
    by_search = events.Event.resolve_by_type
    events.Event.resolve_by_type = staticmethod(lambda name, default=None: known.get(name) or by_search(name, default))


def _run(self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
    """What the targets give. Errors are those of the nodes, as they are with dask."""
    wanted = targets or self._graph_schema.target_names
    results = {name: (name, value) for name, value in (inputs or {}).items()}
    plans: dict[Any, list[Any]] = vars(self).setdefault("plans", {})
    key = (*wanted, None, *sorted(results))
    plan = plans.get(key) or plans.setdefault(key, list(_in_order(self, wanted, set(results))))
    try:
        for name, node, needs in plan:
            results[name] = node(*(results.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(results[name] for name in wanted)


def _in_order(self: DaskGraphRunner, wanted: Iterable[str], there: set[str]) -> Iterable[tuple[str, Any, list[str]]]:
    """The nodes that these need, each behind its own; `there` is what needs no node, and grows."""
    for name in wanted:
        if name in there or name not in self._graph_schema.nodes:  # what nobody gives is said by the node that misses it
            continue
        there.add(name)
        needs = list(self._graph_schema.nodes[name].needs.values())
        yield from _in_order(self, needs, there)
        yield name, self._instantiated_nodes[name], needs
