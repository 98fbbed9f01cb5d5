"""A draft saved by itself while somebody types; the script of the form asks for it a few seconds after a change.

Where suggestions fill the form, only what the person has touched is stored; a person confirms the rest. And only a
draft: what was handed in already may be public, and half a sentence is not to appear there.
"""

from flask import Response, jsonify, request

from portal.domain.naskah.status import Action, Status, allowed_actions
from portal.errors import BadInputError, FieldsRefusedError, StaleVersionError
from portal.web import filters
from portal.web.context import actor, stores
from portal.web.errors import problem
from portal.web.staff.form import checks, edit, touched
from portal.web.staff.form import fields as forms


def autosave(kode: str) -> Response:
    """Save the draft: 200 with its new version and the time, 409 for a conflict, 422 for what cannot be saved yet."""
    stored = edit.find(kode)
    is_draft = stored.status is Status.DRAF
    if not is_draft or Action.EDIT not in allowed_actions(stored.status, actor().peran_for(stored.unit_kode)):
        return problem(409, "Hanya draf yang tersimpan sendiri. Tekan Simpan.", code="bukan_draf")
    form = forms.read_form(request.form)
    fields, unreadable = forms.to_fields(form)
    shown = fields
    if touched.FIELD in request.form:
        names = touched.touched()
        fields = touched.only_touched(stored.fields, fields, names)
        unreadable = tuple(problem for problem in unreadable if touched.concerns(problem, names))
    try:
        if problems := edit.all_problems(fields, unreadable, is_sent=False):
            raise FieldsRefusedError(problems)
        edit.write(kode, form, fields)
    except StaleVersionError:
        return problem(409, "Naskah ini diubah orang lain. Tekan Simpan untuk melihat bedanya.", code="bentrok")
    except FieldsRefusedError as error:
        return problem(422, error.problems[0].message, parameter=error.problems[0].field)
    except BadInputError as error:
        return problem(422, error.message, parameter=error.field)
    newer = edit.find(kode)
    with stores().database.reading() as session:
        tenggat = checks.clock_text(session, newer, shown)
    saved = filters.waktu(newer.updated_at)
    return jsonify(version=newer.version, seen=newer.seen, saved=saved, tenggat=tenggat)
