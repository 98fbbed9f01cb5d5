"""Consent of the Biro: what an admin asked for and nobody has decided yet."""

from collections.abc import Callable

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.queries import account_security, admin
from portal.services.acts import Act
from portal.services.users import factor_resets, penugasan
from portal.web.context import actor, reading
from portal.web.staff import frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.typed import clean_line


def waiting() -> ResponseReturnValue:
    """Every role that opens records and waits for consent."""
    return _show()


def decide(user_id: int, pending_id: int) -> ResponseReturnValue:
    """Consent to one of them, or refuse it."""
    return answer(user_id, pending_id, lambda notice: frame.go("biro.consents", notice), _show)


def answer(
    user_id: int,
    pending_id: int,
    done: Callable[[str], ResponseReturnValue],
    refused: Callable[[Refusal], Response],
) -> ResponseReturnValue:
    """Carry out what the form says of an assignment that waits; `done` goes on with a notice."""
    is_granted = clean_line(request.form.get("putusan", "")) == "setuju"

    def verb(session: Session, act: Act) -> None:
        penugasan.consent_to(session, user_id, pending_id, act, is_granted=is_granted)

    return outcome.carry_out(
        verb,
        done=lambda _: done("penugasan" if is_granted else "penugasan-ditolak"),
        refused=refused,
        blame="peran",
    )


def decide_factor_reset(user_id: int, reset_id: int) -> ResponseReturnValue:
    """Consent to taking away somebody's second factor, or refuse it."""
    return answer_reset(user_id, reset_id, lambda notice: frame.go("biro.consents", notice), _show)


def answer_reset(
    user_id: int,
    reset_id: int,
    done: Callable[[str], ResponseReturnValue],
    refused: Callable[[Refusal], Response],
) -> ResponseReturnValue:
    """Carry out what the form says of a reset that waits; `done` goes on with a notice."""
    is_granted = clean_line(request.form.get("putusan", "")) == "setuju"
    return outcome.carry_out(
        lambda session, act: factor_resets.decide(session, user_id, reset_id, act, is_granted=is_granted),
        done=lambda _: done("faktor-dilepas" if is_granted else "faktor-ditolak"),
        refused=refused,
        blame="faktor",
    )


def _show(refusal: Refusal = NOTHING_REFUSED) -> Response:
    with reading() as session:
        found = admin.all_pending(session)
        resets = account_security.waiting_resets(session)
    return frame.show(
        "admin/consent",
        refusal.status,
        di="persetujuan",
        found=found,
        resets=resets,
        me=actor().user_id,
        problems=refusal.pairs(),
    )
