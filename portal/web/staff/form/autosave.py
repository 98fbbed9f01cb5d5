"""A draft saved by itself while somebody types; the script of the form asks for it a few seconds after a change.

Where suggestions fill the form, only what the person has touched is stored; a person confirms the rest. And only a
draft: what was handed in already may be public, and half a sentence is not to appear there.
"""

from flask import Response, jsonify, request

from portal.domain import formats
from portal.domain.naskah.status import Action, Status, allowed_actions
from portal.errors import BadInputError, FieldsRefusedError, Problem, StaleVersionError
from portal.queries.naskah import dossier
from portal.web.context import actor, reading
from portal.web.errors import problem
from portal.web.staff.form import fields as forms
from portal.web.staff.form import saving, touched
from portal.web.staff.naskah import checks


def autosave(kode: str) -> Response:
    """Save the draft: 200 with its new version and the time, 409 for a conflict, 422 for what cannot be saved yet."""
    with reading() as session:
        stored = dossier.find_naskah(session, kode, actor())
    is_draft = stored.status is Status.DRAF
    if not is_draft or Action.EDIT not in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)):
        return problem(409, "Hanya draf yang tersimpan sendiri. Tekan Simpan.", code="bukan_draf")
    form = forms.read_form(request.form)
    fields, unreadable = forms.to_fields(form)
    shown = fields
    if touched.FIELD in request.form:
        names = _settled(unreadable, touched.touched())
        fields = touched.only_touched(stored.fields, fields, names)
        unreadable = tuple(problem for problem in unreadable if touched.concerns(problem, names))
    try:
        if problems := saving.all_problems(fields, unreadable, is_sent=False):
            raise FieldsRefusedError(problems)
        saving.write(kode, form, fields)
    except StaleVersionError:
        return problem(409, "Naskah ini diubah orang lain. Tekan Simpan untuk melihat bedanya.", code="bentrok")
    except FieldsRefusedError as error:
        return problem(422, error.problems[0].message, parameter=error.problems[0].field)
    except BadInputError as error:
        return problem(422, error.message, parameter=error.field)
    with reading() as session:
        newer = dossier.find_naskah(session, kode, actor())
        tenggat = checks.clock_text(session, newer, shown)
    saved = formats.clock_time(newer.updated_at)
    return jsonify(version=newer.version, seen=newer.seen, saved=saved, tenggat=tenggat)


def _settled(unreadable: tuple[Problem, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The touched fields but related naskah that are still being looked for: those wait, and hold nothing else up."""
    is_searching = any(problem.field.startswith("hubungan-") for problem in unreadable)
    return tuple(name for name in names if not (is_searching and name == "hubungan"))
