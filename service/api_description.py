"""The OpenAPI description as others get it: our words for its schemas, short names for its calls.

FastAPI names schemas after the classes of this code, and calls after their addresses; a client that is
generated from the description would carry both about. What is said here of keys and problems holds for every
address alike, so it is not repeated at each.
"""

import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from service import errors
from service.access_openapi import describe_keys_in

_REFERENCE = "#/components/schemas/"
# FastAPI says these of a wrong parameter where a route says nothing; ours are told as problems, too.
_NOT_OURS = ("HTTPValidationError", "ValidationError")


def call_name(route: APIRoute) -> str:
    """Return what a route's call is named: ``search``, ``page_picture``."""
    return route.name


def describe(app: FastAPI) -> None:
    """Make ``app`` describe itself so."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        is_first = app.openapi_schema is None
        schema = plain()
        if is_first:
            errors.describe_in(schema)
            describe_keys_in(schema)
            _tell_of_faults(schema)
            app.openapi_schema = schema = _in_our_words(schema)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]


def our_name(schema: str) -> str:
    """Return our word for a schema.

    >>> our_name("DocumentOut"), our_name("RecordList_Decision_"), our_name("RecordOut_Decision_")
    ('Document', 'DecisionList', 'CitedDecision')
    """
    if found := re.fullmatch(r"Record(List|Out)_(\w+?)_", schema):
        return f"{found[2]}List" if found[1] == "List" else f"Cited{found[2]}"
    return schema.removesuffix("Out")


def _tell_of_faults(schema: dict[str, Any]) -> None:
    """Say at every call of the API what is said when the service itself is at fault."""
    problem = {errors.MEDIA_TYPE: {"schema": {"$ref": f"{_REFERENCE}Problem"}}}
    for path, operations in schema["paths"].items():
        if path.startswith("/v1/"):
            for operation in operations.values():
                told = {"description": HTTPStatus.INTERNAL_SERVER_ERROR.phrase, "content": problem}
                operation["responses"].setdefault("500", told)


def _in_our_words(schema: dict[str, Any]) -> dict[str, Any]:
    forms = {name: each for name, each in schema["components"]["schemas"].items() if name not in _NOT_OURS}
    names = {name: our_name(name) for name in forms}
    assert len(set(names.values())) == len(names), "two schemas would have one name"
    whole = schema | {"components": schema["components"] | {"schemas": forms}}
    renamed: dict[str, Any] = _with_names(whole, names | dict.fromkeys(_NOT_OURS, "Problem"))
    renamed["components"]["schemas"] = {
        names[name]: each | ({"title": names[name]} if "title" in each else {})
        for name, each in renamed["components"]["schemas"].items()
    }
    return renamed


def _with_names(part: Any, names: dict[str, str]) -> Any:
    """Return a part of the description with its references renamed."""
    if isinstance(part, list):
        return [_with_names(each, names) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: f"{_REFERENCE}{names[value.removeprefix(_REFERENCE)]}"
        if key == "$ref" and isinstance(value, str) and value.startswith(_REFERENCE)
        else _with_names(value, names)
        for key, value in part.items()
    }
