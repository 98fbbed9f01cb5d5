"""Retention and legal holds: kept by the Biro alone, and nothing that takes something back goes past a hold."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.retensi import NasibAkhir, RetensiFields
from portal.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, StaleVersionError
from portal.models.audit_entry import AuditEntry
from portal.queries.retensi import retensi_of
from portal.services import retensi
from portal.services.acts import Act
from portal.services.berkas import joining
from portal.services.berkas.joining import BerkasRole
from portal.services.berkas.uploading import Target
from portal.services.naskah import taking_back
from tests.factories import penghitaman as redaction
from tests.factories.desk import Desk, person
from tests.factories.naskah import Office

OVER = RetensiFields("HK.05.01", "JRA CONTOH butir 7", date(2010, 1, 1), 2, 3, NasibAkhir.PERMANEN)
BIRO = person(Peran.BIRO, "BIRO")


@pytest.fixture
def desk(office: Office) -> Desk:
    """The verbs of a test."""
    return Desk(office)


def do(desk: Desk, verb: Callable[[Session, Act], object], actor: Actor = BIRO) -> object:
    with desk.stores.database.transaction() as session:
        return verb(session, desk.act(actor))


def save(desk: Desk, kode: str, fields: RetensiFields = OVER, version: int = 0, actor: Actor = BIRO) -> object:
    return do(desk, lambda session, act: retensi.save_retensi(session, kode, version, fields, act), actor)


def freeze(desk: Desk, kode: str, actor: Actor = BIRO) -> int:
    found = do(desk, lambda session, act: retensi.freeze(session, kode, "Perkara CONTOH 1/2026", "S-1", act), actor)
    assert isinstance(found, int)
    return found


def test_the_biro_alone_keeps_facts_and_holds_and_each_change_is_in_the_history(desk: Desk) -> None:
    kode = desk.publish()
    for other in (person(Peran.PENGELOLA, "KANIM-A"), person(Peran.PPID, "KEMEN"), person(Peran.PIMPINAN, "KANIM-A")):
        with pytest.raises(NotAllowedError):
            save(desk, kode, actor=other)
        with pytest.raises(NotAllowedError):
            freeze(desk, kode, other)
    with pytest.raises(NotFoundError):
        save(desk, kode, actor=person(Peran.ADMIN, "KEMEN"))

    save(desk, kode)
    with pytest.raises(StaleVersionError):
        save(desk, kode)
    save(desk, kode, RetensiFields("HK.06", OVER.jra, OVER.mulai_on, 1, 1, NasibAkhir.MUSNAH), version=1)
    with desk.stores.database.reading() as session:
        found = retensi_of(session, desk.naskah(kode).id)
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.object_key == kode)).all()
    assert found.fields is not None
    assert (found.fields.klasifikasi, found.version, found.is_frozen) == ("HK.06", 2, False)
    assert actions.count("retensi.catat") == 2


def test_nothing_that_takes_something_back_goes_past_a_hold(desk: Desk) -> None:
    published, draft, other = desk.publish(), desk.draft(), desk.draft()
    file = desk.attach(draft, ["Pasal 1"])
    redaction.save(desk, draft, (file.berkas_id, 1), redaction.BOX)
    redaction.accept(desk, redaction.ask(desk, draft))
    redaction.save(desk, draft, (file.berkas_id, 1), redaction.OTHER_BOX)
    role = BerkasRole(JenisBerkas.LAMPIRAN)
    holds = {kode: freeze(desk, kode) for kode in (published, draft)}
    roles = {file.berkas_id: role}
    attempts: dict[str, Callable[[], object]] = {
        "void": lambda: do(desk, lambda s, act: taking_back.void(s, published, "keliru", act), OPERATOR),
        "discard": lambda: do(desk, lambda s, act: taking_back.discard(s, draft, "keliru", act), OPERATOR),
        "replace a file": lambda: desk.send(Target(kode=draft, replaces=file.berkas_id)),
        "join it into another": lambda: do(desk, lambda s, act: joining.join(s, draft, other, roles, act), OPERATOR),
        "join another into it": lambda: do(desk, lambda s, act: joining.join(s, other, draft, {}, act), OPERATOR),
        "move its file": lambda: do(
            desk, lambda s, act: joining.move_file(s, draft, file.berkas_id, other, role, act), OPERATOR
        ),
        "make its public copies anew": lambda: redaction.ask(desk, draft),
        "change its retention": lambda: save(desk, draft),
    }
    for attempt in attempts.values():
        with pytest.raises(ConflictError, match="dibekukan"):
            attempt()
    assert desk.published(published) is not None

    with pytest.raises(BadInputError):
        do(desk, lambda s, act: retensi.lift(s, draft, holds[draft], "  ", act))
    with pytest.raises(NotFoundError):
        do(desk, lambda s, act: retensi.lift(s, published, holds[draft], "selesai", act))
    do(desk, lambda s, act: retensi.lift(s, draft, holds[draft], "Perkara selesai (CONTOH)", act))
    with pytest.raises(ConflictError):
        do(desk, lambda s, act: retensi.lift(s, draft, holds[draft], "lagi", act))
    plan = redaction.ask(desk, draft)
    again = freeze(desk, draft)
    # Placed while the copies were being made, it stands before them too.
    with pytest.raises(ConflictError, match="dibekukan"):
        redaction.accept(desk, plan)
    do(desk, lambda s, act: retensi.lift(s, draft, again, "Perkara selesai (CONTOH)", act))
    assert len(redaction.accept(desk, plan)) == 1
    attempts["discard"]()
