"""Which copy the code speaks, and with which facts: read out of the source, not out of a run.

A key is a string that begins with `utter_`, or an f-string that does: its blanks are kept, as in `utter_ask_{slot}_again`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PREFIX = "utter_"
NO_FACTS: frozenset[str] = frozenset()
AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
Seen = tuple[set[str], list[tuple["ast.expr | None", AnyFunction]]]
Look = Callable[[ast.expr, AnyFunction], Seen]


@dataclass(frozen=True)
class Spoken:
    """A key and the facts that are passed with it in one place of the code."""

    key: str
    facts: frozenset[str]
    where: str


@dataclass
class Code:
    """The functions, the calls of them and the constants of modules, by name, and the refusals with their keys."""

    functions: dict[str, list[AnyFunction]] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    files: dict[str, ast.Module] = field(default_factory=dict)
    constants: dict[str, list[ast.expr]] = field(default_factory=dict)
    calls: dict[str, list[tuple[ast.Call, AnyFunction]]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def code() -> Code:
    """All of ours, parsed."""
    found = Code()
    for path in sorted(p for room in ("helpline", "actions") for p in (ROOT / room).rglob("*.py")):
        tree = found.files[str(path.relative_to(ROOT))] = ast.parse(path.read_text(encoding="utf-8"))
        for statement in (one for one in tree.body if isinstance(one, ast.Assign)):
            for target in statement.targets:
                found.constants.setdefault(_name_of(target), []).append(statement.value)
        for node in ast.walk(tree):
            if isinstance(node, AnyFunction):
                found.functions.setdefault(node.name, []).append(node)
                for call in (inner for inner in ast.walk(node) if isinstance(inner, ast.Call)):
                    found.calls.setdefault(_name_of(call.func), []).append((call, node))
            if isinstance(node, ast.ClassDef):
                found.refusals.update((node.name, key) for key in _copy_keys(node, found.refusals))
    return found


def _copy_keys(node: ast.ClassDef, known: dict[str, str]) -> Iterator[str]:
    """The key of a refusal: that of its base, unless it has its own."""
    yield from (known[base.id] for base in node.bases if isinstance(base, ast.Name) and base.id in known)
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and statement.targets[0].id == "copy_key":
            yield ast.literal_eval(statement.value)


@lru_cache(maxsize=1)
def spoken() -> list[Spoken]:
    """Every place in which the code says something."""
    return [place for name, tree in code().files.items() for place in _in_file(name, tree)]


def _in_file(name: str, tree: ast.Module) -> Iterator[Spoken]:
    for function in (node for node in ast.walk(tree) if isinstance(node, AnyFunction)):
        for node in ast.walk(function):
            where = f"{name}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Raise):
                yield from _refused(node, where)
            if isinstance(node, ast.Call):
                yield from _said(node, function, where)


def _refused(node: ast.Raise, where: str) -> Iterator[Spoken]:
    """`raise TimeTooFar(days=…)` says the copy of TimeTooFar."""
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    if isinstance(raised, ast.Name) and raised.id in code().refusals:
        passed = {k.arg for k in node.exc.keywords if k.arg} if isinstance(node.exc, ast.Call) else set()
        yield Spoken(code().refusals[raised.id], frozenset(passed), where)


def _said(node: ast.Call, function: AnyFunction, where: str) -> Iterator[Spoken]:
    """`Say(key, facts)`, `Answer(read, hint, hint_facts)`, `utter_message(response=key)`."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    places = {"Say": (0, "key", 1, "facts"), "Answer": (1, "hint", 2, "hint_facts"), "utter_message": (9, "response", 9, "")}
    if called in places:
        key_at, key_name, facts_at, facts_name = places[called]
        facts = frozenset(_facts(_argument(node, facts_at, facts_name), function))
        for key in _keys(_argument(node, key_at, key_name), function):
            yield Spoken(key, facts, where)


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    named = next((k.value for k in call.keywords if k.arg == name), None)
    return named or (call.args[position] if position < len(call.args) else None)


def _reached(start: ast.expr | None, function: AnyFunction, look: Look) -> set[str]:
    """What `look` finds in an expression and in all that it leads to. Names may stand for each other in a circle."""
    found: set[str] = set()
    seen: set[tuple[int, int]] = set()
    ahead = [(start, function)]
    while ahead:
        node, scope = ahead.pop()
        if node is not None and (id(node), id(scope)) not in seen:
            seen.add((id(node), id(scope)))
            here, further = look(node, scope)
            found |= here
            ahead.extend(further)
    return found


def _keys(node: ast.expr | None, function: AnyFunction) -> set[str]:
    """The keys that an expression may stand for. A key that comes out of a refusal or an Answer is said where that is made."""
    return _reached(node, function, _look_for_keys)


def _look_for_keys(node: ast.expr, function: AnyFunction) -> Seen:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return ({node.value} if node.value.startswith(PREFIX) else set()), []
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(v.value) if isinstance(v, ast.Constant) else f"{{{ast.unparse(v.value)}}}" for v in node.values)  # type: ignore[attr-defined]
        return ({text} if text.startswith(PREFIX) else set()), []
    if isinstance(node, ast.Name):
        return set(), _values(node.id, function)
    parts: list[ast.expr] = []
    if isinstance(node, ast.IfExp):
        parts = [node.body, node.orelse]
    elif isinstance(node, ast.BoolOp | ast.Dict):
        parts = node.values
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        parts = [node.func.value, *node.args]
    elif isinstance(node, ast.Subscript):
        parts = [node.value]
    return set(), [(part, function) for part in parts]


def _facts(node: ast.expr | None, function: AnyFunction) -> set[str]:
    """The names that a dict of facts may hold."""
    return _reached(node, function, _look_for_facts)


def _look_for_facts(node: ast.expr, function: AnyFunction) -> Seen:
    if isinstance(node, ast.Dict):
        named = {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
        return named, [(value, function) for key, value in zip(node.keys, node.values) if key is None]
    if isinstance(node, ast.Name):
        put, added = _put(node.id, function)
        return put, [*added, *_values(node.id, function)]
    if isinstance(node, ast.IfExp):
        return set(), [(node.body, function), (node.orelse, function)]
    if isinstance(node, ast.BinOp):
        return set(), [(node.left, function), (node.right, function)]
    if isinstance(node, ast.Call):
        return set(), [found for named in code().functions.get(_name_of(node.func), []) for found in _returned(named)]
    if isinstance(node, ast.Attribute) and node.attr == "facts" and _name_of(node.value) == "refused":
        return _facts_of_refusals(), []
    return set(), []


@lru_cache(maxsize=1)
def _facts_of_refusals() -> set[str]:
    raised = (node for tree in code().files.values() for node in ast.walk(tree) if isinstance(node, ast.Raise))
    return {fact for node in raised for place in _refused(node, "") for fact in place.facts}


def _returned(function: AnyFunction) -> list[tuple[ast.expr | None, AnyFunction]]:
    return [(node.value, function) for node in ast.walk(function) if isinstance(node, ast.Return)]


def _put(name: str, function: AnyFunction) -> Seen:
    """`facts["time"] = …` and `facts |= {"time": …}` in the function."""
    put: set[str] = set()
    added: list[tuple[ast.expr | None, AnyFunction]] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            target = node.targets[0]
            if _name_of(target.value) == name and isinstance(target.slice, ast.Constant):
                put.add(str(target.slice.value))
        if isinstance(node, ast.AugAssign) and _name_of(node.target) == name:
            added.append((node.value, function))
    return put, added


def _values(name: str, function: AnyFunction) -> list[tuple[ast.expr | None, AnyFunction]]:
    """What a name of the function may stand for: what is assigned to it there, or given for it by those who call."""
    found: list[tuple[ast.expr | None, AnyFunction]] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and name in [_name_of(target) for target in node.targets]:
            found.append((node.value, function))
        if isinstance(node, ast.AnnAssign) and _name_of(node.target) == name:
            found.append((node.value, function))
    parameters = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs) if argument.arg != "self"]
    if name in parameters:
        found += [(_argument(call, parameters.index(name), name), caller) for call, caller in code().calls.get(function.name, [])]
    return found or [(constant, function) for constant in code().constants.get(name, [])]


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def written() -> set[str]:
    """Every key that stands in the code at all, but for the beginnings that are only compared."""
    keys: set[str] = set()
    for tree in code().files.values():
        compared = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and _name_of(node.func) == "startswith"
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in compared:
                keys |= {key for key in _keys(node, ast.FunctionDef()) if key != PREFIX and " " not in key}
    return {key for key in keys if not (key.endswith("_") and any(other.startswith(f"{key}{{") for other in keys))}
