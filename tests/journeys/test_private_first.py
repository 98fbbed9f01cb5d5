"""What a unit keeps to itself decides nothing public, also where it came first: no name, class, country or address."""

from pathlib import Path

from tests.factories.crawl import answer_to, crawl, differences
from tests.factories.oracle_queries import oracle_queries
from tests.factories.private_first import partner_names, portal_with

NASKAH = 10
ADDRESSES = 280
QUESTIONS = 120


def test_a_portal_in_which_private_records_came_first_answers_like_one_without_them(tmp_path: Path) -> None:
    words = (*partner_names(NASKAH), "universitas-contoh-1", "universitas-contoh-1-2", "KP", "RAHASIA", "contoh")
    answers, clever, told = [], [], []
    for name in ("tanpa", "dengan"):
        with portal_with(tmp_path / name, NASKAH, has_private=name == "dengan") as portal:
            answers.append(crawl(portal.client, portal.codes, words, most=ADDRESSES))
            asked = oracle_queries(words, QUESTIONS)
            clever.append({address: answer_to(portal.client, portal.codes, address) for address in asked})
            told.append(portal.told_to_staff(words))

    assert differences(*answers) == []
    assert differences(*clever) == []
    assert len(clever[0]) == QUESTIONS
    assert told[0] == told[1]
    assert len(answers[0]) == ADDRESSES
    assert sum(status == 200 for status, _, _ in answers[0].values()) > ADDRESSES / 2
    assert b"Universitas Contoh 1" in answers[0]["/mitra"][2]
