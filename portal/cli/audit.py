"""Command `portal audit verify`: the chain of the audit trail, and the anchors of it outside of the database."""

from collections.abc import Sequence

from portal.cli.context import stores_to_look_at
from portal.cli.lines import EXIT_CHECK_FAILED, EXIT_OK, note, say
from portal.cli.log_name import wrong_name_line
from portal.domain.audit_anchor import read_short
from portal.domain.formats import number, weekday_date
from portal.services import audit, audit_anchors, reopening
from portal.services.audit_anchors import UnmetAnchor


def verify(given: Sequence[str]) -> int:
    """Walk the chain, and compare it with every anchor that is kept, that the public log seals, and that is given.

    Exit 4 where something does not fit, or where anchors are kept and all of them bear another name.
    """
    letters = [read_short(text) for text in given]
    with stores_to_look_at() as stores:
        kept = list(audit_anchors.kept(stores.audit_anchors, None))
        with stores.database.reading() as session:
            broken = audit.first_broken(session)
            told = audit_anchors.told_to_log(session)
            over = reopening.given_up(session)
            anchors = {(one.seq, one.entry_hash) for one in letters}
            anchors |= {
                (one.seq, one.entry_hash)
                for one in kept
                # What was kept under an earlier name counts as far as this log still tells of it.
                if one.origin == stores.config.log_name or one.seal in told
            }
            unmet = audit_anchors.unmet(session, anchors)
    own = stores.config.log_name
    passed_over = [one for one in kept if one.origin not in {own, *over} and one.seal not in told]
    is_other = bool(passed_over) and all(one.origin != own for one in kept)
    known = {one.seal for one in kept} | {one.seal for one in letters}
    problems = [] if broken is None else [f"Rantai jejak audit putus pada entri {broken}."]
    problems += [] if unmet is None else [_unmet_line(unmet)]
    if is_other:
        problems.append(wrong_name_line("jangkar jejak audit", own, {one.origin for one in passed_over}))
    problems += [
        f"Log publik menyegel jangkar jejak audit {weekday_date(day)} yang tidak tersimpan di sini. Sebutkan jangkar"
        " dari surat hari itu dengan --anchor."
        for seal, day in told.items()
        if seal not in known
    ]
    problems += [
        f"Log publik tidak memuat segel jangkar {one.seq} dari surat: log itu dipotong atau bukan log yang sama."
        for one in letters
        if one.seal is not None and one.seal not in told
    ]
    for problem in problems:
        note(problem)
    if problems:
        return EXIT_CHECK_FAILED
    sealed = f" Log publik menyegel {number(len(told))} di antaranya." if told else ""
    others = f" {number(len(passed_over))} jangkar bernama lain tidak dibandingkan." if passed_over else ""
    say(f"Rantai jejak audit utuh dan menuju {number(len(anchors))} jangkar.{sealed}{others}")
    return EXIT_OK


def _unmet_line(unmet: UnmetAnchor) -> str:
    if unmet.is_cut:
        return (
            f"Jejak audit berakhir sebelum jangkar {unmet.seq}: ekornya dipotong, atau basis data dikembalikan ke"
            " keadaan lama."
        )
    return f"Entri {unmet.seq} jejak audit bukan yang dicatat jangkarnya: isinya diubah atau disusun ulang."
