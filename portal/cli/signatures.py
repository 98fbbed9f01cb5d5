"""Command `portal signatures recheck`: for when the trust folder changed, so that no report stands on the old one."""

import json

from indexer import trust
from portal import clock
from portal.cli.context import ready_stores
from portal.cli.lines import EXIT_OK, EXIT_PARTLY, note, say
from portal.services import tanda_tangan


def recheck(*, as_json: bool) -> int:
    """Enqueue a check of every file and show the trust list it will use; exit 3 if a file of the folder is no use."""
    with ready_stores() as stores:
        found = trust.load(stores.config.tte_trust_dir)
        with stores.database.transaction() as session:
            asked = tanda_tangan.ask_all(session, now=clock.utc_now())
    names = trust.described(found.certificates)
    if as_json:
        data = {
            "asked": asked,
            "trust_fingerprint": found.fingerprint,
            "certificates": [name.__dict__ for name in names],
            "problems": [{"file": file, "reason": reason} for file, reason in found.problems],
        }
        say(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for name in names:
            say(f"{name.sha256}  {name.subject} ({name.not_before} sampai {name.not_after})")
        say(f"Daftar kepercayaan: {len(names)} sertifikat, sidik {found.fingerprint or '–'}.")
        say(f"{asked} berkas menunggu pemeriksaan tanda tangan.")
    for file, reason in found.problems:
        note(f"{file}: {reason}")
    return EXIT_PARTLY if found.problems else EXIT_OK
