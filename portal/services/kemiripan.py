"""Kemiripan: finding the likely twins of a file whose text is complete, and a person's word that there is none.

Only likeness of texts is stored. Equal numbers, parties and days are asked for when they are shown, so that they are
never out of date.
"""

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.kemiripan import likely_kemiripan, likeness, opening, sketch
from portal.domain.naskah.status import Action
from portal.errors import NotFoundError
from portal.models.berkas import Berkas, Halaman
from portal.models.kemiripan import Kemiripan
from portal.models.naskah import Naskah
from portal.queries.kemiripan import KemiripanFound, find_kemiripan
from portal.services.acts import Act, find_for, record, require

MOST_COMPARED = 60
"""Files that are aligned with a new one at most."""
_OPENING_PAGES = 5
_NO_PAIR = "Pasangan naskah ini tidak ditemukan. Muat ulang halaman."


def refresh(session: Session, berkas_id: int, now: datetime) -> int:
    """Sketch a file whose text is complete and write down its likely twins; gives back how many there are.

    Six queries and one pass over all sketches (256 bytes each), whatever the number of naskah. To be called inside the
    transaction that stores the last text of the file.
    """
    berkas = session.get(Berkas, berkas_id)
    if berkas is None or berkas.jenis is not JenisBerkas.NASKAH:
        return 0
    own = _openings(session, [berkas_id]).get(berkas_id, "")
    berkas.sidik_teks = sketch(own)
    session.flush()
    if berkas.replaced_by_id is not None:
        return 0
    found = _twins(session, berkas, own) if berkas.sidik_teks is not None else {}
    _store(session, berkas, found, now)
    return len(found)


def dismiss(session: Session, kode: str, other_kode: str, act: Act) -> None:
    """A person of the unit or the Biro says that these are two agreements; the pair is a warning to nobody any more.

    Said twice it counts once. Raises NotFoundError unless the actor sees the pair, NotAllowedError or
    TransitionNotAllowedError.
    """
    naskah, known = _known(session, kode, act)
    if any(pair.kode == other_kode for pair in known.dikesampingkan):
        return
    if all(serupa.kode != other_kode for serupa in known.terbuka):
        raise NotFoundError(_NO_PAIR)
    pair = _pair(session, naskah.id, other_kode)
    if pair not in session:
        pair.seen_at = act.now
        session.add(pair)
    pair.dismissed_at, pair.dismissed_by = act.now, act.actor.user_id
    session.flush()
    record(session, act, "naskah.bukan_kembaran", naskah, after={"bukan_kembaran": other_kode})


def restore(session: Session, kode: str, other_kode: str, act: Act) -> None:
    """Take back what `dismiss` said: the pair is a warning again as long as anything speaks for it.

    Raises NotFoundError unless the actor sees that the pair was put aside, NotAllowedError or
    TransitionNotAllowedError.
    """
    naskah, known = _known(session, kode, act)
    if all(pair.kode != other_kode for pair in known.dikesampingkan):
        raise NotFoundError(_NO_PAIR)
    pair = _pair(session, naskah.id, other_kode)
    if pair.skor is None:
        session.delete(pair)
    else:
        pair.dismissed_at = pair.dismissed_by = None
    session.flush()
    record(session, act, "naskah.mungkin_kembaran", naskah, after={"mungkin_kembaran": other_kode})


def forget(session: Session, naskah_id: int) -> None:
    """Drop the likeness of texts of a naskah none of whose files has a text to compare any more.

    What a person said of a pair stays.
    """
    has_text = select(Berkas.id).where(
        Berkas.naskah_id == naskah_id, Berkas.replaced_by_id.is_(None), Berkas.sidik_teks.is_not(None)
    )
    if session.scalar(has_text.limit(1)) is not None:
        return
    is_mine = or_(Kemiripan.naskah_id == naskah_id, Kemiripan.other_id == naskah_id)
    for pair in session.scalars(select(Kemiripan).where(is_mine)):
        if pair.dismissed_at is None:
            session.delete(pair)
        else:
            pair.skor = None
    session.flush()


def _known(session: Session, kode: str, act: Act) -> tuple[Naskah, KemiripanFound]:
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    return naskah, find_kemiripan(session, naskah.id, act.actor)


def _pair(session: Session, naskah_id: int, other_kode: str) -> Kemiripan:
    """The stored pair, or a new one that is not in the session yet."""
    other_id = session.scalars(select(Naskah.id).where(Naskah.kode == other_kode)).one()
    first, second = sorted((naskah_id, other_id))
    stored = select(Kemiripan).where(Kemiripan.naskah_id == first, Kemiripan.other_id == second).with_for_update()
    return session.scalar(stored) or Kemiripan(naskah_id=first, other_id=second)


def _twins(session: Session, berkas: Berkas, own: str) -> dict[int, float]:
    """Likeness by naskah; every other naskah counts with the part of it that is most alike."""
    query = select(Berkas.id, Berkas.sidik_teks).where(
        Berkas.sidik_teks.is_not(None),
        Berkas.naskah_id != berkas.naskah_id,
        Berkas.replaced_by_id.is_(None),
    )
    sketches = [(key, packed) for key, packed in session.execute(query) if packed is not None]
    likely = likely_kemiripan(berkas.sidik_teks or b"", sketches, most=MOST_COMPARED)
    owners = {
        key: owner for key, owner in session.execute(select(Berkas.id, Berkas.naskah_id).where(Berkas.id.in_(likely)))
    }
    found: dict[int, float] = {}
    for key, text in _openings(session, likely).items():
        if skor := likeness(own, text):
            found[owners[key]] = max(skor, found.get(owners[key], 0.0))
    return found


def _openings(session: Session, berkas_ids: list[int]) -> dict[int, str]:
    rows = session.execute(
        select(Halaman.berkas_id, Halaman.teks)
        .where(Halaman.berkas_id.in_(berkas_ids), Halaman.nomor <= _OPENING_PAGES)
        .order_by(Halaman.berkas_id, Halaman.nomor)
    )
    pages: dict[int, list[str]] = {}
    for berkas_id, teks in rows:
        pages.setdefault(berkas_id, []).append(teks)
    return {berkas_id: opening(texts) for berkas_id, texts in pages.items()}


def _store(session: Session, berkas: Berkas, found: dict[int, float], now: datetime) -> None:
    naskah_id = berkas.naskah_id
    is_mine = or_(Kemiripan.naskah_id == naskah_id, Kemiripan.other_id == naskah_id)
    has_other_parts = session.scalar(
        select(Berkas.id)
        .where(Berkas.naskah_id == naskah_id, Berkas.replaced_by_id.is_(None), Berkas.sidik_teks.is_not(None))
        .where(Berkas.id != berkas.id)
        .limit(1)
    )
    pairs = {}
    for row in session.scalars(select(Kemiripan).where(is_mine)):
        pairs[row.other_id if row.naskah_id == naskah_id else row.naskah_id] = row
    for other_id, row in pairs.items():
        if other_id in found:
            row.skor, row.seen_at = max(found[other_id], row.skor or 0.0) if has_other_parts else found[other_id], now
        elif has_other_parts is None:
            row.skor = None
    for other_id in found.keys() - pairs.keys():
        first, second = sorted((naskah_id, other_id))
        session.add(Kemiripan(naskah_id=first, other_id=second, skor=found[other_id], seen_at=now))
    session.flush()
    session.execute(delete(Kemiripan).where(is_mine, Kemiripan.skor.is_(None), Kemiripan.dismissed_at.is_(None)))
