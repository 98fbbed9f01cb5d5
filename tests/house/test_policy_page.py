"""The page of the handbook about who may do what says what the tables say."""

from tests.fixtures import policy_page


def test_the_page_says_what_the_tables_say_and_make_policy_brings_it_up_to_date() -> None:
    assert policy_page.PAGE.read_text("utf-8") == policy_page.written()
