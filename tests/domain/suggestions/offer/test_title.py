"""The title that is offered."""

from portal.domain.suggestions.values import Field
from tests.factories.naskah_heads import TITLE_WITHOUT_TENTANG
from tests.factories.suggested import suggested


def test_a_title_without_tentang_is_never_sure() -> None:
    found = suggested(TITLE_WITHOUT_TENTANG)

    assert not next(s for s in found if s.bidang is Field.JUDUL).is_sure
