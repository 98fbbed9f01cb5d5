"""Uploads in parts over HTTP: begin, cut, go on, finish; strangers and forged requests get nowhere."""

from collections.abc import Callable
from io import BytesIO, RawIOBase
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.exceptions import ClientDisconnected

from portal.domain.permissions import Peran
from portal.models.naskah import Naskah
from portal.services.berkas.resuming import LARGEST_PART
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.parts import BEGIN, PDF, begin, finish, put
from tests.factories.pdf import encrypted_pdf
from tests.web.staff.conftest import Browser


class Cut(RawIOBase):
    """A body whose sender goes away before its end."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = BytesIO(data)

    def readinto(self, buffer: Any) -> int:
        """What came, then the break."""
        if count := self._data.readinto(buffer):
            return count
        raise ClientDisconnected


def drafts(stores: Stores) -> int:
    with stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Naskah)) or 0


def parts(stores: Stores) -> list[str]:
    return [path.name for path in stores.spool_dir.glob("*.part")]


def test_a_file_in_parts_becomes_a_draft_and_finishing_twice_makes_no_second(ani: Browser, stores: Stores) -> None:
    place = begin(ani)
    assert place.status_code == 201
    url = place.json["url"]
    for start in range(0, len(PDF), 10_000):
        answer = put(ani, url, start, PDF[start : start + 10_000])
        assert answer.status_code == 200
        assert answer.headers["Upload-Offset"] == str(answer.json["offset"]) == str(min(start + 10_000, len(PDF)))

    first, second = finish(ani, url), finish(ani, url)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json
    assert "PKS_Contoh" in ani.get(first.json["url"]).text
    assert begin(ani).json["kode"] == first.json["kode"]
    assert drafts(stores) == 1
    assert parts(stores) == []


def test_a_connection_cut_within_a_part_goes_on_where_it_broke(ani: Browser, stores: Stores) -> None:
    url = begin(ani).json["url"]
    headers = {"X-CSRFToken": ani.token, "Upload-Offset": "0"}
    environ = {"wsgi.input": Cut(PDF[:9_000]), "CONTENT_LENGTH": "20000"}
    cut = ani.client.put(url, headers=headers, environ_overrides=environ)
    assert cut.status_code == 400

    head = ani.client.head(url)
    assert head.status_code == 200
    assert head.headers["Upload-Offset"] == "9000"
    assert begin(ani).json["offset"] == 9_000
    assert "9 KB dari" in ani.get("/kerja/unggah").text
    assert put(ani, url, 9_000, PDF[9_000:]).json["offset"] == len(PDF)
    assert finish(ani, url).status_code == 201


@pytest.mark.parametrize("offset", ["0", "5001", "999999999999"])
def test_a_part_at_the_wrong_place_is_told_the_right_one(ani: Browser, offset: str) -> None:
    url = begin(ani).json["url"]
    put(ani, url, 0, PDF[:5_000])

    answer = put(ani, url, offset, b"lain")

    assert answer.status_code == 409
    assert answer.json["offset"] == 5_000
    assert finish(ani, url).json["offset"] == 5_000


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "٣", "9" * 40])
def test_a_place_that_is_no_number_is_refused(ani: Browser, offset: str) -> None:
    url = begin(ani).json["url"]

    answer = put(ani, url, "0", b"", headers={"Upload-Offset": offset.encode().decode("latin-1")})

    assert answer.status_code == 422
    assert begin(ani, ukuran=offset).status_code == 422


def test_too_large_is_refused_before_and_while_it_comes(ani: Browser, stores: Stores) -> None:
    before = begin(ani, ukuran="50000001")
    assert before.status_code == 422
    assert "lebih besar dari 50 MB" in before.json["detail"]

    url = begin(ani).json["url"]
    assert put(ani, url, 0, bytes(LARGEST_PART + 1)).status_code == 413
    more = put(ani, url, 0, PDF + b"lebih")
    assert more.status_code == 422
    assert sum((stores.spool_dir / name).stat().st_size for name in parts(stores)) <= len(PDF)


@pytest.mark.parametrize(
    ("pdf", "nama", "reason"),
    [
        (b"", "kosong.pdf", "kosong"),
        (b"PK\x03\x04" * 3000, "surat.docx", "bukan PDF"),
        (encrypted_pdf(), "terkunci.pdf", "kata sandi"),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(
    ani: Browser, stores: Stores, pdf: bytes, nama: str, reason: str
) -> None:
    answer = begin(ani, pdf, nama)
    if answer.status_code == 201:
        url = answer.json["url"]
        answer = put(ani, url, 0, pdf)
        answer = finish(ani, url) if answer.status_code == 200 else answer

    assert answer.status_code == 422
    assert reason in answer.json["detail"]
    assert parts(stores) == []
    assert drafts(stores) == 0


def test_bytes_that_are_stored_already_lead_to_their_naskah(ani: Browser, office: Office, stores: Stores) -> None:
    kode = office.upload(sample_fields(), pdf=PDF).kode
    url = begin(ani).json["url"]
    put(ani, url, 0, PDF)

    answer = finish(ani, url)

    assert (answer.status_code, answer.json["url"]) == (422, f"/kerja/naskah/{kode}")
    assert parts(stores) == []


def test_a_second_file_of_the_same_name_size_and_time_gets_a_code_of_its_own(ani: Browser, stores: Stores) -> None:
    second = PDF[:-5] + b"LAIN%"
    codes = set()
    for pdf in (PDF, second):
        place = begin(ani, pdf)
        assert (place.json["offset"], place.json["kode"]) == (0, "")
        put(ani, place.json["url"], 0, pdf)
        codes.add(finish(ani, place.json["url"]).json["kode"])

    assert len(codes) == drafts(stores) == 2


@pytest.mark.parametrize("sidik", ["", "pendek", "?" * 64, "x" * 81])
def test_without_an_identity_of_its_bytes_no_file_finds_an_earlier_one(ani: Browser, sidik: str) -> None:
    first = begin(ani, sidik=sidik).json
    put(ani, first["url"], 0, PDF)
    assert finish(ani, first["url"]).status_code == 201

    again = begin(ani, sidik=sidik).json

    assert (again["offset"], again["kode"]) == (0, "")
    assert again["kunci"] != first["kunci"]


def test_somebody_else_neither_sees_nor_continues_it(
    ani: Browser, person: Callable[..., Browser], stores: Stores
) -> None:
    url = begin(ani).json["url"]
    put(ani, url, 0, PDF[:5_000])
    for stranger in (person("budi@contoh.go.id"), person("cici@contoh.go.id", Peran.BIRO, "BIRO")):
        stranger.get("/kerja/unggah")
        unknown = stranger.client.get(f"{BEGIN}/{'a' * 64}")
        assert unknown.status_code == 404
        for answer in (stranger.get(url), put(stranger, url, 5_000, PDF[5_000:]), finish(stranger, url)):
            assert (answer.status_code, answer.data) == (404, unknown.data)
        assert "PKS_Contoh.pdf" not in stranger.get("/kerja/unggah").text

    assert ani.get(url).json["offset"] == 5_000


def test_a_foreign_unit_is_refused_before_a_byte_is_sent(ani: Browser, stores: Stores) -> None:
    for unit, reason in (("LAPAS-B", "bukan pengelola"), ("TIDAK-ADA", "tidak terdaftar"), ("", "Pilih unit")):
        answer = begin(ani, unit=unit)
        assert answer.status_code == 422
        assert reason in answer.json["detail"]
    assert list(stores.spool_dir.iterdir()) == []


def test_no_part_is_taken_without_the_token_or_from_a_foreign_page(ani: Browser) -> None:
    url = begin(ani).json["url"]

    assert ani.client.put(url, data=PDF, headers={"Upload-Offset": "0"}).status_code == 400
    assert put(ani, url, 0, PDF, headers={"Origin": "https://jahat.example"}).status_code == 403
    assert ani.get(url).json["offset"] == 0


def test_the_session_may_end_in_between(ani: Browser) -> None:
    url = begin(ani).json["url"]
    put(ani, url, 0, PDF[:5_000])
    ani.post("/keluar")
    assert put(ani, url, 5_000, PDF[5_000:]).status_code in (400, 401)

    assert ani.sign_in().status_code == 303
    ani.get("/kerja/unggah")
    assert begin(ani).json["offset"] == 5_000
    assert put(ani, url, 5_000, PDF[5_000:]).json["offset"] == len(PDF)
    assert finish(ani, url).status_code == 201


def test_names_with_paths_and_controls_are_only_names(ani: Browser) -> None:
    answer = begin(ani, nama="../../etc/\x00passwd\r\n.pdf")

    assert answer.status_code == 201
    assert ".." not in answer.json["url"]


def test_the_plain_form_needs_no_script(ani: Browser, stores: Stores) -> None:
    answer = ani.post("/kerja/unggah", {"unit": "KANIM-A", "key": "k", "berkas": [(BytesIO(PDF), "a.pdf")]})

    assert answer.status_code == 303
    assert drafts(stores) == 1
