"""`portal show`: JSON for scripts, lines for people, and no text of a file that steers the terminal."""

import json
from io import StringIO

import pytest

from portal.cli import show
from portal.errors import NotFoundError
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields


def test_json_is_everything_the_portal_holds(stores: Stores, office: Office) -> None:
    kode = office.publish(sample_fields(judul="CONTOH Perjanjian “Émas”"), pages=["Pasal satu"])
    out = StringIO()

    code = show.run(stores, kode, as_json=True, out=out)

    found = json.loads(out.getvalue())
    assert code == 0
    assert found["kode"] == kode
    assert found["files"][0]["pages"][0]["teks"].strip() == "Pasal satu"
    assert "Émas" in out.getvalue()


def test_people_get_lines(stores: Stores, office: Office) -> None:
    kode = office.publish(pages=["Pasal satu"])
    out = StringIO()

    show.run(stores, kode, as_json=False, out=out)

    lines = out.getvalue().splitlines()
    assert lines[0] == f"{kode}  Pertukaran Data Perlintasan"
    assert lines[1].startswith("Status: terbit")
    assert any(line.startswith("Berkas: naskah.pdf (naskah, ") and "terbuka" in line for line in lines)
    assert "  hlm 1 [digital] Pasal satu" in lines
    assert any(line.startswith("Riwayat: ") and "naskah.terbit" in line for line in lines)


def test_control_characters_do_not_reach_the_terminal(stores: Stores, office: Office) -> None:
    hostile = "CONTOH \x1b[31mmerah\x07\u202e terbalik"
    kode = office.upload(sample_fields(judul=hostile)).kode
    out = StringIO()

    show.run(stores, kode, as_json=False, out=out)

    assert not set(out.getvalue()) & {"\x1b", "\x07", "\u202e"}


def test_an_unknown_code_is_an_error_of_one_line(stores: Stores) -> None:
    with pytest.raises(NotFoundError) as unknown:
        show.run(stores, "2026-00000\n" * 9, as_json=True, out=StringIO())

    assert len(unknown.value.message) < 60
