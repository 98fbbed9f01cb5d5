"""Who gets a notice: the unit, the ones above it, Biro and Sekretaris Jenderal; nobody is left without a reader."""

import pytest

from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.pemberitahuan.recipients import Officer, UnitNode, deciders, may_know, recipients
from portal.domain.pemberitahuan.reminders import EscalationLevel
from portal.domain.permissions import Peran

KEMEN, SETJEN, BIRO, IMI, KANIM, PAS = range(1, 7)
UNITS = {
    unit.id: unit
    for unit in (
        UnitNode(KEMEN, None, JenisUnit.KEMENTERIAN),
        UnitNode(SETJEN, KEMEN, JenisUnit.ESELON1),
        UnitNode(BIRO, SETJEN, JenisUnit.BIRO),
        UnitNode(IMI, KEMEN, JenisUnit.ESELON1),
        UnitNode(KANIM, IMI, JenisUnit.UPT_KANIM),
        UnitNode(PAS, KEMEN, JenisUnit.ESELON1),
    )
}


def someone(name: str, unit_id: int, peran: Peran = Peran.PENGELOLA) -> Officer:
    return Officer(f"{name}@contoh.example", name.title(), unit_id, peran)


PEOPLE = (
    someone("kanim", KANIM),
    someone("kepala-kanim", KANIM, Peran.PIMPINAN),
    someone("imi", IMI),
    someone("dirjen", IMI, Peran.PIMPINAN),
    someone("pas", PAS),
    someone("dirjenpas", PAS, Peran.PIMPINAN),
    someone("biro", BIRO, Peran.BIRO),
    someone("sesjen", SETJEN, Peran.PIMPINAN),
    someone("ppid", SETJEN, Peran.PPID),
    someone("admin", KEMEN, Peran.ADMIN),
)


def names(unit_id: int, jenjang: EscalationLevel, people: tuple[Officer, ...] = PEOPLE) -> list[str]:
    return [person.email.partition("@")[0] for person in recipients(unit_id, jenjang, UNITS, people)]


@pytest.mark.parametrize(
    ("unit_id", "jenjang", "expected"),
    [
        (KANIM, EscalationLevel.UNIT, ["kanim"]),
        (KANIM, EscalationLevel.ATASAN, ["kanim", "kepala-kanim", "imi", "dirjen"]),
        (KANIM, EscalationLevel.BIRO, ["kanim", "kepala-kanim", "imi", "dirjen", "biro", "sesjen"]),
        (IMI, EscalationLevel.UNIT, ["imi"]),
        (IMI, EscalationLevel.ATASAN, ["imi", "dirjen"]),
        (IMI, EscalationLevel.BIRO, ["imi", "dirjen", "biro", "sesjen"]),
        (PAS, EscalationLevel.ATASAN, ["pas", "dirjenpas"]),
    ],
)
def test_a_notice_climbs_from_the_unit_to_its_superiors_to_biro_and_sesjen(
    unit_id: int, jenjang: EscalationLevel, expected: list[str]
) -> None:
    assert names(unit_id, jenjang) == expected


def test_a_unit_without_anybody_is_answered_for_by_the_nearest_one_above_and_at_last_by_the_biro() -> None:
    without_kanim = tuple(person for person in PEOPLE if person.unit_id != KANIM)
    biro_alone = tuple(person for person in PEOPLE if person.peran is Peran.BIRO)

    assert names(KANIM, EscalationLevel.UNIT, without_kanim) == ["imi"]
    assert names(KANIM, EscalationLevel.UNIT, biro_alone) == ["biro"]
    assert names(KANIM, EscalationLevel.BIRO, ()) == []


def test_somebody_with_several_roles_gets_one_letter() -> None:
    people = (someone("a", IMI), someone("a", IMI, Peran.PIMPINAN), someone("a", BIRO, Peran.BIRO))

    assert names(IMI, EscalationLevel.BIRO, people) == ["a"]


def test_an_exemption_that_is_over_is_the_ppids_and_the_biros_where_there_is_none() -> None:
    without = tuple(person for person in PEOPLE if person.peran is not Peran.PPID)

    assert [person.email.partition("@")[0] for person in deciders(PEOPLE)] == ["ppid"]
    assert [person.email.partition("@")[0] for person in deciders(without)] == ["biro"]
    assert deciders(()) == ()


def test_admin_and_ppid_are_never_written_to_about_an_original() -> None:
    everybody = {name for unit_id in UNITS for name in names(unit_id, EscalationLevel.BIRO)}

    assert everybody.isdisjoint({"admin", "ppid"})


def test_the_sekretaris_jenderal_is_told_of_the_delay_without_the_title_of_another_branch() -> None:
    known = {p.email.partition("@")[0]: may_know(p, KANIM, UNITS) for p in PEOPLE}

    assert known == {
        "kanim": True, "kepala-kanim": True, "imi": True, "dirjen": True, "pas": False, "dirjenpas": False,
        "biro": True, "sesjen": False, "ppid": False, "admin": False,
    }  # fmt: skip


def test_a_tree_that_bites_its_own_tail_ends_all_the_same() -> None:
    looped = {1: UnitNode(1, 2, JenisUnit.ESELON1), 2: UnitNode(2, 1, JenisUnit.ESELON1)}

    assert recipients(1, EscalationLevel.BIRO, looped, ()) == ()
