"""The public side of partners: keys and names made from what is published, and from what the Biro has determined.

Nothing here reads a naskah that is not public. A key is given once, with the first publication, and never changes its
meaning; the entry of a merged partner is led on to the one it was merged into.
"""

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.berkas.filename import slug
from portal.models.insert import insert_into
from portal.models.mitra import Mitra
from portal.models.naskah import NaskahMitra
from portal.models.terbitan import Terbitan, TerbitanNama, TerbitanPihak, TerbitanRedirect
from portal.services.publication import changes

_KIND = "mitra"


def give_keys(session: Session, pihak_list: Iterable[NaskahMitra]) -> None:
    """Give the partners of a naskah that is being published their public keys, from their names on it."""
    named = {pihak.mitra_id: pihak.nama for pihak in reversed(list(pihak_list)) if pihak.mitra_id is not None}
    # Locked in one order, so that two who publish the same partners neither wait in a circle nor give two keys.
    rows = session.scalars(
        select(Mitra)
        .where(Mitra.id.in_(named))
        .order_by(Mitra.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for row in rows:
        if row.public_slug is None:
            row.public_slug = _free_key(session, named[row.id])
            session.flush()


def write_labels(session: Session, keys: Iterable[str]) -> None:
    """Put down the names under which partners stand in the lists and filters of the public; unused ones are left.

    The name the Biro has determined; else the one on the published naskah that was signed last.
    """
    labels = {key: nama for key in set(keys) if (nama := _label(session, key)) is not None}
    put_names(session, _KIND, labels)


def keys_of(session: Session, kode: str) -> frozenset[str]:
    """Public keys of the partners of a published naskah."""
    found = session.scalars(select(TerbitanPihak.mitra_slug).where(TerbitanPihak.kode == kode))
    return frozenset(key for key in found if key is not None)


def put_names(session: Session, jenis: str, names: dict[str, str]) -> None:
    """Write public names by their keys over those that were there.

    Two naskah of one unit may be published at the same moment: whoever comes second waits and writes over the first.
    """
    if not names:
        return
    changes.note_labels(session)
    # Always in one order, so that two who write the same names never wait for each other.
    rows = [{"jenis": jenis, "kunci": kunci, "nama": nama} for kunci, nama in sorted(names.items())]
    statement = insert_into(session, TerbitanNama).values(rows)
    session.execute(
        statement.on_conflict_do_update(index_elements=["jenis", "kunci"], set_={"nama": statement.excluded.nama})
    )


def correct(session: Session, mitra: Mitra) -> None:
    """Let what the Biro has determined of a partner stand on everything published with it, at once."""
    if mitra.public_slug is None:
        return
    _note(session, mitra.public_slug)
    if mitra.determined_jenis is not None:
        told = {"jenis": mitra.determined_jenis, "negara": mitra.determined_negara}
        session.execute(update(TerbitanPihak).where(TerbitanPihak.mitra_slug == mitra.public_slug).values(**told))
    write_labels(session, [mitra.public_slug])


def join(session: Session, source: Mitra, target: Mitra) -> None:
    """Let what is published with one partner stand under the other; the old public key leads to the new one."""
    old = source.public_slug
    if old is None:
        return
    _note(session, old)
    if target.public_slug is None:
        # The address stays and names the entry that stands now.
        source.public_slug = None
        session.flush()
        target.public_slug = old
        session.flush()
    else:
        new = target.public_slug
        session.execute(update(TerbitanRedirect).where(TerbitanRedirect.target == old).values(target=new))
        session.add(TerbitanRedirect(kunci=old, target=new))
        session.execute(update(TerbitanPihak).where(TerbitanPihak.mitra_slug == old).values(mitra_slug=new))
        if (name := session.get(TerbitanNama, (_KIND, old))) is not None:
            session.delete(name)
        session.flush()
    correct(session, target)


def part(session: Session, source: Mitra, target: Mitra, names: frozenset[str]) -> None:
    """Let what is published under one of these names stand under its own partner again, with the address it had."""
    if target.public_slug is None:
        return
    rows = session.scalars(select(TerbitanPihak).where(TerbitanPihak.mitra_slug == target.public_slug)).all()
    mine = [row for row in rows if row.nama.casefold() in names]
    if mine and source.public_slug is None:
        source.public_slug = _free_key(session, mine[0].nama)
    if source.public_slug is not None and (led := session.get(TerbitanRedirect, source.public_slug)) is not None:
        session.delete(led)
    for row in mine:
        row.mitra_slug = source.public_slug
    session.flush()
    changes.note_labels(session)
    changes.note_several(session, (row.kode for row in mine))
    write_labels(session, [key for key in (source.public_slug, target.public_slug) if key is not None])


def _note(session: Session, key: str) -> None:
    changes.note_labels(session)
    codes = session.scalars(select(TerbitanPihak.kode).where(TerbitanPihak.mitra_slug == key).distinct()).all()
    changes.note_several(session, codes)


def _label(session: Session, key: str) -> str | None:
    row = session.execute(
        select(TerbitanPihak.nama, Mitra.determined_nama)
        .join(Terbitan, Terbitan.kode == TerbitanPihak.kode)
        .outerjoin(Mitra, Mitra.public_slug == TerbitanPihak.mitra_slug)
        .where(TerbitanPihak.mitra_slug == key)
        .order_by(Terbitan.signed_on.is_(None), Terbitan.signed_on.desc(), Terbitan.kode.desc(), TerbitanPihak.urutan)
        .limit(1)
    ).first()
    return None if row is None else row.determined_nama or row.nama


def _free_key(session: Session, nama: str) -> str:
    base = slug(nama)
    # The keys of merged entries stay with their entries, so they are never given to another partner.
    taken = set(session.scalars(select(Mitra.public_slug).where(Mitra.public_slug.like(f"{base}%"))))
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
