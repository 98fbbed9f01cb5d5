"""Suggesting: what was read in a file, as suggestions for its naskah; and the wish of a bulk import to hand it in."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, undefer

from portal.domain.berkas.reading import PageText
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState
from portal.domain.naskah.status import Status
from portal.domain.permissions import NOBODY, OPERATOR, Actor, Peran
from portal.domain.plain_text import clean
from portal.domain.suggestions.filling import fill, missing_for_bulk
from portal.domain.suggestions.values import Box, Known, Saran
from portal.domain.tanggal import wib_today
from portal.errors import PortalError
from portal.models import saran as models
from portal.models.berkas import Berkas, Halaman
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.unit import UnitNama
from portal.models.user import User
from portal.queries.mitra import known_to_unit
from portal.services import jobs
from portal.services.acts import Act
from portal.services.berkas.recognising import WAITING, is_second_awaited
from portal.services.berkas.words import unpack_lines, unpack_words
from portal.services.naskah.editing import update_naskah
from portal.services.naskah.fields import to_fields
from portal.services.publication import verbs
from portal.services.users import accounts

LONGEST = 2000
"""Characters of one suggested value that are kept."""
MOST = 200
"""Suggestions of one file that are kept."""


def pages_of(session: Session, berkas_id: int) -> tuple[PageText, ...]:
    """The pages of a file as they were read, with their words, and with the second reading where there is one."""
    columns = (undefer(Halaman.words), undefer(Halaman.second))
    rows = session.scalars(
        select(Halaman).where(Halaman.berkas_id == berkas_id).options(*columns).order_by(Halaman.nomor)
    )
    return tuple(
        PageText(
            row.nomor,
            row.teks,
            row.asal,  # type: ignore[arg-type]  # the origins are those of the CHECK constraint
            0.0,
            0.0,
            unpack_words(row.words),
            confidence=row.keyakinan,
            second=unpack_lines(row.second),
        )
        for row in rows
    )


def known_names(session: Session, berkas_id: int) -> Known:
    """The partners and units that names on a page of this file are compared with; no other unit's drafts are."""
    unit_id = session.scalar(select(Naskah.unit_id).join(Berkas).where(Berkas.id == berkas_id))
    units = session.scalars(select(UnitNama.nama).distinct()).all()
    return Known(known_to_unit(session, unit_id) if unit_id is not None else (), tuple(units))


def store(session: Session, berkas_id: int, found: Sequence[Saran]) -> None:
    """Replace the suggestions of a file by these."""
    session.execute(delete(models.Saran).where(models.Saran.berkas_id == berkas_id))
    if session.get(Berkas, berkas_id) is None:
        return
    session.add_all(_row(berkas_id, saran) for saran in found[:MOST])
    session.flush()


def load(session: Session, berkas_ids: Sequence[int]) -> dict[int, tuple[Saran, ...]]:
    """The suggestions of these files, in the order in which they were made."""
    found: dict[int, list[Saran]] = {}
    rows = select(models.Saran).where(models.Saran.berkas_id.in_(berkas_ids)).order_by(models.Saran.id)
    for row in session.scalars(rows):
        found.setdefault(row.berkas_id, []).append(_value(row))
    return {berkas_id: tuple(values) for berkas_id, values in found.items()}


def wish_publication(session: Session, kode: str, *, now: datetime) -> None:
    """Note that a draft is to be handed in by itself as soon as its fields can be taken from its file with certainty.

    A file that was read faster than the wish was noted is looked at once more.
    """
    naskah = session.scalar(select(Naskah).where(Naskah.kode == kode, Naskah.status == Status.DRAF))
    if naskah is None:
        return
    naskah.is_publication_wished = True
    is_read = (Berkas.naskah_id == naskah.id, Berkas.keadaan == ReadingState.TERBACA)
    for berkas_id in session.scalars(select(Berkas.id).where(*is_read)).all():
        jobs.enqueue(session, JobKind.SARANKAN, berkas_id, now=now, priority=jobs.PRIORITY_BULK)


def grant_wish(session: Session, berkas_id: int, *, now: datetime, priority: int) -> None:
    """Hand in a naskah that a bulk import wished to publish, once its file is read and its fields are sure.

    What is not sure stays a draft for a person; nothing is guessed.
    """
    berkas = session.get(Berkas, berkas_id)
    if berkas is None or berkas.jenis is not JenisBerkas.NASKAH or berkas.replaced_by_id is not None:
        return
    naskah = session.get_one(Naskah, berkas.naskah_id)
    waits = select(Halaman.id).where(Halaman.berkas_id == berkas_id, Halaman.pengenalan.in_(WAITING)).limit(1)
    if not naskah.is_publication_wished or naskah.status is not Status.DRAF or session.scalar(waits) is not None:
        return
    if is_second_awaited(session, berkas_id):
        # What only one reader has seen so far may turn out to be disputed.
        return
    naskah.is_publication_wished = False
    session.flush()
    found = load(session, [berkas_id]).get(berkas_id, ())
    act = Act(_wisher(session, berkas, naskah.unit.kode, now), now)
    with suppress(PortalError), session.begin_nested():
        fields = fill(to_fields(session, naskah), found, sure_only=True)
        if missing_for_bulk(fields, found):
            return
        changed = update_naskah(session, naskah.kode, naskah.version, fields, act)
        verbs.submit(session, changed.kode, changed.version, act, is_checked=False, priority=priority)


def _wisher(session: Session, berkas: Berkas, unit: str, now: datetime) -> Actor:
    """Who sent the file, as a pengelola of this unit where they may work for it today; whoever runs commands where
    nobody is named.

    What a program or a letter brought in is handed in with no more right than it was sent with.
    """
    user = session.get(User, berkas.uploaded_by) if berkas.uploaded_by is not None else None
    if user is None:
        return OPERATOR
    actor = accounts.load_actor(session, user, wib_today(now)) if user.is_active else NOBODY
    if not actor.peran_for(unit) & {Peran.PENGELOLA, Peran.BIRO}:
        return NOBODY
    return actor.limited_to(unit, wib_today(now))


def _row(berkas_id: int, saran: Saran) -> models.Saran:
    box = saran.kotak
    return models.Saran(
        berkas_id=berkas_id,
        bidang=saran.bidang,
        pihak=saran.pihak,
        peringkat=saran.peringkat,
        nilai=clean(saran.nilai)[:LONGEST],
        terdaftar=saran.terdaftar,
        keyakinan=saran.keyakinan,
        keterangan=clean(saran.keterangan)[:LONGEST],
        halaman=saran.halaman,
        kotak_x0=box.x0 if box else None,
        kotak_y0=box.y0 if box else None,
        kotak_x1=box.x1 if box else None,
        kotak_y1=box.y1 if box else None,
        cuplikan=clean(saran.cuplikan)[:LONGEST],
    )


def _value(row: models.Saran) -> Saran:
    edges = (row.kotak_x0, row.kotak_y0, row.kotak_x1, row.kotak_y1)
    is_boxed = None not in edges
    return Saran(
        row.bidang,
        row.nilai,
        row.halaman,
        row.cuplikan,
        row.keyakinan,
        pihak=row.pihak,
        peringkat=row.peringkat,
        kotak=Box(*edges) if is_boxed else None,  # type: ignore[arg-type]  # all four are there
        terdaftar=row.terdaftar,
        keterangan=row.keterangan,
    )
