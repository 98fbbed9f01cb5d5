"""The contact of the public pages: what may be set, and what stands there where nothing was."""

import pytest

from portal.domain.contact import DEFAULT_UNIT, LONGEST, Contact, read_contact
from portal.errors import BadInputError


def test_nothing_set_names_the_biro_alone() -> None:
    assert read_contact() == Contact()
    assert Contact().unit == DEFAULT_UNIT
    assert (Contact().phone_link, Contact().security_email) == ("", "")


def test_everything_set_is_kept_in_one_line_each() -> None:
    found = read_contact(
        unit=" Biro \n Contoh ",
        address="Jalan Contoh 1,\nJakarta",
        email="hukum@contoh.go.id",
        phone="+62 (21) 525-3004",
    )

    assert found == Contact("Biro Contoh", "Jalan Contoh 1, Jakarta", "hukum@contoh.go.id", "+62 (21) 525-3004")
    assert (found.phone_link, found.security_email) == ("+62215253004", "hukum@contoh.go.id")
    assert read_contact(email="a@contoh.go.id", security="b@contoh.go.id").security_email == "b@contoh.go.id"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "bukan surel"),
        ("email", "a@b"),
        ("email", "a@contoh.go.id\nBcc: b@contoh.go.id"),
        ("security", "javascript:alert(1)"),
        ("phone", "telepon kami"),
        ("phone", "12"),
        ("phone", "１２３４５６７"),
        ("unit", "x" * (LONGEST + 1)),
        ("address", "x" * (LONGEST + 1)),
    ],
)
def test_what_is_no_contact_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_contact(**{name: value})

    assert refused.value.field == name
