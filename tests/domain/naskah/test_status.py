"""Every (state, action, role) against a table written by hand: what is not listed here is not allowed."""

import itertools
import random
from dataclasses import FrozenInstanceError

import pytest

from portal.domain.naskah.status import (
    ROLES_THAT_ACT,
    TRANSITIONS,
    Action,
    Status,
    allowed_actions,
    next_status,
    other_status,
    status_word,
)
from portal.domain.permissions import Peran
from portal.errors import TransitionNotAllowedError

# state, action → roles that may, next state. Pasal 38: unit and Biro; UU 14/2008: PPID.
EXPECTED = {
    ("draf", "edit"): ("pengelola biro", "draf"),
    ("draf", "discard"): ("pengelola biro", "ditarik"),
    ("draf", "submit"): ("pengelola biro", "diajukan"),
    ("draf", "set_visibility"): ("pengelola biro ppid", "draf"),
    ("diajukan", "edit"): ("pengelola biro", "diajukan"),
    ("diajukan", "publish"): ("sistem", "terbit"),
    ("diajukan", "return"): ("biro", "dikembalikan"),
    ("diajukan", "withdraw"): ("pengelola biro ppid", "ditarik"),
    ("diajukan", "set_visibility"): ("pengelola biro ppid", "diajukan"),
    ("diajukan", "release_hold"): ("pengelola biro ppid", "diajukan"),
    ("diajukan", "decide_exemption"): ("ppid", "diajukan"),
    ("terbit", "decide_exemption"): ("ppid", "terbit"),
    ("dikembalikan", "decide_exemption"): ("ppid", "dikembalikan"),
    ("terbit", "edit"): ("pengelola biro", "terbit"),
    ("terbit", "submit"): ("pengelola biro", "diajukan"),
    ("terbit", "return"): ("biro", "dikembalikan"),
    ("terbit", "withdraw"): ("pengelola biro ppid", "ditarik"),
    ("terbit", "release_hold"): ("pengelola biro ppid", "terbit"),
    ("terbit", "set_visibility"): ("pengelola biro ppid", "terbit"),
    ("dikembalikan", "edit"): ("pengelola biro", "dikembalikan"),
    ("dikembalikan", "submit"): ("pengelola biro", "diajukan"),
    ("dikembalikan", "withdraw"): ("pengelola biro ppid", "ditarik"),
    ("dikembalikan", "set_visibility"): ("pengelola biro ppid", "dikembalikan"),
    ("diajukan", "void"): ("biro", "ditarik"),
    ("terbit", "void"): ("biro", "ditarik"),
    ("dikembalikan", "void"): ("biro", "ditarik"),
    ("ditarik", "void"): ("biro", "ditarik"),
    ("ditarik", "explain_withdrawal"): ("pengelola biro ppid", "ditarik"),
    ("ditarik", "reinstate"): ("biro", "dikembalikan"),
}


@pytest.mark.parametrize("state", Status)
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("peran", Peran)
def test_only_the_listed_steps_exist(state: Status, action: Action, peran: Peran) -> None:
    who, target = EXPECTED.get((state.value, action.value), ("", ""))
    roles = frozenset({peran})
    if peran.value in who.split():
        assert next_status(state, action, roles) is Status(target)
        assert action in allowed_actions(state, roles)
    else:
        assert action not in allowed_actions(state, roles)
        with pytest.raises(TransitionNotAllowedError, match=f"berstatus {state.value}"):
            next_status(state, action, roles)


@pytest.mark.parametrize("state", Status)
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("other", Status)
def test_an_action_leads_where_the_table_says_and_besides_only_where_it_says_so(
    state: Status, action: Action, other: Status
) -> None:
    # What is opened, and what somebody asks to exempt, is looked at again; what the PPID refuses goes back to its unit.
    besides = {("terbit", "set_visibility"): "diajukan", ("diajukan", "decide_exemption"): "dikembalikan"}
    listed = {EXPECTED.get((state.value, action.value), ("", ""))[1], besides.get((state.value, action.value), "")}
    if other.value in listed:
        assert other_status(state, action, other) is other
    else:
        with pytest.raises(TransitionNotAllowedError, match=f"{state.value} ke {other.value}"):
            other_status(state, action, other)


@pytest.mark.parametrize("state", Status)
def test_nobody_without_a_role_may_do_anything(state: Status) -> None:
    assert allowed_actions(state, frozenset()) == frozenset()


def test_several_roles_may_do_what_any_of_them_may() -> None:
    both = frozenset({Peran.PIMPINAN, Peran.PENGELOLA})

    assert allowed_actions(Status.DRAF, both) == allowed_actions(Status.DRAF, frozenset({Peran.PENGELOLA}))


def test_thirty_thousand_random_steps_reach_the_public_only_through_the_worker() -> None:
    dice = random.Random(39)  # noqa: S311 - a repeatable walk, not a secret
    steps = list(itertools.product(Action, Peran))
    state, reached = Status.DRAF, set()
    for _ in range(30_000):
        action, peran = dice.choice(steps)
        try:
            following = next_status(state, action, frozenset({peran}))
        except TransitionNotAllowedError:
            continue
        if following is Status.TERBIT and state is not Status.TERBIT:
            assert (state, action, peran) == (Status.DIAJUKAN, Action.PUBLISH, Peran.SISTEM)
        if state is Status.DITARIK and following is not Status.DITARIK:
            assert (action, peran) == (Action.REINSTATE, Peran.BIRO)
        reached.add((state, action))
        state = following
    # The walk met every row of the table, so none of them is dead; a draft is left once and for all.
    listed = {(Status(state), Action(action)) for state, action in EXPECTED}
    assert {step for step in reached if step[0] is not Status.DRAF} == {
        step for step in listed if step[0] is not Status.DRAF
    }


@pytest.mark.parametrize("state", Status)
@pytest.mark.parametrize("is_exempt", [False, True])
@pytest.mark.parametrize("was_handed_in", [False, True])
@pytest.mark.parametrize("is_voided", [False, True])
def test_a_state_is_called_what_is_true(state: Status, is_exempt: bool, was_handed_in: bool, is_voided: bool) -> None:
    called = "status"
    if state.value == "terbit" and is_exempt:
        called = "tidak_terbit"
    if state.value == "ditarik" and not was_handed_in:
        called = "ditutup"
    if is_voided:
        called = "dibatalkan"

    assert status_word(state, is_exempt=is_exempt, was_handed_in=was_handed_in, is_voided=is_voided) == called


def test_roles_that_only_look_are_named_in_no_row() -> None:
    assert {Peran.PENGELOLA, Peran.BIRO, Peran.PPID, Peran.SISTEM} == ROLES_THAT_ACT


def test_a_row_of_the_table_is_never_changed_in_passing() -> None:
    with pytest.raises(FrozenInstanceError):
        TRANSITIONS[0].target = Status.TERBIT  # type: ignore[misc]
