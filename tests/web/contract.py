"""helpline/web/openapi.yml as a check: which answer may come from which address, and in what shape."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import httpx
import jsonschema
import yaml

from helpline.settings import ROOT

CONTRACT: dict[str, Any] = yaml.safe_load((ROOT / "helpline/web/openapi.yml").read_text(encoding="utf-8"))
METHODS = ("get", "head", "post", "put", "patch", "delete")
ANYWHERE = {404: "not_found", 405: "method_not_allowed"}


def fits_the_contract(response: httpx.Response) -> None:
    """Hook of a client: the answer is one that the contract names, and its body has exactly the fields described."""
    response.read()
    method, path = response.request.method.lower(), response.request.url.raw_path.decode().partition("?")[0]
    operation = _path_item(path).get(method)
    if operation is None:
        assert response.json()["error"]["code"] == ANYWHERE[response.status_code]
        return
    described = operation["responses"].get(str(response.status_code))
    assert described, f"{method} {path} may not answer {response.status_code}: {response.text}"
    content = _resolved(described).get("content", {})
    kind = response.headers.get("content-type", "").partition(";")[0]
    if method == "head" or response.status_code == 304:
        return
    assert kind in content, f"{method} {path} answers {kind}"
    if kind == "application/json":
        jsonschema.validate(response.json(), schema_of(content[kind]["schema"]))


def operations() -> set[tuple[str, str]]:
    """All (method, path) of the contract."""
    return {(method, path) for path, item in CONTRACT["paths"].items() for method in METHODS if method in item}


def schema_of(described: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.0's dialect as JSON Schema, closed: a field that is not described is a mistake."""
    described = _resolved(described)
    parts = [schema_of(part) for part in described.get("allOf", ())]
    if parts:
        properties = {name: schema for part in parts for name, schema in part["properties"].items()}
        required = [name for part in parts for name in part["required"]]
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    schema = {key: value for key, value in described.items() if key not in ("nullable", "discriminator", "description")}
    if "oneOf" in schema:
        schema["oneOf"] = [schema_of(part) for part in schema["oneOf"]]
    if "items" in schema:
        schema["items"] = schema_of(schema["items"])
    if "properties" in schema:
        schema["properties"] = {name: schema_of(part) for name, part in schema["properties"].items()}
        schema["additionalProperties"] = False
    if described.get("nullable"):
        schema["type"] = [schema["type"], "null"]
    return schema


def named(name: str) -> dict[str, Any]:
    """A schema of the contract by its name."""
    return dict(CONTRACT["components"]["schemas"][name])


def _resolved(described: dict[str, Any]) -> dict[str, Any]:
    found: Any = described
    if "$ref" in described:
        found = CONTRACT
        for step in described["$ref"].removeprefix("#/").split("/"):
            found = found[step]
    return dict(found)


def _path_item(path: str) -> dict[str, Any]:
    for pattern, item in _patterns():
        if pattern.fullmatch(path):
            return item
    return {}


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), item) for path, item in CONTRACT["paths"].items()]
