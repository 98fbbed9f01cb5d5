"""Whom a second factor is asked of, and until when; what is told of an address."""

from datetime import date

import pytest

from portal.domain.permissions import Peran
from portal.domain.second_factor import (
    FactorDemand,
    FactorPolicy,
    demand,
    is_password_enough,
    last_day_without,
    shortened,
)

FIRST = date(2026, 6, 1)
LAST = date(2026, 6, 15)


def test_the_grace_is_fourteen_days_from_the_day_of_the_first_entry() -> None:
    assert last_day_without(FIRST) == LAST


@pytest.mark.parametrize(
    ("policy", "peran", "has_factor", "due_on", "today", "expected"),
    [
        ("required", Peran.BIRO, False, LAST, FIRST, FactorDemand.SOON),
        ("required", Peran.PPID, False, LAST, LAST, FactorDemand.SOON),
        ("required", Peran.ADMIN, False, LAST, date(2026, 6, 16), FactorDemand.NOW),
        ("required", Peran.BIRO, True, LAST, date(2026, 6, 16), FactorDemand.NONE),
        # Inside since before it was asked for: the days begin with the next entry.
        ("required", Peran.BIRO, False, None, FIRST, FactorDemand.SOON),
        ("required", Peran.PENGELOLA, False, LAST, date(2027, 1, 1), FactorDemand.NONE),
        ("required", Peran.PIMPINAN, False, None, FIRST, FactorDemand.NONE),
        ("optional", Peran.ADMIN, False, LAST, date(2027, 1, 1), FactorDemand.NONE),
        ("off", Peran.ADMIN, False, LAST, date(2027, 1, 1), FactorDemand.NONE),
    ],
)
def test_what_an_account_has_to_do(
    policy: str, peran: Peran, has_factor: bool, due_on: date | None, today: date, expected: FactorDemand
) -> None:
    found = demand(FactorPolicy(policy), {peran}, has_factor=has_factor, due_on=due_on, today=today)

    assert found is expected


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("192.0.2.77", "192.0.2.x"),
        ("2001:db8:0:12::/64", "2001:db8:0:x"),
        ("2001:db8:7:12:1:2:3:4", "2001:db8:7:x"),
        ("", ""),
        ("tidak dikenal", ""),
    ],
)
def test_an_address_names_a_network_and_no_machine(address: str, told: str) -> None:
    assert shortened(address) == told


@pytest.mark.parametrize(
    ("policy", "is_short", "has_factor", "is_enough"),
    [
        ("required", True, True, True),
        ("required", True, False, False),
        ("optional", True, True, True),
        ("optional", True, False, False),
        ("off", True, True, False),
        ("off", True, False, False),
        ("off", False, False, True),
        ("required", False, False, True),
    ],
)
def test_a_short_password_is_enough_only_beside_a_factor_that_is_asked_for(
    policy: str, is_short: bool, has_factor: bool, is_enough: bool
) -> None:
    assert is_password_enough(FactorPolicy(policy), is_short=is_short, has_factor=has_factor) is is_enough
