"""The number of pages of an answer, at its edges."""

import pytest

from portal.queries.public.values import PublicResults


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_an_answer_has_at_least_one_page_and_none_that_is_empty(total: int, pages: int) -> None:
    found = PublicResults((), total, 1, 10, {}, is_degraded=False, took_ms=0)

    assert found.page_count == pages
