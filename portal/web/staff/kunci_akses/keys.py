"""Access keys of units for their document systems: a page to make and to end them. A key is shown once."""

from flask import current_app, request
from flask.typing import ResponseReturnValue

from portal.domain.kunci_akses import KeyScope, last_day
from portal.domain.permissions import Peran
from portal.domain.plain_text import clean_line
from portal.errors import BadInputError, ConflictError, Problem
from portal.queries import kunci_akses, webhook
from portal.queries.naskah import worklist
from portal.services.kunci_akses import ending, making
from portal.services.kunci_akses.making import NewKunciAkses
from portal.services.webhook import ending as webhook_ending
from portal.services.webhook import registering
from portal.services.webhook.registering import WebhookRegistration
from portal.web.context import actor, reading, stores, today
from portal.web.staff import frame
from portal.web.staff.choices import preset_unit
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal, refusal_of
from portal.web.typed import read_day, show_day
from portal.web.words.labels.lookup import members

SCOPES = members(KeyScope)


def list_kunci_akses() -> ResponseReturnValue:
    """The keys of my units, with the form for another one."""
    return _show()


def add_kunci_akses() -> ResponseReturnValue:
    """Make a key; it is shown once, on the answer itself."""
    try:
        new = _new()
        with stores().database.transaction() as session:
            key = making.make(session, new, frame.act(), current_app.config["SECRET_KEY"])
    except (BadInputError, ConflictError) as error:
        return _show(refusal_of(error, "unit"))
    return _show(key=key, named=clean_line(new.nama))


def end_kunci_akses(key_id: int) -> ResponseReturnValue:
    """Let a key open nothing any more."""
    with stores().database.transaction() as session:
        ending.end(session, key_id, frame.act())
    return frame.go(f"{_room()}.kunci_akses", "kunci-diakhiri")


def add_webhook() -> ResponseReturnValue:
    """Name the address at which the program of a unit is told of events; its secret is shown once."""
    wanted = WebhookRegistration(
        clean_line(request.form.get("unit_webhook", ""))[:100],
        request.form.get("alamat", ""),
        stores().config.is_production,
    )
    try:
        with stores().database.transaction() as session:
            secret = registering.register(session, wanted, frame.act(), current_app.extensions["webhook_seal"])
    except (BadInputError, ConflictError) as error:
        return _show(refusal_of(error, "unit_webhook"))
    return _show(secret=secret)


def end_webhook(webhook_id: int) -> ResponseReturnValue:
    """Tell an address nothing any more."""
    with stores().database.transaction() as session:
        webhook_ending.end(session, webhook_id, frame.act())
    return frame.go(f"{_room()}.kunci_akses", "webhook-diakhiri")


def _room() -> str:
    """Where the page was asked for: an admin, who keeps no records, has it among the accounts."""
    return request.blueprint or "work"


def _new() -> NewKunciAkses:
    chosen = set(request.form.getlist("cakupan"))
    return NewKunciAkses(
        unit=clean_line(request.form.get("unit", ""))[:100],
        nama=request.form.get("nama", ""),
        scopes=frozenset(scope for scope in KeyScope if scope.value in chosen),
        ends_on=read_day(request.form.get("ends_on", ""), "ends_on"),
    )


def _show(
    refusal: Refusal = NOTHING_REFUSED, *, key: str = "", named: str = "", secret: str = ""
) -> ResponseReturnValue:
    may_make = _room() == "work"
    with reading() as session:
        found = kunci_akses.list_kunci_akses(session, actor(), today())
        webhooks = webhook.list_webhook(session, actor())
        units = worklist.units_to_act_for(session, actor()) if may_make else ()
    is_new = request.method != "POST" or bool(key or secret)
    own = preset_unit(units, actor(), Peran.PENGELOLA, Peran.BIRO)
    usual = {
        "unit": own,
        "unit_webhook": own,
        "alamat": "",
        "nama": "",
        "ends_on": show_day(last_day(today())),
    }
    # What stands in one form of the page is not known to the other.
    typed = usual if is_new else {**usual, **request.form.to_dict()}
    has_scopes = not is_new and request.endpoint == "work.add_kunci_akses"
    problems: tuple[Problem, ...] = refusal.problems
    return frame.show(
        "kunci_akses/kunci_akses",
        refusal.status,
        di="kunci-akses" if may_make else "kunci-akses-admin",
        found=found,
        room=_room(),
        unit_list=[(unit.kode, unit.nama) for unit in units],
        may_make=may_make,
        scopes=SCOPES,
        typed=typed,
        chosen=request.form.getlist("cakupan") if has_scopes else [scope for scope, _ in SCOPES],
        errors={one.field: one.message for one in problems},
        problems=refusal.pairs(),
        key=key,
        named=named,
        secret=secret,
        webhooks=webhooks,
    )
