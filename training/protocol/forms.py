"""Frozen dataclasses from JSON objects, each field checked. Standard library only; any thread."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any


class FormError(ValueError):
    """An object that is not of the form asked for; the message says what is wrong with it."""


def build(kind: type[Any], body: dict[str, Any]) -> Any:
    """An instance of the dataclass `kind` from a JSON object, each field checked."""
    hints = typing.get_type_hints(kind)
    known = {each.name for each in fields(kind)}
    if unknown := sorted(set(body) - known):
        raise FormError(f"{kind.__name__} has no field {unknown[0]!r}")
    values = {
        name: _value(hints[name], value, f"{kind.__name__}.{name}") for name, value in body.items()
    }
    try:
        return kind(**values)
    except TypeError as error:
        raise FormError(f"{kind.__name__}: {error}") from error


def _value(hint: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:
        if value is None and type(None) in arguments:
            return None
        return _value(arguments[0], value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise FormError(f"{where} must be a list")
        return tuple(_value(arguments[0], each, where) for each in value)
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise FormError(f"{where} must hold objects")
        return build(typing.cast(type[Any], hint), value)
    expected = dict if origin is dict else hint
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is int):
        raise FormError(f"{where} must be of type {expected.__name__}")
    return value
