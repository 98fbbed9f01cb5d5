"""The list of changes for mirrors: what became public, changed or was withdrawn after a number, in order."""

from flask import Response, json, request

from portal.queries.public import changes
from portal.queries.public.values import PublicChangeEntry
from portal.web.api.params import Parameter, read_value, refuse_unknown
from portal.web.api.serialise import Addresses
from portal.web.api.shape_parts import instant
from portal.web.context import public_reading, stores

LARGEST_NUMBER = 10**15
MOST_CHANGES = 1_000
"""Changes in one answer; the next ones are asked for with the number of the last."""
SEJAK = Parameter(
    "sejak",
    "Nomor perubahan terakhir yang sudah Anda miliki; 0 untuk memulai dari kosong.",
    {"type": "integer", "minimum": 0, "maximum": LARGEST_NUMBER, "default": 0},
    0,
)


def change_list() -> Response:
    """One page of changes after `sejak`, with the number the portal stands at."""
    values = request.args.to_dict(flat=False)
    refuse_unknown((SEJAK,), values)
    since = read_value(SEJAK, values)
    with public_reading() as session:
        version = changes.current(session)
        must_restart = changes.reset_or_ahead(version, since)
        found = () if must_restart else changes.changed_after(session, since, limit=MOST_CHANGES + 1)
    shown = found[:MOST_CHANGES]
    has_more = len(found) > MOST_CHANGES
    addresses = Addresses(stores().config.base_url)
    body = {
        "nomor": version.nomor,
        "pada": instant(version.at),
        "sejak": since,
        "muat_ulang": must_restart,
        "berikut": _next(addresses, shown[-1].nomor) if has_more else None,
        "perubahan": [_entry(one, addresses) for one in shown],
    }
    return Response(json.dumps(body), mimetype="application/json")


def _next(addresses: Addresses, nomor: int) -> str:
    return f"{addresses.base_url}/data/perubahan.json?sejak={nomor}"


def _entry(change: PublicChangeEntry, addresses: Addresses) -> dict[str, object]:
    return {
        "nomor": change.nomor,
        "kode": change.kode,
        "tindakan": change.tindakan.value,
        "pada": instant(change.at),
        "url": addresses.naskah(change.kode),
        "api_url": f"{addresses.base_url}/api/v1/naskah/{change.kode}",
    }
