"""Command `portal audit verify`: the chain of the audit trail, and the anchors of it outside of the database."""

from collections.abc import Sequence

from portal.cli.context import EXIT_CHECK_FAILED, EXIT_OK, note, ready_stores, say
from portal.domain.audit_anchor import read_short
from portal.services import audit, audit_anchors


def verify(given: Sequence[str]) -> int:
    """Walk the chain, and compare it with every anchor that is kept and with those `given` as SEQ:HASH."""
    anchors = [read_short(text) for text in given]
    with ready_stores() as stores:
        kept = audit_anchors.kept(stores.audit_anchors, stores.config.log_name)
        anchors += [(one.seq, one.entry_hash) for one in kept]
        with stores.database.reading() as session:
            broken = audit.first_broken(session)
            unmet = audit_anchors.unmet(session, anchors)
    if broken is not None:
        note(f"Rantai jejak audit putus pada entri {broken}.")
    if unmet is not None:
        note(
            f"Jejak audit berakhir sebelum jangkar {unmet.seq}: ekornya dipotong, atau basis data dikembalikan ke"
            " keadaan lama."
            if unmet.is_cut
            else f"Entri {unmet.seq} jejak audit bukan yang dicatat jangkarnya: isinya diubah atau disusun ulang."
        )
    if broken is not None or unmet is not None:
        return EXIT_CHECK_FAILED
    say(f"Rantai jejak audit utuh dan menuju {len(set(anchors))} jangkar.")
    return EXIT_OK
