"""A search text is parsed by the edge, once for a request, whatever is made of it below."""

import pytest

from portal.search import query
from portal.web.kept_answers import KeptAnswers
from tests.fixtures.public_site import Site


@pytest.mark.parametrize(
    "address",
    ["/cari?q=kerja", "/cari?q=kerja&lingkup=luar_negeri", "/cari?q=kerjja", "/api/v1/naskah?q=kerjja"],
    ids=["teks", "dengan saringan", "salah ketik", "API"],
)
def test_a_request_parses_its_text_once(site: Site, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    clean = query._cleaned

    def cleaned(text: str) -> str:
        seen.append(text)
        return clean(text)

    monkeypatch.setattr(query, "_cleaned", cleaned)
    # Another test may have asked the same before: this is about making an answer.
    monkeypatch.setitem(site.app.extensions, "kept_answers", KeptAnswers(0))
    answer = site.client.get(address)

    assert answer.status_code == 200
    assert len(seen) == 1, seen
