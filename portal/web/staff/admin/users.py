"""Administration of accounts and assignments."""

import secrets
from dataclasses import replace
from datetime import date, timedelta

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.permissions import Peran
from portal.domain.second_person import waits_until
from portal.errors import BadInputError, Problem
from portal.queries import account_security, admin
from portal.services.acts import Act
from portal.services.users import account_links, accounts, entering, factor_resets, identities, passwords, penugasan
from portal.services.users.accounts import NewUser
from portal.services.users.penugasan import NewPenugasan
from portal.web.context import actor, reading, stores, today
from portal.web.pagination import page_links
from portal.web.staff import frame, outcome
from portal.web.staff.admin.consent import answer, answer_reset
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.typed import choice, clean_line, read_day

WORDS = 5
_SYLLABLES = tuple(
    f"{first}{vowel}{second}{ending}"
    for first in "bdgjklmnprst"
    for vowel in "aiueo"
    for second in "bdklmnrst"
    for ending in ("a", "i", "u", "an", "as")
)


def users() -> ResponseReturnValue:
    """All accounts, with the form for a new one."""
    return _list()


def add_user() -> ResponseReturnValue:
    """Make an account: invite its person by letter, or show a first password once, on the answer itself."""
    typed = {name: clean_line(request.form.get(name, "")) for name in ("email", "nama", "peran", "unit", "undang")}
    is_invited = bool(typed["undang"]) and stores().config.has_mail_server
    password = None if is_invited else _first_password()

    def verb(session: Session, act: Act) -> int:
        new = NewUser(typed["email"], typed["nama"], _peran(typed["peran"]), typed["unit"], password)
        user = accounts.add_user(session, new, actor=act.actor, now=act.now, today=today())
        if is_invited:
            account_links.invite(session, user, act, stores().config.base_url)
        return user.id

    def done(user_id: int) -> ResponseReturnValue:
        return _show(user_id, password=password) if password else frame.go("admin.user", "undangan", user_id=user_id)

    return outcome.carry_out(
        verb,
        done=done,
        refused=lambda refusal: _list(refusal, typed),
        blame="email",
    )


def user(user_id: int) -> ResponseReturnValue:
    """One account with its assignments."""
    return _show(user_id)


def disable_user(user_id: int) -> ResponseReturnValue:
    """Close an account."""
    with stores().database.transaction() as session:
        penugasan.disable(session, user_id, frame.act())
    return frame.go("admin.user", "akun-nonaktif", user_id=user_id)


def enable_user(user_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    with stores().database.transaction() as session:
        penugasan.enable(session, user_id, frame.act())
    return frame.go("admin.user", "akun-aktif", user_id=user_id)


def reset_password(user_id: int) -> ResponseReturnValue:
    """Give an account a new first password, shown once on the answer itself."""
    password = _first_password()
    new_hash = passwords.hash_password(password)
    act = frame.act()
    with stores().database.transaction() as session:
        entering.reset_password(session, user_id, new_hash, act.actor, now=act.now)
    return _show(user_id, password=password)


def send_link(user_id: int) -> ResponseReturnValue:
    """Have a link sent by which the person chooses a password; nobody else sees it."""
    if not stores().config.has_mail_server:
        abort(404)
    return outcome.carry_out(
        lambda session, act: account_links.send(session, user_id, act, stores().config.base_url),
        done=outcome.to("admin.user", "tautan-dikirim", user_id=user_id),
        refused=lambda refusal: _show(user_id, refusal),
        blame="tautan",
    )


def ask_factor_reset(user_id: int) -> ResponseReturnValue:
    """Ask for somebody's second factor to be taken away."""
    return outcome.carry_out(
        lambda session, act: factor_resets.ask(session, user_id, act),
        done=outcome.to("admin.user", "faktor-diminta", user_id=user_id),
        refused=lambda refusal: _show(user_id, refusal),
        blame="faktor",
    )


def decide_factor_reset(user_id: int, reset_id: int) -> ResponseReturnValue:
    """Consent to it as another admin, or refuse it."""
    return answer_reset(
        user_id,
        reset_id,
        lambda notice: frame.go("admin.user", notice, user_id=user_id),
        lambda refusal: _show(user_id, refusal),
    )


def end_oidc(user_id: int, identity_id: int) -> ResponseReturnValue:
    """Undo the binding of an account to one elsewhere."""
    with stores().database.transaction() as session:
        identities.disconnect(session, user_id, identity_id, frame.act())
    return frame.go("admin.user", "penyedia-lepas", user_id=user_id)


def assign(user_id: int) -> ResponseReturnValue:
    """Give a person a role in a unit."""
    typed = {name: clean_line(request.form.get(name, "")) for name in ("peran", "unit", "starts_on", "ends_on")}

    def verb(session: Session, act: Act) -> bool:
        new = NewPenugasan(
            peran=_peran(typed["peran"]),
            unit=typed["unit"],
            starts_on=read_day(typed["starts_on"], "starts_on") or today(),
            ends_on=read_day(typed["ends_on"], "ends_on"),
        )
        return penugasan.assign(session, user_id, new, act)

    return outcome.carry_out(
        verb,
        done=lambda is_given: frame.go(
            "admin.user", "penugasan" if is_given else "penugasan-menunggu", user_id=user_id
        ),
        refused=lambda refusal: _show(user_id, refusal, typed),
        blame="peran",
    )


def consent(user_id: int, pending_id: int) -> ResponseReturnValue:
    """Consent as another admin to an assignment that waits, or refuse it."""
    return answer(
        user_id,
        pending_id,
        lambda notice: frame.go("admin.user", notice, user_id=user_id),
        lambda refusal: _show(user_id, refusal),
    )


def end_penugasan(user_id: int, penugasan_id: int) -> ResponseReturnValue:
    """Let an assignment end; without a day given it ends at once."""
    blame = f"last_day-{penugasan_id}"

    def verb(session: Session, act: Act) -> None:
        last_day = read_day(request.form.get("last_day", ""), blame) or _yesterday()
        penugasan.end_penugasan(session, user_id, penugasan_id, last_day, act)

    def refused(refusal: Refusal) -> Response:
        named = tuple(Problem(blame, one.message) for one in refusal.problems)
        return _show(user_id, replace(refusal, problems=named))

    return outcome.carry_out(
        verb,
        done=outcome.to("admin.user", "penugasan", user_id=user_id),
        refused=refused,
        blame=blame,
        shows_conflicts=False,
    )


def _list(refusal: Refusal = NOTHING_REFUSED, typed: dict[str, str] | None = None) -> Response:
    text = clean_line(request.args.get("q", ""))[:100]
    with reading() as session:
        found = admin.list_users(session, text, frame.page_number())
        units = admin.all_units(session)
        waiting = admin.waiting_for_consent(session)
    links = page_links(found.page, total=found.total, per_page=found.per_page)
    return frame.show(
        "admin/users",
        refusal.status,
        di="akun-admin",
        found=found,
        units=units,
        links=links,
        alamat=frame.address_of("admin.users", q=text),
        text=text,
        waiting=waiting,
        problems=refusal.pairs(),
        errors=dict(refusal.pairs()),
        typed=typed or {},
        has_mail_server=stores().config.has_mail_server,
        today=today(),
    )


def _show(
    user_id: int,
    refusal: Refusal = NOTHING_REFUSED,
    typed: dict[str, str] | None = None,
    password: str = "",
) -> Response:
    with reading() as session:
        found = admin.find_user(session, user_id)
        units = admin.all_units(session)
        resets = account_security.waiting_resets(session, user_id)
        has_factor = account_security.has_factor(session, user_id)
        speaks_from = waits_until(account_security.key_days(session, found.email), today())
        bound = account_security.identities_of(session, user_id)
    return frame.show(
        "admin/user",
        refusal.status,
        di="akun-admin",
        user=found,
        units=units,
        resets=resets,
        has_factor=has_factor,
        identities=bound,
        speaks_from=speaks_from,
        elsewhere=stores().config.oidc,
        problems=refusal.pairs(),
        errors=dict(refusal.pairs()),
        typed=typed or {},
        password=password,
        today=today(),
        is_self=found.id == actor().user_id,
        has_mail_server=stores().config.has_mail_server,
        me=actor().user_id,
    )


def _peran(text: str) -> Peran:
    peran = choice(Peran, text, "peran", "peran")
    if peran is None or peran is Peran.SISTEM:
        raise BadInputError("Pilih peran.", "peran")
    return peran


def _first_password() -> str:
    # Made-up words are read out and typed without mistakes; five of 2,700 give 57 bits.
    return " ".join(secrets.choice(_SYLLABLES) for _ in range(WORDS))


def _yesterday() -> date:
    return today() - timedelta(days=1)
