"""Seeds are encrypted, stay readable while secrets are changed, and belong to one account."""

from portal.services.users.seal import Seal

OLD, NEW = "rahasia lama" * 4, "rahasia baru" * 4


def test_a_seed_is_not_in_what_is_stored_and_comes_back() -> None:
    stored = Seal([OLD]).close(7, "ABCDEFGH")

    assert "ABCDEFGH" not in stored
    assert Seal([OLD]).open(7, stored) == "ABCDEFGH"


def test_a_secret_that_was_replaced_still_opens_and_the_renewed_one_needs_it_no_more() -> None:
    stored = Seal([OLD]).close(7, "ABCDEFGH")
    both = Seal([NEW, OLD])

    assert Seal([NEW]).open(7, stored) is None
    assert both.open(7, stored) == "ABCDEFGH"
    assert Seal([NEW]).open(7, both.renewed(stored)) == "ABCDEFGH"


def test_a_seed_that_was_moved_to_another_account_opens_nothing() -> None:
    seal = Seal([OLD])

    assert seal.open(8, seal.close(7, "ABCDEFGH")) is None
    assert seal.open(7, "rusak") is None
