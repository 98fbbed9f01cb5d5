"""Reach of roles: a unit and all below it, on the days of the assignment, and no record for the admin."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from portal.domain.permissions import OPERATOR, SYSTEM_ACTOR, Actor, HeldPenugasan, Peran, opens_records

REACH = {
    "IMI": frozenset({"IMI", "KANWIL-JKT", "KANIM-A"}),
    "KANIM-A": frozenset({"KANIM-A"}),
    "BIRO": frozenset({"BIRO"}),
}
DAY = date(2026, 1, 1)


def person(*held: tuple[Peran, str]) -> Actor:
    return Actor(1, "contoh@contoh.go.id", "Contoh", tuple(HeldPenugasan(unit, p, DAY) for p, unit in held), REACH)


@pytest.mark.parametrize(
    ("day", "is_current"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 6, 15), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
    ids=["sehari sebelum", "hari pertama", "di tengah", "hari terakhir", "sehari sesudah"],
)
def test_both_days_of_an_assignment_count(day: date, is_current: bool) -> None:
    held = HeldPenugasan("KANIM-A", Peran.PENGELOLA, date(2026, 3, 1), date(2026, 9, 30))

    assert held.is_current(day) is is_current


def test_an_assignment_without_end_holds_until_further_notice() -> None:
    assert HeldPenugasan("KANIM-A", Peran.PENGELOLA, DAY).is_current(date(2099, 1, 1))


# role, unit of the role, unit of the record: may read, roles towards the record
REACHING = [
    ("Pasal 39(3): pengelola unit sendiri", Peran.PENGELOLA, "KANIM-A", "KANIM-A", True, True),
    ("Pasal 39(3): pengelola unit induk", Peran.PENGELOLA, "IMI", "KANIM-A", True, True),
    ("pengelola UPT terhadap induknya", Peran.PENGELOLA, "KANIM-A", "IMI", False, False),
    ("pengelola terhadap unit lain", Peran.PENGELOLA, "KANIM-A", "LAPAS-B", False, False),
    ("pimpinan membaca ke bawah", Peran.PIMPINAN, "IMI", "KANIM-A", True, True),
    ("pimpinan tidak membaca unit lain", Peran.PIMPINAN, "IMI", "LAPAS-B", False, False),
    ("biro menjangkau semua", Peran.BIRO, "BIRO", "LAPAS-B", True, True),
    ("PPID menjangkau semua", Peran.PPID, "BIRO", "LAPAS-B", True, True),
    ("admin bukan pembaca naskah", Peran.ADMIN, "BIRO", "LAPAS-B", False, True),
    ("admin bukan pembaca naskah unitnya pun", Peran.ADMIN, "BIRO", "BIRO", False, True),
]


@pytest.mark.parametrize(("peran", "unit", "record", "reads", "holds_role"), [c[1:] for c in REACHING],
                         ids=[c[0] for c in REACHING])  # fmt: skip
def test_a_role_reaches_its_unit_and_those_below(
    peran: Peran, unit: str, record: str, reads: bool, holds_role: bool
) -> None:
    actor = person((peran, unit))

    assert actor.can_read(record) is reads
    assert actor.peran_for(record) == (frozenset({peran}) if holds_role else frozenset())


def test_a_unit_without_known_reach_is_at_least_itself() -> None:
    assert person((Peran.PENGELOLA, "BARU")).can_read("BARU")


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([(Peran.PENGELOLA, "IMI")], {"IMI", "KANWIL-JKT", "KANIM-A"}),
        ([(Peran.PENGELOLA, "KANIM-A"), (Peran.PIMPINAN, "BIRO")], {"KANIM-A", "BIRO"}),
        ([(Peran.ADMIN, "BIRO")], set()),
        ([], set()),
        ([(Peran.BIRO, "BIRO")], None),
        ([(Peran.PPID, "BIRO"), (Peran.PENGELOLA, "KANIM-A")], None),
    ],
)
def test_readable_units_are_what_can_read_says(held: list[tuple[Peran, str]], expected: set[str] | None) -> None:
    actor = person(*held)

    assert actor.readable_units() == expected
    for unit in ("IMI", "KANWIL-JKT", "KANIM-A", "BIRO", "LAPAS-B"):
        assert actor.can_read(unit) is (expected is None or unit in expected)


def test_acting_from_above_is_acting_for_the_unit() -> None:
    assert person((Peran.PENGELOLA, "IMI")).acts_for("KANIM-A")
    assert person((Peran.PENGELOLA, "KANIM-A")).acts_for("BIRO")
    assert not person((Peran.PENGELOLA, "KANIM-A")).acts_for("KANIM-A")
    assert not person((Peran.PENGELOLA, "IMI"), (Peran.PENGELOLA, "KANIM-A")).acts_for("KANIM-A")


def test_the_system_publishes_and_the_operator_stands_for_biro_and_admin() -> None:
    assert SYSTEM_ACTOR.peran_for("KANIM-A") == {Peran.SISTEM}
    assert OPERATOR.peran_for("KANIM-A") == {Peran.BIRO, Peran.ADMIN}
    assert OPERATOR.can_read("KANIM-A")


def test_units_of_a_role_are_those_below_every_assignment_with_it() -> None:
    actor = person((Peran.PENGELOLA, "IMI"), (Peran.PIMPINAN, "BIRO"))

    assert actor.units_as(Peran.PENGELOLA) == {"IMI", "KANWIL-JKT", "KANIM-A"}
    assert actor.units_as(Peran.PPID) == frozenset()


@pytest.mark.parametrize("peran", Peran)
@pytest.mark.parametrize("has_units_below", [False, True])
def test_a_role_needs_a_second_persons_consent_where_it_opens_more_than_a_unit(
    peran: Peran, has_units_below: bool
) -> None:
    opens = has_units_below or peran.value in ("biro", "ppid", "admin")

    assert opens_records(peran, has_units_below=has_units_below) is opens


def test_what_a_person_may_is_never_changed_in_passing() -> None:
    with pytest.raises(FrozenInstanceError):
        person((Peran.BIRO, "BIRO")).email = "lain"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        HeldPenugasan("IMI", Peran.BIRO, DAY).unit = "lain"  # type: ignore[misc]
