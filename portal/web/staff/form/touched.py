"""Which fields of the form a person has touched: a draft that saves itself keeps those, and no suggestion.

What was read from a file is never stored by itself; a person confirms it by saving or handing in.
"""

from collections.abc import Collection
from dataclasses import fields, replace

from flask import request

from portal.domain.naskah.fields import NaskahFields
from portal.errors import Problem

FIELD = "tersentuh"
_KNOWN = frozenset(field.name for field in fields(NaskahFields))
_OTHER_NAMES = {"bahasa_lain": "bahasa", "signed": "pihak", "tempat": "pihak"}


def touched() -> tuple[str, ...]:
    """Names of the fields, in the words of `NaskahFields`; a button that changes a field touches it too."""
    names = request.form.get(FIELD, "").split(",")
    action, _, argument = request.form.get("aksi", "").partition(":")
    if action in ("pakai_saran", "pakai"):
        names.append(argument.partition(":")[0])
    elif action.endswith(("_pihak", "_hubungan")):
        names.append(action.rpartition("_")[2])
    elif action == "pakai_terdaftar":
        names.append("pihak")
    found = (_name(name) for name in names)
    return tuple(dict.fromkeys(name for name in found if name in _KNOWN and name != "diperiksa"))


def only_touched(stored: NaskahFields, typed: NaskahFields, names: Collection[str]) -> NaskahFields:
    """The stored fields with those that a person has touched."""
    return replace(stored, diperiksa=typed.diperiksa, **{name: getattr(typed, name) for name in names})


def concerns(problem: Problem, names: Collection[str]) -> bool:
    """Whether a problem lies in a field that was touched."""
    return _name(problem.field) in names


def _name(text: str) -> str:
    first = text.strip().partition("-")[0]
    return _OTHER_NAMES.get(first, first)
