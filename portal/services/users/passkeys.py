"""Passkeys (WebAuthn): keys on people's devices that sign what the portal drew, as a second factor.

The site they belong to and the address they are used at come from the settings, never from a request. A challenge is
drawn here for one session and one use and is gone once somebody answers it, rightly or not. The device has to verify
its person (a finger, a face, a PIN), so a key that was found opens nothing; a key that counts fewer signatures than
before was copied, and is refused.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.plain_text import clean_line
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.models.insert import insert_into
from portal.models.passkey import Passkey, PasskeyChallenge, PasskeyUse
from portal.models.user import User
from portal.queries.account_security import has_factor
from portal.services.acts import Act, Subject, record
from portal.services.users import factors, letters
from portal.services.users.factors import LONGEST_NAMA

# The library takes a tenth of a second to load, and every process that knows accounts would pay it at its start: it is
# loaded where a key is made or used.
if TYPE_CHECKING:
    from webauthn.helpers.structs import AuthenticationCredential
    from webauthn.registration.verify_registration_response import VerifiedRegistration

MOST_PASSKEYS = 10
GOOD_FOR = timedelta(minutes=5)
LONGEST_ANSWER = 16_000
LONGEST_ID = 1_400
"""Letters of the longest credential id that the standard allows (1023 bytes)."""
UNFIT = "Kunci sandi tidak dapat diterima. Ulangi dari tombolnya."
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What the parsers of the library raise besides its own errors: what a browser hands over may be broken in any way."""
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Site:
    """Whom keys are made for: a host name, and the address at which browsers use them."""

    host: str
    origin: str


def site_of(base_url: str) -> Site | None:
    """The site that the settings name; None where it has no name, for keys belong to names."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        # As browsers write it: in small letters, without the port that goes without saying.
        is_usual = parts.port in (None, _USUAL_PORTS.get(parts.scheme))
        port = "" if is_usual else f":{parts.port}"
        return Site(host, f"{parts.scheme}://{host}{port}") if host else None
    return None


def challenge(session: Session, number: int, user: User, use: PasskeyUse, site: Site, now: datetime) -> str:
    """Options for the browser as JSON, with a fresh challenge for this session and use; one before it is void."""
    from webauthn import generate_authentication_options, generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    known = [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one))
        for one in session.scalars(select(Passkey.credential_id).where(Passkey.user_id == user.id).order_by(Passkey.id))
    ]
    if use is PasskeyUse.ADD:
        options = generate_registration_options(
            rp_id=site.host,
            rp_name=factors.ISSUER,
            # A device may show it to whoever holds it; the address of the person is shown by name alone.
            user_id=sha256(f"akun {user.id}".encode()).digest(),
            user_name=user.email,
            user_display_name=user.nama,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.DISCOURAGED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=known,
        )
        drawn, text = options.challenge, options_to_json(options)
    else:
        asked = generate_authentication_options(
            rp_id=site.host, allow_credentials=known, user_verification=UserVerificationRequirement.REQUIRED
        )
        drawn, text = asked.challenge, options_to_json(asked)
    values = {"session_id": number, "use": use, "challenge": bytes_to_base64url(drawn), "created_at": now}
    statement = insert_into(session, PasskeyChallenge).values(**values)
    fresh = {"challenge": values["challenge"], "created_at": now}
    session.execute(statement.on_conflict_do_update(index_elements=["session_id", "use"], set_=fresh))
    return text


def add(session: Session, nama: str, answer: str, drawn: bytes | None, act: Act, site: Site) -> tuple[str, ...]:
    """Take a new key of one's own; every session ends. Gives back recovery codes with the first factor.

    `drawn` is the challenge (see `spend`). Raises BadInputError, ConflictError where there are enough.
    """
    from webauthn.helpers import bytes_to_base64url

    user = _self(session, act)
    name = clean_line(nama)
    if not name or len(name) > LONGEST_NAMA:
        raise BadInputError(f"Isi nama kunci atau perangkatnya, paling panjang {LONGEST_NAMA} karakter.", "nama")
    held = session.scalars(select(Passkey.id).where(Passkey.user_id == user.id).with_for_update()).all()
    if len(held) >= MOST_PASSKEYS:
        raise ConflictError(f"Paling banyak {MOST_PASSKEYS} kunci sandi. Hapus dulu yang tidak dipakai lagi.")
    found = read_new(answer, drawn, site) if drawn is not None else None
    if found is None:
        raise BadInputError(UNFIT, "kunci")
    credential_id = bytes_to_base64url(found.credential_id)
    is_taken = session.scalar(select(Passkey.id).where(Passkey.credential_id == credential_id)) is not None
    if is_taken or len(credential_id) > LONGEST_ID:
        raise BadInputError("Kunci sandi ini sudah terdaftar.", "kunci")
    is_first = not has_factor(session, user.id)
    session.add(
        Passkey(
            user_id=user.id,
            nama=name,
            credential_id=credential_id,
            public_key=bytes_to_base64url(found.credential_public_key),
            sign_count=found.sign_count,
            created_at=act.now,
        )
    )
    codes = factors.settle_first(session, user, act, is_first=is_first)
    record(session, act, "akun.tambah_kunci", Subject("akun", user.email), after={"nama": name})
    told = f"Kunci sandi “{name}” ditambahkan pada akun Anda."
    letters.tell_person(session, user, act, subject="Kunci sandi ditambahkan", told=told)
    return codes


def read_new(answer: str, drawn: bytes, site: Site) -> "VerifiedRegistration | None":
    """The key that a browser hands over for this challenge; None where anything about it is not as it must be."""
    from webauthn import verify_registration_response
    from webauthn.helpers.exceptions import WebAuthnException

    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        return verify_registration_response(
            credential=answer,
            expected_challenge=drawn,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, *_BROKEN):
        return None


def read_signed(answer: str) -> "AuthenticationCredential | None":
    """What a browser hands over as signed, not yet looked at; None where it is nothing of the kind."""
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    if len(answer) > LONGEST_ANSWER:
        return None
    try:
        return parse_authentication_credential_json(answer)
    except (WebAuthnException, *_BROKEN):
        return None


def take(session: Session, number: int, user: User, use: PasskeyUse, answer: str, act: Act, site: Site) -> bool:
    """Whether a key of the account signed the challenge of this session and use; the challenge is used up by that."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    drawn = spend(session, number, use, act.now)
    given = read_signed(answer)
    if drawn is None or given is None:
        return False
    named = select(Passkey).where(Passkey.user_id == user.id, Passkey.credential_id == bytes_to_base64url(given.raw_id))
    key = session.scalar(named.with_for_update())
    if key is None:
        return False
    try:
        found = verify_authentication_response(
            credential=given,
            expected_challenge=drawn,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, *_BROKEN):
        return False
    key.sign_count, key.used_at = found.new_sign_count, act.now
    return True


def end(session: Session, passkey_id: int, act: Act, *, is_needed: bool) -> None:
    """Take one of one's own keys away. Raises NotFoundError; ConflictError for the last factor where it is needed."""
    user = _self(session, act)
    row = session.get(Passkey, passkey_id)
    if row is None or row.user_id != user.id:
        raise NotFoundError("Kunci sandi itu tidak ada.")
    factors.require_other(session, user, is_needed=is_needed)
    session.delete(row)
    factors.close_gap(session, user, act)
    record(session, act, "akun.hapus_kunci", Subject("akun", user.email), before={"nama": row.nama})
    told = f"Kunci sandi “{row.nama}” dihapus dari akun Anda."
    letters.tell_person(session, user, act, subject="Kunci sandi dihapus", told=told)


def spend(session: Session, number: int, use: PasskeyUse, now: datetime) -> bytes | None:
    """The challenge of this session and use, taken away; None where there is none or it waited too long.

    For a new key it is taken in a transaction of its own, so that it is gone also where the key is refused.
    """
    spent = (
        delete(PasskeyChallenge)
        .where(PasskeyChallenge.session_id == number, PasskeyChallenge.use == use)
        .returning(PasskeyChallenge.challenge, PasskeyChallenge.created_at)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(spent).one_or_none()
    if row is None or not row.created_at <= now < row.created_at + GOOD_FOR:
        return None
    from webauthn.helpers import base64url_to_bytes

    return base64url_to_bytes(row.challenge)


def _self(session: Session, act: Act) -> User:
    user = session.get(User, act.actor.user_id) if act.actor.user_id is not None else None
    if user is None:
        raise NotFoundError("Akun tidak ditemukan.")
    return user
