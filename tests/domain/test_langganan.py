"""Addresses that letters may be sent to, and the hour of the day's news."""

from datetime import UTC, datetime

import pytest

from portal.domain.langganan import may_write_news, read_mail_address
from portal.errors import BadInputError


@pytest.mark.parametrize(
    ("typed", "address", "mailbox"),
    [
        ("nama@contoh.id", "nama@contoh.id", "nama@contoh.id"),
        ("  Nama.Depan@Contoh.GO.ID ", "nama.depan@contoh.go.id", "namadepan@contoh.go.id"),
        ("nama+portal@contoh.id", "nama+portal@contoh.id", "nama@contoh.id"),
        ("n.a.m.a+p.q@contoh.id", "n.a.m.a+p.q@contoh.id", "nama@contoh.id"),
        ("+x@contoh.id", "+x@contoh.id", "+x@contoh.id"),
    ],
)
def test_an_address_is_read_in_small_letters_and_counted_by_its_mailbox(typed: str, address: str, mailbox: str) -> None:
    surel = read_mail_address(typed)

    assert (surel.address, surel.mailbox) == (address, mailbox)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "nama",
        "nama@",
        "@contoh.id",
        "nama@contoh",
        "na ma@contoh.id",
        "nama@contoh.id, lain@contoh.id",
        "nama@contoh.id\r\nBcc: lain@contoh.id",
        "nama..depan@contoh.id",
        "nama@-contoh.id",
        "nama@contoh.123",
        "námá@contoh.id",
        "nama@contoh.id\x00",
        f"{'a' * 65}@contoh.id",
        f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}.id",
        "<nama@contoh.id>",
    ],
    ids=lambda typed: ascii(typed)[1:30],
)
def test_what_no_letter_could_be_sent_to_is_refused(typed: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_mail_address(typed)

    assert refused.value.field == "surel"


def test_news_go_from_six_in_the_morning_of_jakarta() -> None:
    assert not may_write_news(datetime(2026, 3, 1, 22, 59, tzinfo=UTC))
    assert may_write_news(datetime(2026, 3, 1, 23, 0, tzinfo=UTC))
    assert may_write_news(datetime(2026, 3, 2, 16, 59, tzinfo=UTC))
    assert not may_write_news(datetime(2026, 3, 2, 17, 0, tzinfo=UTC))
