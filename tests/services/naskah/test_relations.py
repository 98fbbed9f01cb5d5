"""Relations between naskah: what may be named, and what must stay unknown."""

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.fields import HubunganFields, NaskahFields
from portal.domain.permissions import Actor, Peran
from portal.errors import BadInputError
from portal.models.audit_entry import AuditEntry
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah
from portal.services.naskah.editing import update_naskah
from tests.factories.desk import Desk, person
from tests.factories.naskah import sample_fields

OWNER = person(Peran.PENGELOLA, "KANIM-A")


def update(desk: Desk, kode: str, version: int, fields: NaskahFields, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        update_naskah(session, kode, version, fields, desk.act(actor))


@pytest.mark.parametrize("jenis", JenisHubungan)
def test_a_relation_to_another_units_draft_is_refused_as_if_it_did_not_exist(desk: Desk, jenis: JenisHubungan) -> None:
    foreign_draft = desk.draft(sample_fields(unit="LAPAS-B"))
    kode = desk.draft(actor=OWNER)
    said = set()
    for target in (foreign_draft, "2019-99999", kode):
        fields = sample_fields(hubungan=(HubunganFields(jenis, target),))
        with pytest.raises(BadInputError) as refused:
            update(desk, kode, desk.version(kode), fields)
        assert refused.value.field == "hubungan"
        said.add(refused.value.message.replace(target, "KODE"))
    assert len(said) == 1


def test_a_relation_may_name_what_is_public_or_ones_own(desk: Desk) -> None:
    public = desk.publish(sample_fields(unit="LAPAS-B"), pages=())
    own = desk.draft(actor=OWNER)
    relations = tuple(HubunganFields(JenisHubungan.PERUBAHAN, target) for target in (public, own))

    kode = desk.draft(sample_fields(hubungan=(*relations, relations[0])), OWNER)
    update(desk, kode, desk.version(kode), sample_fields(hubungan=relations[:1]))

    with desk.stores.database.reading() as session:
        kept = session.scalars(select(Naskah.kode).join(Hubungan, Hubungan.target_id == Naskah.id)).all()
    assert kept == [public]


def test_a_relation_is_told_in_the_audit_trail_of_its_own_naskah(desk: Desk) -> None:
    parent, other = desk.draft(actor=OWNER), desk.draft(actor=OWNER)
    kode = desk.draft(actor=OWNER)
    update(desk, other, desk.version(other), sample_fields(hubungan=(HubunganFields(JenisHubungan.INDUK, kode),)))

    update(desk, kode, desk.version(kode), sample_fields(hubungan=(HubunganFields(JenisHubungan.PERUBAHAN, parent),)))

    with desk.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).one()
    assert (entry.object_key, entry.before, entry.after) == (
        kode,
        '{"hubungan":[]}',
        f'{{"hubungan":["perubahan:{parent}"]}}',
    )
