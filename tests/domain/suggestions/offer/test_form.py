"""The form that is offered."""

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.factories.naskah_heads import BROKEN_HEADS
from tests.factories.naskah_text import page


def test_form_that_was_not_printed_is_never_suggested_as_sure() -> None:
    found = suggest([page(BROKEN_HEADS["the form lost"])], Known())

    assert next(s for s in found if s.bidang is Field.BENTUK).is_sure is False
