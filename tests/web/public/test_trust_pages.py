"""Trust for anybody: is this file genuine, what the public log says, and the forms that programs read it in."""

import gzip
import hashlib
import re

import pytest
import segno
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from sigstore._internal.rekor.checkpoint import SignedCheckpoint
from sqlalchemy import select

from portal.app import create_app
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.public_log.note import VerifierKey, open_checkpoint
from portal.domain.public_log.proof import InclusionProof
from portal.domain.public_log.tiles import tiles_of
from portal.domain.public_log.tree import MerkleTree, leaf_hash
from portal.models.berkas import Berkas
from portal.models.public_log import PublicLogHead
from portal.models.terbitan import TerbitanSidik
from portal.web import assets
from portal.web.delivery import PUBLISHED
from portal.web.qr import qr_svg
from portal.wiring import Stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.public_log import entries
from tests.fixtures.page import faults, read_page
from tests.fixtures.public_site import SECRET, Site
from tests.fixtures.repository import ROOT
from tests.fixtures.statements import counted


def digest_of(site: Site, name: str) -> str:
    """A digest under the code of this naskah, or of its file that nobody may see."""
    with site.office.stores.database.reading() as session:
        public = session.scalars(select(TerbitanSidik.sha256).where(TerbitanSidik.kode == site.kode[name])).first()
        if public is not None:
            return public
        rows = session.scalars(select(Berkas)).all()
        return next(row.sha256 for row in rows if row.naskah.kode == site.kode[name])


def ask(site: Site, sidik: str) -> str:
    return site.client.get("/verifikasi", query_string={"sidik": sidik}).text


def test_the_form_is_a_sound_page_and_asks_the_database_nothing(site: Site) -> None:
    with counted(site.office.stores.database) as seen:
        response = site.client.get("/verifikasi")

    assert (response.status_code, seen) == (200, [])
    assert faults(read_page(response.text)) == []
    assert len(gzip.compress(response.data)) < 12_000


def test_a_published_file_is_told_to_be_the_original_with_its_page_day_and_proof(site: Site) -> None:
    kode, sha256 = site.kode["foreign"], digest_of(site, "foreign")

    for typed in (
        sha256,
        sha256.upper(),
        f" {sha256} ",
        ":".join(re.findall("..", sha256)),
        f"{sha256[:20]} {sha256[20:]}",
    ):
        text = ask(site, typed)
        assert "<b>Asli.</b>" in text
        assert f'href="/n/{kode}"' in text
        assert f'href="/n/{kode}/bukti"' in text
    assert "Kerja Sama Keimigrasian dengan Korea" in text
    assert re.search(r"Terbit sejak</dt>\s*<dd>\s*\d+ \w+ \d{4}", text)
    assert faults(read_page(text)) == []


def test_of_a_withdrawn_file_the_tombstone_is_told_and_not_a_word_more(site: Site) -> None:
    text = ask(site, digest_of(site, "withdrawn"))

    assert "<b>Sudah ditarik.</b>" in text
    assert "Dipublikasikan karena keliru" in text
    assert f'href="/n/{site.kode["withdrawn"]}"' in text
    assert SECRET not in text
    assert "/bukti" not in text


def test_a_file_of_a_draft_or_of_closed_pages_is_answered_like_any_unknown_one(site: Site) -> None:
    unknown = ask(site, "0" * 64)
    assert "<b>Tidak dikenal.</b>" in unknown

    for name in ("draft", "metadata"):
        sha256 = digest_of(site, name)
        assert ask(site, sha256).replace(sha256, "0" * 64) == unknown


def test_what_is_kept_is_asked_for_by_the_same_questions_as_what_is_unknown(site: Site) -> None:
    # So the time of an answer tells nothing either; how long it takes is left to the benchmarks.
    asked = []
    for sidik in (digest_of(site, "draft"), "0" * 64):
        with counted(site.office.stores.database) as seen:
            ask(site, sidik)
        asked.append(list(seen))

    assert asked[0] == asked[1] != []


@pytest.mark.parametrize(
    "sidik",
    ["abc", "g" * 64, "0" * 63, "0" * 65, "<script>alert(1)</script>", "٠" * 64, "0" * 100_00, "\x00" * 64, "💥"],
)
def test_what_is_no_digest_is_named_and_kept_in_the_field(site: Site, sidik: str) -> None:
    response = site.client.get("/verifikasi", query_string={"sidik": sidik})

    assert response.status_code == 400
    assert "terdiri atas 64 angka" in response.text
    assert "<script>alert" not in response.text
    assert "<b>" not in response.text.partition('<form action="/verifikasi"')[2].partition("</form>")[0]


@pytest.mark.parametrize("query", ["sidik=", "sidik=+++", "lain=1", "sidik=%ff%fe", f"sidik={'0' * 64}&sidik=x"])
def test_odd_addresses_never_break_the_page(site: Site, query: str) -> None:
    assert site.client.get(f"/verifikasi?{query}").status_code in (200, 400)


def test_the_log_page_tells_the_head_its_size_and_how_to_check(site: Site) -> None:
    with counted(site.office.stores.database) as seen:
        response = site.client.get("/log/")
    note = site.client.get("/log/checkpoint").text
    name, size, root = note.splitlines()[:3]

    assert len(seen) == 2
    assert faults(read_page(response.text)) == []
    assert len(gzip.compress(response.data)) < 12_000
    for part in (name, size, root, site.client.get("/log/kunci.txt").text.strip(), "tlog-proof"):
        assert part in response.text
    assert site.client.get("/log").headers["Location"].endswith("/log/")


def test_a_log_that_lies_behind_its_head_says_so(stores: Stores, client: FlaskClient) -> None:
    with stores.database.transaction() as session:
        session.get_one(PublicLogHead, 1).broken_size = 1234

    text = client.get("/log/").text

    assert "tidak lagi menuju pos periksa" in text
    assert "1.234 catatan" in text
    assert "Belum ditandatangani" in text


def test_a_log_that_was_never_signed_has_a_page_and_nothing_else(client: FlaskClient) -> None:
    assert "tidak lagi menuju" not in client.get("/log/").text
    for path in ("checkpoint", "kunci.txt", "tile/0/000.p/1"):
        assert client.get(f"/log/{path}").status_code == 404


def test_the_whole_log_is_rebuilt_from_what_is_served(site: Site) -> None:
    response = site.client.get("/log/checkpoint")
    keys = [VerifierKey.from_text(line) for line in site.client.get("/log/kunci.txt").text.splitlines()]
    head = open_checkpoint(response.text, keys)
    served = {tile: site.client.get(f"/log/tile/{tile.path}") for tile in tiles_of(head.size)}

    bundle = b"".join(answer.data for tile, answer in served.items() if tile.level is None)
    found = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        found.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]

    tree = MerkleTree(map(leaf_hash, found))
    assert (tree.size, tree.root()) == (head.size, head.root)
    assert found == [entry.to_bytes() for entry in entries(site.office.stores)]
    assert b"".join(a.data for t, a in served.items() if t.level == 0) == b"".join(map(leaf_hash, found))
    assert SignedCheckpoint.from_text(response.text).checkpoint.log_size == head.size
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=5, must-revalidate"
    assert {answer.headers["Cache-Control"] for answer in served.values()} == {assets.FOREVER}
    assert {answer.content_type for answer in served.values()} == {"application/octet-stream"}
    # Nothing that a withdrawal hides, and no digest of any file.
    everything = b"".join(found)
    for word in (SECRET, "Korea", *(digest_of(site, name) for name in ("foreign", "withdrawn", "draft", "metadata"))):
        assert word.encode() not in everything
    assert site.kode["draft"].encode() not in everything


def test_entries_are_packed_for_whoever_takes_them_packed(site: Site) -> None:
    size = int(site.client.get("/log/checkpoint").text.splitlines()[1])
    path = f"/log/tile/entries/000.p/{size}"

    plain, packed = site.client.get(path), site.client.get(path, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["0/000", "0/000.p/0", "0/000.p/255", "1/000.p/1", "0/001.p/1", "entries/000", "0/00", "x", "64/000.p/1",
             "0/x999/999.p/1", "0/x999/x999/x999/999", "../checkpoint", "%00", "entries/000.p/1/"],
)  # fmt: skip
def test_there_is_nothing_where_no_tile_is(site: Site, path: str) -> None:
    response = site.client.get(f"/log/tile/{path}")

    assert response.status_code in (404, 308)
    assert "no-store" in response.headers["Cache-Control"] or response.status_code == 308


def test_the_page_of_a_naskah_offers_the_check_and_a_proof_that_holds(site: Site) -> None:
    kode = site.kode["foreign"]
    page = site.client.get(f"/n/{kode}").text
    assert 'href="/verifikasi"' in page
    assert "Periksa keaslian" in page

    response = site.client.get(re.search(rf'href="(/n/{kode}/bukti)"', page)[1])  # type: ignore[index]

    keys = [VerifierKey.from_text(line) for line in site.client.get("/log/kunci.txt").text.splitlines()]
    pdf = site.client.get(f"/n/{kode}/naskah.pdf").data
    entry = InclusionProof.from_text(response.text).check_file(hashlib.sha256(pdf).hexdigest(), keys)
    assert (entry.kode, entry.act.value) == (kode, "terbit")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{kode}.tlog-proof"'
    assert response.headers["Cache-Control"] == PUBLISHED
    with counted(site.office.stores.database) as seen:
        site.client.get(f"/n/{kode}/bukti")
    assert len(seen) == 3


def test_a_proof_goes_with_its_page(site: Site) -> None:
    gone = site.client.get(f"/n/{site.kode['withdrawn']}/bukti")

    assert gone.status_code == 410
    assert SECRET not in gone.text
    assert gone.headers["Cache-Control"] == "no-store"
    assert site.client.get(f"/n/{site.kode['draft']}/bukti").status_code == 404
    assert site.client.get("/n/2026-10000/bukti").status_code == 404
    draft, unknown = (site.client.get(f"/n/{kode}/bukti").text for kode in (site.kode["draft"], "2026-10000"))
    assert draft.replace(site.kode["draft"], "2026-10000") == unknown


def test_an_exempted_naskah_is_unknown_by_page_proof_and_digest_alike(office: Office) -> None:
    app = create_app(office.stores.config, office.stores)
    client = app.test_client()
    kode = office.publish(sample_fields(judul="Kelak Dikecualikan"), pages=["Isi kelak dikecualikan"])
    sha256 = hashlib.sha256(client.get(f"/n/{kode}/naskah.pdf").data).hexdigest()
    kept = client.get(f"/n/{kode}/bukti").text
    assert "<b>Asli.</b>" in client.get(f"/verifikasi?sidik={sha256}").text

    office.exempt(kode)
    office.drain()

    unknown = client.get(f"/verifikasi?sidik={'0' * 64}").text
    assert client.get(f"/verifikasi?sidik={sha256}").text.replace(sha256, "0" * 64) == unknown
    assert [client.get(path).status_code for path in (f"/n/{kode}", f"/n/{kode}/bukti")] == [404, 404]
    told = [entry.to_bytes().decode() for entry in entries(office.stores) if entry.kode == kode]
    assert len(told) == 2
    assert all(word not in " ".join(told) for word in (sha256, "dikecualikan", Visibilitas.DIKECUALIKAN.value))
    # Who kept the proof can still show what it showed; the portal gives it to nobody any more.
    keys = [VerifierKey.from_text(line) for line in client.get("/log/kunci.txt").text.splitlines()]
    assert InclusionProof.from_text(kept).check_file(sha256, keys).kode == kode
    app.extensions["pdf_reader"].close()


def test_the_script_that_the_log_page_hands_out_is_the_one_of_the_documents(site: Site) -> None:
    address = re.search(r'href="(/static/verifikasi_naskah[^"]+)"', site.client.get("/log/").text)
    assert address is not None

    assert site.client.get(address[1]).data == (ROOT / "docs/verifikasi_naskah.py").read_bytes()


def test_the_code_on_paper_says_the_address_of_the_page() -> None:
    address = "https://kerjasama.example/n/2026-10001"
    svg = str(qr_svg(address, 'Menuju "halaman" & <naskah>'))

    assert "&lt;naskah&gt;" in svg
    assert len(svg) < 9_000
    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    drawn = Image.new("1", (side, side), 1)
    pen = ImageDraw.Draw(drawn)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg):
        pen.rectangle((int(x), int(y), int(x) + int(width) - 1, int(y)), fill=0)
    matrix = segno.make(address, error="m", micro=False).matrix
    assert [[drawn.getpixel((x + 4, y + 4)) == 0 for x in range(side - 8)] for y in range(side - 8)] == [
        [bool(module) for module in row] for row in matrix
    ]
