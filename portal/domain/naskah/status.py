"""The one transition table of a naskah, `status.csv`: who may move what. Everything else asks it.

Submitting stores and hands in (Pasal 39 ayat (1) huruf a); publication (huruf b) follows in the worker.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.permissions import Peran
from portal.domain.policy_table import packaged, read_lines
from portal.errors import ConfigError, TransitionNotAllowedError


class Status(StrEnum):
    """Workflow state of a naskah."""

    DRAF = "draf"
    DIAJUKAN = "diajukan"
    TERBIT = "terbit"
    DIKEMBALIKAN = "dikembalikan"
    DITARIK = "ditarik"


class Action(StrEnum):
    """What somebody wants to do with a naskah."""

    EDIT = "edit"
    DISCARD = "discard"
    VOID = "void"
    SUBMIT = "submit"
    PUBLISH = "publish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    EXPLAIN_WITHDRAWAL = "explain_withdrawal"
    REINSTATE = "reinstate"
    SET_VISIBILITY = "set_visibility"
    RELEASE_HOLD = "release_hold"
    DECIDE_EXEMPTION = "decide_exemption"


class StatusWord(StrEnum):
    """How a state is to be called: most by their own name, some would say what is not true."""

    STATUS = "status"
    TIDAK_TERBIT = "tidak_terbit"
    """It went all the way and nothing of it is public: exempted by the PPID."""
    DITUTUP = "ditutup"
    """A draft that was closed; nothing of it was ever public, so nothing was withdrawn."""
    DIBATALKAN = "dibatalkan"
    """Taken back as made in error."""


def status_word(status: Status, *, is_exempt: bool, was_handed_in: bool, is_voided: bool) -> StatusWord:
    """What a reader is told of a state."""
    if is_voided:
        return StatusWord.DIBATALKAN
    if status is Status.DITARIK and not was_handed_in:
        return StatusWord.DITUTUP
    if status is Status.TERBIT and is_exempt:
        return StatusWord.TIDAK_TERBIT
    return StatusWord.STATUS


@dataclass(frozen=True)
class Transition:
    """One row of the table: an action in a state, by any of the roles, leads to the next state."""

    action: Action
    source: Status
    target: Status
    peran: frozenset[Peran]


_COLUMNS = (
    "tindakan",
    "pengelola",
    "biro",
    "ppid",
    "pimpinan",
    "admin",
    "sistem",
    *(state.value for state in Status),
    "keterangan",
)


def read_transitions(text: str) -> tuple[Transition, ...]:
    """The rows of the table. Raises ConfigError for a table that is wrong or does not name every action."""
    lines = {line.choice("tindakan", Action): line for line in read_lines(text, "status.csv", _COLUMNS)}
    if missing := [action.value for action in Action if action not in lines]:
        raise ConfigError(f"status.csv: tidak ada baris untuk tindakan {', '.join(missing)}.")
    return tuple(
        Transition(action, source, target, lines[action].yes(Peran))
        for action in Action
        for source in Status
        if (target := lines[action].choice_or_none(source.value, Status)) is not None
    )


TRANSITIONS = read_transitions(packaged("portal.domain.naskah", "status.csv"))
ROLES_THAT_ACT = frozenset[Peran]().union(*(row.peran for row in TRANSITIONS))
"""Roles that may do anything at all with a naskah; the others can only look, or not even that."""
_TABLE = {(row.action, row.source): row for row in TRANSITIONS}


def allowed_actions(status: Status, peran: frozenset[Peran]) -> frozenset[Action]:
    """The actions that somebody with these roles may take in this state."""
    return frozenset(row.action for row in TRANSITIONS if row.source is status and row.peran & peran)


def next_status(status: Status, action: Action, peran: frozenset[Peran]) -> Status:
    """The state after `action`; raises TransitionNotAllowedError where the table has no such row."""
    row = _TABLE.get((action, status))
    if row is None or not row.peran & peran:
        raise TransitionNotAllowedError(
            f"Tindakan ini tidak tersedia untuk naskah berstatus {status.value}. Muat ulang halaman."
        )
    return row.target
