"""The one transition table of a naskah: who may move what. Everything else asks it.

Submitting stores and hands in (Pasal 39 ayat (1) huruf a); publication (huruf b) follows in the worker.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.permissions import Peran
from portal.errors import TransitionNotAllowedError


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


_UNIT = frozenset({Peran.PENGELOLA})
_BIRO = frozenset({Peran.BIRO})
_UNIT_OR_BIRO = _UNIT | _BIRO
_SYSTEM = frozenset({Peran.SISTEM})
_PPID = frozenset({Peran.PPID})
_S = Status
_A = Action

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_A.EDIT, _S.DRAF, _S.DRAF, _UNIT_OR_BIRO),
    Transition(_A.EDIT, _S.DIAJUKAN, _S.DIAJUKAN, _UNIT_OR_BIRO),
    Transition(_A.EDIT, _S.DIKEMBALIKAN, _S.DIKEMBALIKAN, _UNIT_OR_BIRO),
    Transition(_A.EDIT, _S.TERBIT, _S.TERBIT, _UNIT_OR_BIRO),
    # A draft that is not wanted, or whose files went into another naskah, is closed. Its code stays taken, and the
    # Biro may open it again.
    Transition(_A.DISCARD, _S.DRAF, _S.DITARIK, _UNIT_OR_BIRO),
    Transition(_A.SUBMIT, _S.DRAF, _S.DIAJUKAN, _UNIT_OR_BIRO),
    Transition(_A.SUBMIT, _S.DIKEMBALIKAN, _S.DIAJUKAN, _UNIT_OR_BIRO),
    # Edits after publication stay private until the unit submits again; the public page stays meanwhile.
    Transition(_A.SUBMIT, _S.TERBIT, _S.DIAJUKAN, _UNIT_OR_BIRO),
    Transition(_A.PUBLISH, _S.DIAJUKAN, _S.TERBIT, _SYSTEM),
    Transition(_A.RETURN, _S.DIAJUKAN, _S.DIKEMBALIKAN, _BIRO),
    Transition(_A.RETURN, _S.TERBIT, _S.DIKEMBALIKAN, _BIRO),
    Transition(_A.RELEASE_HOLD, _S.DIAJUKAN, _S.DIAJUKAN, _UNIT_OR_BIRO | _PPID),
    # Text that was read after publication may hold what somebody has to answer for before it becomes public too.
    Transition(_A.RELEASE_HOLD, _S.TERBIT, _S.TERBIT, _UNIT_OR_BIRO | _PPID),
    # Withdrawal is open to whoever notices a leak first, in every state that may have a public page.
    Transition(_A.WITHDRAW, _S.TERBIT, _S.DITARIK, _UNIT_OR_BIRO | _PPID),
    Transition(_A.WITHDRAW, _S.DIAJUKAN, _S.DITARIK, _UNIT_OR_BIRO | _PPID),
    Transition(_A.WITHDRAW, _S.DIKEMBALIKAN, _S.DITARIK, _UNIT_OR_BIRO | _PPID),
    # What was handed in although it should never have been stands in no count any more; a page of it becomes a
    # tombstone. What was only withdrawn may be found to be such a one later.
    Transition(_A.VOID, _S.DIAJUKAN, _S.DITARIK, _BIRO),
    Transition(_A.VOID, _S.TERBIT, _S.DITARIK, _BIRO),
    Transition(_A.VOID, _S.DIKEMBALIKAN, _S.DITARIK, _BIRO),
    Transition(_A.VOID, _S.DITARIK, _S.DITARIK, _BIRO),
    # Taking down must not wait for words, so the reason may follow.
    Transition(_A.EXPLAIN_WITHDRAWAL, _S.DITARIK, _S.DITARIK, _UNIT_OR_BIRO | _PPID),
    Transition(_A.REINSTATE, _S.DITARIK, _S.DIKEMBALIKAN, _BIRO),
    # Whether a naskah is exempted is the act of the PPID alone; everybody else can only ask for it.
    *(Transition(_A.DECIDE_EXEMPTION, state, state, _PPID) for state in (_S.DIAJUKAN, _S.TERBIT, _S.DIKEMBALIKAN)),
    *(
        Transition(_A.SET_VISIBILITY, state, state, _UNIT_OR_BIRO | _PPID)
        for state in (_S.DRAF, _S.DIAJUKAN, _S.TERBIT, _S.DIKEMBALIKAN)
    ),
)

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
