"""Parties found while they are typed: registered partners that fit, and the one whose name is only near."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Response, jsonify, request
from sqlalchemy.orm import Session

from portal.queries import mitra
from portal.queries.mitra import MitraChoice
from portal.web.context import actor, reading
from portal.web.delivery import PRIVATE
from portal.web.staff.choices import MINISTRY
from portal.web.staff.form.fields import NaskahForm
from portal.web.staff.form.hints import Hint
from portal.web.typed import clean_line

LONGEST = 200


def search() -> Response:
    """Registered partners for a script: `cocok` hold what was typed, `mirip` is near to it (or null)."""
    text = clean_line(request.args.get("q", ""))[:LONGEST]
    with reading() as session:
        found = mitra.search_mitra(session, text, actor())
        is_known = any(partner.nama.casefold() == text.casefold() for partner in found)
        near = None if is_known else mitra.find_near(session, text, actor())
    answer = jsonify(cocok=[_shape(partner) for partner in found], mirip=_shape(near) if near else None)
    answer.headers["Cache-Control"] = PRIVATE
    return answer


def with_near(
    session: Session, hints: Mapping[str, Hint], form: NaskahForm, names: tuple[str, ...]
) -> Mapping[str, Hint]:
    """The hints with a registered partner beside every typed name that is near to one; `names` are known ones."""
    known = {name.casefold() for name in names}
    found = dict(hints)
    for place, row in enumerate(form.pihak, start=1):
        field = f"pihak-{place}-nama"
        hint = found.get(field, Hint())
        if row.jenis == MINISTRY or hint.partner or not row.nama or row.nama.casefold() in known:
            continue
        near = mitra.find_near(session, row.nama, actor())
        if near is not None:
            action = f"pakai_terdaftar:{place}:{near.slug}"
            found[field] = replace(hint, partner=near.nama, partner_action=action)
    return found


def _shape(partner: MitraChoice) -> dict[str, Any]:
    return {"slug": partner.slug, "nama": partner.nama}
