"""Nothing of a non-public record reaches the public: not a word, a count, a suggestion or a file.

The public crawls a portal, then records of every non-public kind are added, each full of a word of its own, and the
same crawl is made again: every answer must be the same byte for byte.
"""

import re
from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select

from portal.domain.naskah import Visibilitas
from portal.models.naskah import Naskah
from portal.services import publishing
from portal.services.editing import update_naskah
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.pdf import text_pdf

CANARY = "kolibrimerahjambu"
QUERIES = (
    CANARY,
    f"{CANARY[:5]}*",
    f'"{CANARY}"',
    "kolibrimerahjambo",
    f"perlintasan -{CANARY}",
    f"{CANARY} OR perlintasan",
)
PAGES = (
    "/",
    "/cari",
    "/mitra",
    "/unit",
    "/negara",
    "/tahun",
    "/tentang",
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/naskah",
)
# What differs between two answers to the same question: how long it took.
VARYING = re.compile(rb'"took_ms":\s*\d+')


def crawl(client: FlaskClient, kode_list: list[str]) -> dict[str, tuple[int, bytes, list[tuple[str, str]]]]:
    paths = [*PAGES]
    paths += [f"/cari?q={query}" for query in QUERIES]
    paths += [f"/api/v1/naskah?q={query}" for query in QUERIES]
    paths += [f"/cari?urut={order}" for order in ("terbaru", "terlama", "berakhir", "judul")]
    for kode in kode_list:
        paths += [
            f"/n/{kode}",
            f"/n/{kode}?tampil=teks",
            f"/n/{kode}/naskah.pdf",
            f"/n/{kode}/hlm/1.webp",
            f"/api/v1/naskah/{kode}",
        ]
    answers = {}
    for path in paths:
        answer = client.get(path)
        headers = sorted(
            (name, value) for name, value in answer.headers if name not in ("Date", "ETag", "Content-Length")
        )
        answers[path] = (answer.status_code, VARYING.sub(b"", answer.get_data()), headers)
    return answers


def test_every_public_answer_is_the_same_with_and_without_confidential_records(
    office: Office, client: FlaskClient
) -> None:
    public = [office.publish(), office.publish(foreign_fields())]
    before = crawl(client, public)

    hidden = _add_confidential(office, public[0])
    after = crawl(client, public)

    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []
    for answer in after.values():
        # The typed word comes back in the search box; nothing of the records may stand beside it.
        assert b"Isi " + CANARY.encode() not in answer[1]
    assert hidden


def test_a_confidential_code_answers_exactly_as_an_unknown_one(office: Office, client: FlaskClient) -> None:
    hidden = _add_confidential(office, office.publish())
    unknown = next(f"2026-{number}" for number in range(10_000, 20_000) if f"2026-{number}" not in hidden)

    for pattern in ("/n/{}", "/n/{}/naskah.pdf", "/n/{}/berkas/1.pdf", "/n/{}/hlm/1.webp", "/api/v1/naskah/{}"):
        expected = client.get(pattern.format(unknown))
        for kode in hidden:
            got = client.get(pattern.format(kode))
            assert (got.status_code, got.data) == (404, expected.data), (pattern, kode)
            assert sorted(got.headers) == sorted(expected.headers)


def _add_confidential(office: Office, returned: str) -> list[str]:
    """A draft, a held, an exempt record, and private edits on a published one; codes of those that are hidden."""
    secret = {"judul": f"Isi {CANARY}", "ruang_lingkup": f"Isi {CANARY}", "catatan_internal": f"Isi {CANARY}"}
    pdf = text_pdf([f"Isi {CANARY} halaman satu"])
    draft = office.upload(sample_fields(**secret), pdf=pdf, nama=f"{CANARY}.pdf").kode
    held = office.upload(foreign_fields(**secret), pdf=text_pdf([f"Isi {CANARY} tertahan"])).kode
    office.submit(held)
    exempt_fields = sample_fields(
        **secret,
        visibilitas=Visibilitas.DIKECUALIKAN,
        dasar_visibilitas=f"Isi {CANARY}",
        putusan_ppid="PPID-1",
        tinjau_on=date(2027, 1, 1),
    )
    exempt = office.upload(exempt_fields, pdf=text_pdf([f"Isi {CANARY} dikecualikan"])).kode
    office.submit(exempt)
    office.drain()
    with office.stores.database.transaction() as session:
        publishing.return_naskah(session, returned, f"Isi {CANARY}", office.act())
    with office.stores.database.transaction() as session:
        version = session.scalars(select(Naskah.version).where(Naskah.kode == returned)).one()
        update_naskah(session, returned, version, sample_fields(**secret), office.act())
    office.upload(kode=returned, pdf=text_pdf([f"Isi {CANARY} lampiran"]))
    office.drain()
    return [draft, held, exempt]
