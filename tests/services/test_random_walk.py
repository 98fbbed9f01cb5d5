"""A long random walk of people and worker over a few naskah: after every step the promises still hold."""

import random
from collections.abc import Callable
from datetime import date

from sqlalchemy import func, select

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import PortalError
from portal.models.audit_entry import AuditEntry
from portal.models.naskah import Naskah
from portal.models.terbitan import Terbitan, TerbitanDitarik, TerbitanHalaman
from portal.services import audit
from portal.services.naskah.editing import update_naskah
from portal.services.publication import exempting, verbs
from portal.services.publication.exempting import Decision
from portal.services.publication.penahanan import answer_penahanan
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk, person
from tests.factories.naskah import sample_fields

STEPS = 500
ANSWERED = (AlasanPenahanan.DATA_PRIBADI, AlasanPenahanan.KLAUSUL)
ACTORS = (
    OPERATOR,
    person(Peran.PENGELOLA, "KANIM-A"),
    person(Peran.PENGELOLA, "LAPAS-B"),
    person(Peran.BIRO, "BIRO"),
    person(Peran.PPID, "BIRO"),
    person(Peran.PIMPINAN, "KANIM-A"),
)
Step = Callable[[Desk, str, Actor, random.Random], object]


def _with(desk: Desk, verb: Callable[..., object], *arguments: object, **how: object) -> None:
    with desk.stores.database.transaction() as session:
        verb(session, *arguments, **how)


STEPS_OF_PEOPLE: dict[str, Step] = {
    "ubah": lambda d, k, a, r: _with(
        d, update_naskah, k, d.version(k), sample_fields(judul=f"Judul {r.random()}"), d.act(a)),
    "ajukan": lambda d, k, a, r: _with(d, verbs.submit, k, d.version(k), d.act(a), is_checked=True),
    "kembalikan": lambda d, k, a, r: _with(d, verbs.return_naskah, k, "Perbaiki", d.act(a)),
    "tarik": lambda d, k, a, r: _with(d, verbs.withdraw, k, d.act(a), alasan=WithdrawalClass.KELIRU),
    "buka lagi": lambda d, k, a, r: _with(d, verbs.reinstate, k, d.act(a)),
    "tingkat": lambda d, k, a, r: _with(
        d, verbs.set_visibility, k, d.act(a), level=r.choice(list(Visibilitas)), dasar="Dasar",
        tinjau_on=date(2027, 1, 1)),
    "putus": lambda d, k, a, r: _with(
        d, exempting.decide, k, Decision(r.random() < 0.2, "PPID-1", "Dasar", date(2099, 1, 1)), d.act(a)),
    "jawab": lambda d, k, a, r: _with(d, answer_penahanan, k, r.choice(ANSWERED), "PPID-1", d.act(a)),
}  # fmt: skip


def entries(desk: Desk) -> int:
    with desk.stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def check_promises(desk: Desk) -> None:
    with desk.stores.database.reading() as session:
        for naskah in session.scalars(select(Naskah)):
            row, gone = session.get(Terbitan, naskah.kode), session.get(TerbitanDitarik, naskah.kode)
            pages = session.scalar(select(func.count()).where(TerbitanHalaman.kode == naskah.kode))
            assert row is None or gone is None
            if naskah.status is Status.DRAF:
                assert row is None
                assert gone is None
            if naskah.status is Status.DITARIK or naskah.visibilitas is Visibilitas.DIKECUALIKAN:
                assert row is None
            if naskah.visibilitas is Visibilitas.DIKECUALIKAN:
                assert gone is None
            if naskah.status is Status.TERBIT and naskah.visibilitas is not Visibilitas.DIKECUALIKAN:
                assert row is not None
            if row is not None:
                assert (pages or 0) == (0 if row.is_metadata_only else 1)
                assert row.is_metadata_only or naskah.visibilitas is Visibilitas.PUBLIK


def test_after_every_step_what_is_public_is_what_was_published_and_each_act_is_one_entry(desk: Desk) -> None:
    dice = random.Random(41)  # noqa: S311 - a repeatable walk, not a secret
    codes = [desk.draft() for _ in range(2)]
    for kode in codes:
        desk.attach(kode, ("Pasal 1",))
    seen: set[tuple[str, Status]] = set()
    for _ in range(STEPS):
        kode, actor = dice.choice(codes), dice.choice(ACTORS)
        before, status = entries(desk), desk.naskah(kode).status
        if dice.random() < 0.12:
            desk.advance(kode)
            written = 1 if status is Status.DIAJUKAN and desk.naskah(kode).status is Status.TERBIT else 0
        else:
            name = dice.choice(list(STEPS_OF_PEOPLE))
            try:
                STEPS_OF_PEOPLE[name](desk, kode, actor, dice)
                written = 1
                seen.add((name, status))
            except PortalError:
                written = 0
        assert entries(desk) == before + written
        check_promises(desk)
    with desk.stores.database.reading() as session:
        assert audit.first_broken(session) is None
    assert {name for name, _ in seen} == set(STEPS_OF_PEOPLE)
    assert {status for _, status in seen} == set(Status)
