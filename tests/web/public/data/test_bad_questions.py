"""Wrong parameters are answered alike by page, interface and feed; no question of any kind is a fault of ours."""

from urllib.parse import quote

import pytest

from tests.fixtures.public_site import Site

WRONG = {
    "lingkup": ("dunia", "LUAR_NEGERI", "luar_negeri,dalam_negeri", "\x00", "%"),
    "bentuk": ("mou", "9" * 5000),
    "status": ("terbit", "-1"),
    "tahun": ("26", "20260", "1899", "2200", "-2026", "1e3", "dua ribu", "２０２６"),
    "negara": ("Korea", "KOR", "K", "🇰🇷", "%%"),
    "unit": ("I" * 101, "../etc", "IMI\x00", "<b>", "I MI"),
    "mitra": ("Pemerintah Kabupaten", "../etc", "x" * 101, "'"),
    "dari": ("dulu", "9999", "-1", "2026.0"),
    "sampai": ("nanti", "1e4"),
    "berakhir": ("0", "-6", "121", "enam", "9" * 400),
    "urut": ("harga", "TERBARU", "9"),
    "q": ("a" * 20_000,),
}
REPEATED = ("q", "dari", "sampai", "berakhir", "urut")
RIGHT = ("negara=kr", "negara=KR&negara=JP", "tahun=1900", "dari=1900&sampai=2199", "unit=A.b_c-1", "mitra=A-b.C")
PLACES = ("/cari", "/api/v1/naskah", "/umpan.atom")


def statuses(site: Site, query: str) -> dict[str, int]:
    return {path: site.client.get(f"{path}?{query}").status_code for path in PLACES}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values],
                         ids=lambda text: text[:12].encode("ascii", "backslashreplace").decode())  # fmt: skip
def test_a_wrong_value_is_refused_everywhere_and_named(site: Site, name: str, value: str) -> None:
    query = f"{name}={quote(value)}"

    assert statuses(site, query) == dict.fromkeys(PLACES, 400)
    assert site.client.get(f"/api/v1/naskah?{query}").json["parameter"] == name


@pytest.mark.parametrize("name", REPEATED)
def test_what_may_be_given_once_is_refused_twice(site: Site, name: str) -> None:
    assert statuses(site, f"{name}=2020&{name}=2021") == dict.fromkeys(PLACES, 400)


@pytest.mark.parametrize("query", RIGHT)
def test_a_right_value_is_taken_everywhere(site: Site, query: str) -> None:
    assert statuses(site, query) == dict.fromkeys(PLACES, 200)


def test_a_country_counts_what_it_lists(site: Site) -> None:
    for negara in ("ID", "KR"):
        found = site.client.get(f"/api/v1/naskah?negara={negara}&per_page=100").json
        listed = site.client.get("/api/v1/naskah?per_page=100").json
        with_it = [one["kode"] for one in listed["items"] if negara in {mitra["negara"] for mitra in one["mitra"]}]
        counted = {one["value"]: one["count"] for one in listed["facets"]["negara"]}
        assert found["total"] == len(with_it) == counted[negara]
        assert sorted(one["kode"] for one in found["items"]) == sorted(with_it)


ADDRESSES = (
    "/", "/cari", "/mitra", "/unit", "/negara", "/tahun", "/n/{foreign}", "/umpan.atom", "/oai", "/sitemap.xml",
    "/data/", "/data/naskah.csv", "/data/naskah.jsonl", "/data/perubahan.json", "/data/katalog.ttl",
    "/data/katalog.jsonld", "/integrasi/jdihn.json", "/api/v1/naskah", "/api/v1/naskah/{foreign}",
)  # fmt: skip
STRANGE = ("=", "&&&", "%", "%FF=%FE", "q=%00", "hal=-1", "hal=" + "9" * 3000, "hlm=-5", "hlm=1e9", "verb=%ED%A0%80",
           "sejak=-0", "bagian=%00", "huruf=%F0%9F%98%80", "q[]=a", "a=" + "b" * 7000, "verb=ListRecords&until=%00",
           "x;y=1", "tampil=%FF", "q=%E2%80%AE", "resumptionToken=%00&verb=ListRecords")  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_question_is_a_fault_of_ours(site: Site, address: str) -> None:
    path = address.format(**site.kode)
    for query in STRANGE:
        answer = site.client.get(f"{path}?{query}")
        assert answer.status_code < 500, (path, query)
        answer.close()
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert site.client.open(path, method=method).status_code < 500, (path, method)
