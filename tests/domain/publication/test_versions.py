"""Which earlier publication may still be read: none whose files were taken out, redacted, or ever held."""

import pytest

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.publication.versions import Keeping, PublicFile, keeping

J = JenisBerkas


def files(*names: str) -> list[PublicFile]:
    kinds = {"n": J.NASKAH, "l": J.LAMPIRAN, "t": J.TERJEMAHAN, "s": J.SALINAN_PUBLIK}
    return [PublicFile(kinds[name[0]], name) for name in names]


CASES = [
    pytest.param(files("n1"), files("n1"), Keeping.ALL, id="only the fields were corrected"),
    pytest.param(files("n1"), files("n2"), Keeping.ALL, id="a better scan took the place of the first"),
    pytest.param(files("n1"), files("n1", "l1"), Keeping.ALL, id="an annex came"),
    pytest.param(files(), files("n1"), Keeping.ALL, id="the file came after the entry"),
    pytest.param(files(), files(), Keeping.ALL, id="never any file"),
    pytest.param(files("n1", "l1"), files("n1"), Keeping.NONE, id="an annex was taken out"),
    pytest.param(files("n1", "l1"), files("n2"), Keeping.NONE, id="an annex was taken out with a new scan"),
    pytest.param(files("n1"), files(), Keeping.NONE, id="all files were taken out"),
    pytest.param(files("n1"), files("s1"), Keeping.NONE, id="a redacted copy took its place"),
    pytest.param(files("s1"), files("s2"), Keeping.NONE, id="another redacted copy took its place"),
    pytest.param(files("s1"), files("n1"), Keeping.NONE, id="the original took the place of the redacted copy"),
    pytest.param(files("s1"), files("s1"), Keeping.ALL, id="the same redacted copy"),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_files_that_become_fewer_or_redacted_take_earlier_ones_away(
    before: list[PublicFile], after: list[PublicFile], expected: Keeping
) -> None:
    assert keeping(before, after, was_held=False, has_personal_fields=False) is expected


def test_what_was_ever_held_for_its_content_is_not_kept() -> None:
    assert keeping(files("n1"), files("n2"), was_held=True, has_personal_fields=False) is Keeping.NONE


@pytest.mark.parametrize("after", [files("n1"), files("n2")])
def test_personal_numbers_in_the_fields_keep_that_one_back_alone(after: list[PublicFile]) -> None:
    assert keeping(files("n1"), after, was_held=False, has_personal_fields=True) is Keeping.EARLIER
