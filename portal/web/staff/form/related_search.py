"""Related naskah found while they are typed: by a script as suggestions, without one as a step of the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from portal.domain.naskah.kode import is_kode
from portal.queries.naskah import related
from portal.queries.naskah.related import NaskahChoice
from portal.web.context import actor, reading
from portal.web.delivery import PRIVATE
from portal.web.staff.form.fields import NaskahForm
from portal.web.typed import clean_line

LONGEST = 200


@dataclass(frozen=True)
class RelatedRows:
    """What stands below the rows of related naskah: those named by code, and by row what fits a text (maybe none)."""

    named: Mapping[str, NaskahChoice] = field(default_factory=dict)
    offered: Mapping[int, tuple[NaskahChoice, ...]] = field(default_factory=dict)


def search() -> Response:
    """Naskah that fit a text, for a script; `bukan` is the naskah that asks."""
    text = clean_line(request.args.get("q", ""))[:LONGEST]
    with reading() as session:
        found = related.search_choices(
            session, text, actor(), other_than=clean_line(request.args.get("bukan", ""))[:LONGEST]
        )
    answer = jsonify(cocok=[_shape(one) for one in found])
    answer.headers["Cache-Control"] = PRIVATE
    return answer


def beside_rows(session: Session, kode: str, form: NaskahForm) -> RelatedRows:
    """What the rows of this form name, and what fits those that hold words instead of a code."""
    named = related.load_choices(session, [row.kode for row in form.hubungan if is_kode(row.kode)], actor())
    offered = {
        number: related.search_choices(session, row.kode[:LONGEST], actor(), other_than=kode)
        for number, row in enumerate(form.hubungan, start=1)
        if row.kode and not is_kode(row.kode)
    }
    return RelatedRows(named, offered)


def _shape(one: NaskahChoice) -> dict[str, Any]:
    return {"kode": one.kode, "judul": one.judul, "mitra": list(one.mitra)}
