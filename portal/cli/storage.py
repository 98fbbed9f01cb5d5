"""Commands over the stored originals: read them all again, put back what is damaged, list what nobody names."""

import json
from dataclasses import asdict

from portal import clock
from portal.cli.context import ready_stores, stores_to_look_at
from portal.cli.lines import EXIT_CHECK_FAILED, EXIT_OK, note, say
from portal.models.object_copy import CopyState
from portal.queries import object_copies
from portal.services.copies.tending import ORPHAN_AGE, Keeper
from portal.storage.paired import PairedStorage, first_of
from portal.storage.protection import protection_or_none
from portal.storage.sweep import FixityReport, fixity
from portal.web.words.protection import protection_text
from portal.wiring import kept_stores


def verify(*, as_json: bool) -> int:
    """Hash every original again in each place and compare with the database. Nothing is written."""
    with stores_to_look_at() as stores:
        with stores.database.reading() as session:
            expected = object_copies.expected_objects(session)
            strange = object_copies.unrecorded(session)
            unnamed = object_copies.unnamed(session)
        first = fixity(first_of(stores.objects), expected)
        second = fixity(stores.objects.second, expected) if isinstance(stores.objects, PairedStorage) else None
    if as_json:
        say(
            json.dumps(
                _facts(first)
                | {"unrecorded": strange, "unnamed": unnamed, "second": None if second is None else _facts(second)},
                indent=1,
            )
        )
    else:
        _tell(first, "")
        if second is not None:
            _tell(second, "Salinan kedua: ")
        for digest in strange:
            note(f"sidik diubah di basis data, tidak pernah disimpan: {digest}")
        for digest in unnamed:
            note(f"catatannya hilang dari basis data, padahal pernah disimpan: {digest}")
    is_recorded = not strange and not unnamed
    return EXIT_OK if is_recorded and first.is_intact and (second is None or second.is_intact) else EXIT_CHECK_FAILED


def repair() -> int:
    """Read every copy, make what is missing in the second place, put damaged ones back; what is left is named."""
    with ready_stores() as stores:
        keeper = Keeper(stores.database, stores.objects, clock.utc_now, stores.config.audit_mail)
        turn = keeper.check_all()
        with stores.database.reading() as session:
            left = object_copies.load_damaged(session)
    say(f"Diperiksa {turn.checked}, disalin {turn.made}, dipulihkan {turn.mended}, belum pulih {len(left)}.")
    for sha256, place, state in left:
        note(f"{'hilang' if state is CopyState.MISSING else 'berubah'} ({place}): {sha256}")
    return EXIT_CHECK_FAILED if left else EXIT_OK


def check(*, as_json: bool) -> int:
    """What each store does against overwriting and deleting; exit 4 where it is less than the setting promises."""
    with stores_to_look_at() as stores:
        found = {name: protection_or_none(store) for name, store in kept_stores(stores).items()}
    if as_json:
        say(json.dumps({name: None if one is None else asdict(one) for name, one in found.items()}, indent=1))
    else:
        for name, one in found.items():
            say(f"{name}: {protection_text(one)}")
    is_whole = all(one is not None and (one.is_as_wished or not one.is_bucket) for one in found.values())
    return EXIT_OK if is_whole else EXIT_CHECK_FAILED


def orphans() -> int:
    """Objects older than a day that no record names: left by an upload that was cut off. Nothing is removed."""
    now = clock.utc_now()
    with stores_to_look_at() as stores:
        with stores.database.reading() as session:
            known = {digest for digest, _ in object_copies.expected_objects(session)}
        for entry in stores.objects.entries():
            if entry.digest not in known and now - entry.modified_at > ORPHAN_AGE:
                say(f"{entry.digest}\t{entry.size}\t{entry.modified_at:%Y-%m-%dT%H:%M:%SZ}")
        swept = stores.objects.sweep_temporary(ORPHAN_AGE, now)
    if swept:
        note(f"{swept} berkas sementara dari proses yang terhenti dibuang.")
    return EXIT_OK


def _facts(report: FixityReport) -> dict[str, object]:
    return {
        "checked": report.checked,
        "ok": report.ok,
        "missing": list(report.missing),
        "altered": list(report.altered),
        "orphans": list(report.orphans),
    }


def _tell(report: FixityReport, where: str) -> None:
    say(
        f"{where}Diperiksa {report.checked}, utuh {report.ok}, "
        f"hilang {len(report.missing)}, berubah {len(report.altered)}."
    )
    for kind, digests in (("hilang", report.missing), ("berubah", report.altered), ("tanpa pemilik", report.orphans)):
        for digest in digests:
            note(f"{where}{kind}: {digest}")
