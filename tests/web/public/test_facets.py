"""What a facet offers: a few values in sight, the next ones one click away, and never hundreds of them."""

from werkzeug.datastructures import MultiDict

from portal.queries.public.values import FacetValue, PublicResults
from portal.search.params import read_params
from portal.web.public import facets


def group_of(count: int, chosen: tuple[int, ...] = ()) -> facets.FacetGroup:
    """The facet of the partners, of whom so many have a hit, the first the most."""
    values = tuple(FacetValue(f"m-{at}", f"Mitra {at}", 1000 - at, at in chosen) for at in range(count))
    results = PublicResults((), 1, 1, 20, {"mitra": values}, is_degraded=False, took_ms=1)
    params = read_params(MultiDict([("mitra", f"m-{at}") for at in chosen]))
    (group,) = facets.groups(results, params, {})
    return group


def test_a_few_values_are_all_offered() -> None:
    group = group_of(facets.SHOWN + facets.MOST_OTHERS)

    assert len(group.choices) == facets.SHOWN
    assert len(group.others) == facets.MOST_OTHERS
    assert group.left_out == 0


def test_of_hundreds_the_most_frequent_are_offered_and_the_rest_is_counted() -> None:
    group = group_of(800)

    assert [choice.value for choice in (*group.choices, *group.others)] == [f"m-{at}" for at in range(46)]
    assert group.left_out == 800 - 46


def test_a_chosen_value_stays_in_sight_however_rare_it_is() -> None:
    group = group_of(800, chosen=(2, 700))

    assert [choice.value for choice in group.choices] == ["m-0", "m-1", "m-2", "m-3", "m-4", "m-5", "m-700"]
    assert group.left_out == 800 - 47
