"""What the OpenAPI description says of access keys: how one is sent, and how its lack is told."""

from http import HTTPStatus
from typing import Any

from service.access_scopes import need_of
from service.errors import MEDIA_TYPE

_SCHEME = "AccessKey"
_TOLD = (401, 403, 429)
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def describe_keys_in(schema: dict[str, Any]) -> None:
    """Add the keys to an OpenAPI ``schema``, in place. They may be left out where none is needed."""
    schemes = schema.setdefault("components", {}).setdefault("securitySchemes", {})
    schemes[_SCHEME] = {
        "type": "http",
        "scheme": "bearer",
        "description": "An access key. Needed beyond this machine, and everywhere as soon as one exists.",
    }
    for path, operations in schema.get("paths", {}).items():
        for method, operation in operations.items():
            need = need_of(method.upper(), path)
            if need is None or need.scope is None:
                continue
            operation["security"] = [{}, {_SCHEME: []}]
            for status in _TOLD:
                told = {"description": HTTPStatus(status).phrase, "content": _PROBLEM}
                operation.setdefault("responses", {}).setdefault(str(status), told)
