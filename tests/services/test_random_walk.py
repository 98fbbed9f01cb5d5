"""A few hundred random steps of people and worker: only what the table lists happens, the promises hold after each."""

import random

from portal.domain.naskah.status import Status
from tests.factories.desk import Desk
from tests.factories.random_walk import STEPS_OF_PEOPLE, Walk

STEPS = 500


def test_after_every_step_what_is_public_is_what_was_published_and_each_act_is_one_entry(desk: Desk) -> None:
    walk = Walk(desk, random.Random(41))  # noqa: S311 - a repeatable walk, not a secret
    walk.steps(STEPS)

    assert {name for name, _ in walk.seen} == set(STEPS_OF_PEOPLE)
    assert {status for _, status in walk.seen} == set(Status)
    assert walk.refused > STEPS / 4
