"""A likely twin is told as soon as a file is read: in the lists of work and to the page that shows the upload."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete

from portal.models.job import Job
from tests.factories.agreements import agreement, noisy
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.twins import bare, scan
from tests.web.staff.conftest import Browser

SIGN = "Mungkin naskah yang sama"


@pytest.fixture
def desk(office: Office) -> Desk:
    """Files whose text is given instead of read."""
    return Desk(office)


def warned(page: str, kode: str) -> bool:
    """Whether the list leads to the warning of this naskah."""
    return f'/kerja/naskah/{kode}#j-kembar"' in page


@pytest.mark.parametrize("page", ["/kerja/", "/kerja/naskah"])
def test_both_drafts_of_one_agreement_are_marked_in_the_lists(ani: Browser, desk: Desk, page: str) -> None:
    first = scan(desk, bare("Pindaian Pertama"), agreement(0))
    second = scan(desk, bare("Pindaian Kedua"), noisy(agreement(0), 0.05))
    stranger = scan(desk, bare("Naskah Lain"), agreement(1))

    answer = ani.get(page).text

    assert [warned(answer, kode) for kode in (first, second, stranger)] == [True, True, False]
    ani.post(f"/kerja/naskah/{second}/kembar/{first}/bukan")
    assert SIGN not in ani.get(page).text


def test_the_facts_of_another_units_draft_are_no_sign_and_its_text_names_nothing(ani: Browser, desk: Desk) -> None:
    scan(desk, sample_fields(judul="Rahasia Lapas", unit="LAPAS-B"))
    by_facts = scan(desk, sample_fields(judul="Fakta Kita"))
    foreign = scan(desk, bare("Rencana Lapas", "LAPAS-B"), agreement(0))
    by_text = scan(desk, bare("Teks Kita"), noisy(agreement(0), 0.03))

    answer = ani.get("/kerja/").text

    assert [warned(answer, kode) for kode in (by_facts, by_text)] == [False, True]
    assert foreign not in answer


def test_the_page_of_an_upload_hears_of_a_twin_when_the_file_is_read(ani: Browser, desk: Desk) -> None:
    first = scan(desk, bare("Pindaian Pertama"), agreement(0))
    second = scan(desk, bare("Pindaian Kedua"), noisy(agreement(0), 0.02))
    alone = scan(desk, bare("Lain"), agreement(1))
    with desk.stores.database.transaction() as session:
        session.execute(delete(Job))

    told = {kode: ani.get(f"/kerja/naskah/{kode}/keadaan.json").get_json()["kembar"] for kode in (first, second, alone)}

    assert told[second] == f"/kerja/naskah/{second}#j-kembar"
    assert told[alone] == ""
    assert 'id="j-kembar"' in ani.get(f"/kerja/naskah/{second}").text


def test_a_list_without_twins_costs_one_question(ani: Browser, desk: Desk, count_queries: Callable[[], Any]) -> None:
    for number in range(3):
        scan(desk, bare(f"Naskah {number}"), agreement(number))
    with count_queries() as statements:
        assert SIGN not in ani.get("/kerja/naskah").text

    assert sum("kemiripan" in statement for statement in statements) == 1
