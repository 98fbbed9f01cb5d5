"""A withdrawal at every open address, from the table of the application: gone with the next request."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from flask import Flask
from PIL import Image
from werkzeug.routing import Rule

from indexer import public_log
from portal.domain.naskah.enumerations import JenisHubungan, JenisMitra, Presisi
from portal.domain.naskah.fields import HubunganFields, NaskahFields, PihakFields
from portal.domain.tanggal import Tanggal
from portal.services.berkas import uploading
from portal.services.berkas.reading import StoredImage
from portal.services.naskah.editing import update_naskah
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web.policy import OPEN
from portal.web.public.formats.signposting import FORMATS
from portal.web.words.labels.statistik import TABLES
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.naskah import Office, sample_fields

WORDS = ("zebrakuning", "gajahbiru", "kudahitam", "burunghijau", "lebahputih", "rusamerah", "angsaabu")
"""They stand in the title, the text, the partner, a subject, a signatory, a number, and the title of before."""
ELSEWHERE = frozenset({"static", "assets.stylesheet", "auth.login", "umpan.umpan_kalender", "public.log_tile"})
"""They hold nothing of a naskah, or (tiles) nothing but its code and sealed digests."""
MINUTE = 60


def fields(**changes: object) -> NaskahFields:
    signed = Tanggal(date(2026, 3, 12), Presisi.HARI)
    partner = PihakFields(
        "Yayasan Kudahitam",
        jenis=JenisMitra.LEMBAGA_NONPEMERINTAH,
        negara="ID",
        nomor="RUSAMERAH/7/2026",
        penanda_tangan="Lebahputih",
        jabatan="Ketua",
        signed=signed,
    )
    ours = PihakFields("Kementerian Contoh", is_kementerian=True, nomor="MIP-7.HH.05.02 Tahun 2026", signed=signed)
    values: dict[str, object] = {"judul": "Zebrakuning", "subjek": ("Burunghijau",), "pihak": (ours, partner)}
    return sample_fields(**values | changes)


def published(desk: Desk, values: NaskahFields, text: str) -> tuple[str, str]:
    """A published naskah with one page and its picture: its code, and the digest of its file."""
    picture = BytesIO()
    Image.new("RGB", (60, 80), "white").save(picture, "WEBP")
    picture.seek(0)
    stored = desk.stores.derived.put(picture)
    kode, data = desk.draft(values), pdf_bytes(text)
    accepted = desk.send(uploading.Target(kode=kode), data)
    desk.read(accepted.berkas_id, [text], images={1: StoredImage(stored.digest, 60, 80)})
    desk.office.submit(kode)
    desk.advance(kode)
    return kode, hashlib.sha256(data).hexdigest()


def addresses(app: Flask, rule: Rule, kode: str, other: str, digest: str) -> Iterator[str]:
    """The addresses of a rule that speak of this naskah, or might."""
    values = {
        "kode": (kode,), "lain": (other,), "versi": ("1",), "urutan": ("1",), "nomor": ("1",), "suffix": tuple(FORMATS),
        "form": ("jpg", "webp"), "name": tuple(TABLES), "token": ("x",),
    }  # fmt: skip
    paths = [rule.rule]
    for name in sorted(rule.arguments):
        paths = [
            re.sub(rf"<(?:[^<>]*:)?{name}>", lambda _, value=value: value, path)
            for path in paths
            for value in values[name]
        ]
    questions = ["", f"sidik={digest}", "verb=ListRecords&metadataPrefix=oai_dc", "sejak=0", "tampil=teks", "semua=1",
                 f"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:127.0.0.1:{kode}", "mitra=yayasan-kudahitam",
                 "q=kerja+sama", "q=perlintasan", f"q={kode}", "subjek=burunghijau", "q=2026"]  # fmt: skip
    questions += [f"q={word[:7]}" for word in WORDS] + [f"q={WORDS[0][:6]}*"]
    if "kode" in rule.arguments:
        questions = ["", "tampil=teks", "semua=1", "hlm=1", "buka=1"]
    for path in paths:
        yield from (f"{path}?{question}" if question else path for question in questions)


def test_a_withdrawn_naskah_is_gone_at_once_at_every_open_address(office: Office, app: Flask) -> None:
    desk = Desk(office)
    kode, digest = published(desk, fields(judul="Angsaabu"), "Pasal 1\nGajahbiru")
    with office.stores.database.transaction() as session:
        # The first version is kept beside the corrected one.
        update_naskah(session, kode, desk.version(kode), fields(), office.act())
    office.submit(kode)
    desk.advance(kode)
    related = (HubunganFields(JenisHubungan.PELAKSANA, kode),)
    child, _ = published(desk, sample_fields(judul="Pelaksana", hubungan=related), "Pasal 1\nPelaksanaan")
    desk.work()
    public_log.sign(office.stores)
    client = app.test_client()
    rules = [
        rule for rule in app.url_map.iter_rules()
        if rule.endpoint in OPEN - ELSEWHERE and "GET" in (rule.methods or ())
    ]  # fmt: skip
    asked = {
        address: rule
        for rule in rules
        for one, other in ((kode, child), (child, kode))
        for address in addresses(app, rule, one, other, digest)
    }

    def told(address: str) -> tuple[int, str, str]:
        answer = client.get(address)
        body = (answer.get_data() + repr(sorted(answer.headers.items())).encode()).decode("utf-8", "replace").lower()
        answer.close()
        # What the visitor typed themselves comes back.
        return answer.status_code, body, answer.headers.get("Cache-Control", "")

    before = {address: told(address) for address in asked}
    of_naskah = [
        address
        for address in asked
        if (address.startswith(f"/n/{kode}") or f"naskah/{kode}" in address) and before[address][0] in (200, 303)
    ]
    spoken = {word for word in WORDS for _, body, _ in before.values() if word in body}
    assert spoken == set(WORDS)
    assert {asked[one].endpoint for one in of_naskah} == {rule.endpoint for rule in rules if "kode" in rule.arguments}
    for address, (status, _, kept) in before.items():
        # Whatever may be kept, by a proxy and the browser behind it together, is kept for less than a minute.
        seconds = [int(one) for one in re.findall(r"(?:max-age|s-maxage)=(\d+)", kept)]
        assert status != 200 or kept == "no-store" or (seconds and sum(seconds) <= MINUTE), (address, kept)

    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)
    at_once = {address: told(address) for address in asked}
    desk.work()
    later = {address: told(address) for address in asked if address not in of_naskah}

    assert {address for address in of_naskah if at_once[address][0] != 410} == set()
    for answers in (at_once, later):
        # What a visitor typed themselves comes back.
        left = {
            (address, word)
            for address, (_, body, _) in answers.items()
            for word in WORDS
            if word in body and word not in address
        }
        assert left == set()
    assert {address for address, (status, _, _) in later.items() if status >= 500} == set()
