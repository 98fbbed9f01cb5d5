"""A list without an entry says what is missing, not that there is no naskah."""

import pytest
from flask.testing import FlaskClient

from tests.factories.naskah import Office, sample_fields
from tests.fixtures.page import faults, read_page


@pytest.fixture
def domestic(office: Office, client: FlaskClient) -> FlaskClient:
    """A portal with one naskah, that has neither a country nor a subject."""
    office.publish(sample_fields(subjek=()), pages=["Pasal 1"])
    return client


def test_a_list_without_an_entry_says_so_of_itself_alone_and_leads_on(domestic: FlaskClient) -> None:
    for address in ("/negara", "/subjek"):
        page = read_page(domestic.get(address).text)

        assert faults(page) == []
        assert "Daftar ini masih kosong" in page.text
        assert "Belum ada naskah yang dipublikasikan" not in page.text
        assert "/cari" in page.links


def test_a_filter_that_nothing_meets_leaves_no_empty_box_of_filters(domestic: FlaskClient) -> None:
    page = read_page(domestic.get("/cari?berakhir=1").text)

    assert "0 naskah sesuai saringan" in page.text
    assert "Terapkan" not in page.text
    assert "saring" not in page.ids
    assert page.title.startswith("Naskah: Berakhir dalam 1 bulan")
