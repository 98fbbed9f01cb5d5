"""The family that the public sees: all of it from any member, nothing through or of what is not published."""

from portal import clock
from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.fields import HubunganFields
from portal.queries.public.family import MOST_MEMBERS, is_of_family, load_family
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import withdraw
from tests.queries.conftest import Ask

J = JenisHubungan


def publish(desk: Desk, judul: str, *hubungan: tuple[JenisHubungan, str]) -> str:
    return desk.publish(sample_fields(judul=judul, hubungan=tuple(HubunganFields(*one) for one in hubungan)))


def test_every_member_sees_the_whole_family(desk: Desk, ask: Ask) -> None:
    mou = publish(desk, "Nota")
    pks = publish(desk, "Perjanjian", (J.INDUK, mou))
    panjang = publish(desk, "Perpanjangan", (J.PERPANJANGAN, pks), (J.INDUK, mou))
    publish(desk, "Lain")

    for kode in (mou, pks, panjang):
        family = ask(load_family, kode, clock.today())
        (root,) = family.tree
        assert set(family.members) == {mou, pks, panjang}
        assert (root.kode, root.branches[0].kode, root.branches[0].branches[0].kode) == (mou, pks, panjang)
    assert ask(is_of_family, mou, panjang)


def test_what_is_not_published_is_no_bridge_and_leaves_no_trace(desk: Desk, ask: Ask) -> None:
    mou = publish(desk, "Nota")
    hidden = publish(desk, "Rahasia", (J.INDUK, mou))
    last = publish(desk, "Terakhir", (J.PERPANJANGAN, hidden))
    withdraw(desk, hidden)

    assert ask(load_family, mou, clock.today()).tree == ()
    assert ask(load_family, last, clock.today()).hubungan == ()
    assert not ask(is_of_family, mou, last)


def test_a_naskah_that_stands_alone_has_no_tree(desk: Desk, ask: Ask) -> None:
    kode = publish(desk, "Sendiri")

    family = ask(load_family, kode, clock.today())

    assert (family.tree, family.hubungan, family.is_cut) == ((), (), False)


def test_a_very_large_family_is_cut_and_says_so(desk: Desk, ask: Ask) -> None:
    mou = publish(desk, "Nota")
    with desk.stores.database.transaction() as session:
        from portal.models.terbitan import Terbitan, TerbitanHubungan

        row = session.get(Terbitan, mou)
        values = {c.key: getattr(row, c.key) for c in Terbitan.__table__.columns if c.key != "kode"}
        for number in range(MOST_MEMBERS + 5):
            kode = f"2020-{20000 + number}"
            session.add(Terbitan(kode=kode, **values))
            session.flush()
            session.add(TerbitanHubungan(kode=kode, target_kode=mou, jenis=J.INDUK))

    family = ask(load_family, mou, clock.today())

    assert (len(family.members), family.is_cut) == (MOST_MEMBERS, True)
    assert mou in family.members
