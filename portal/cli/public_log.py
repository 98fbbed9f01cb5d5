"""Command `portal log verify`: the whole public log, or one file with its proof and without any network."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.cli.context import stores_to_look_at
from portal.cli.lines import EXIT_CHECK_FAILED, EXIT_OK, note, say
from portal.cli.log_name import wrong_name_line
from portal.domain.formats import date_time
from portal.domain.public_log.note import NO_KEY, VerifierKey
from portal.domain.public_log.proof import MOST_BYTES, NO_PROOF, InclusionProof
from portal.errors import BadInputError, ProofRefusedError
from portal.models.public_log import PublicLogCheckpoint
from portal.services import reopening
from portal.services.public_log import signing, verifying
from portal.services.public_log.keys import signer_keys
from portal.services.publication import public_log
from portal.storage.hashing import fingerprint
from portal.wiring import Stores


def verify(file: Path | None, *, proof: Path | None, keys: tuple[str, ...]) -> int:
    """Exit 0 if all is as it was signed, 4 and what is not. Raises BadInputError where the two do not go together."""
    if file is not None and proof is not None:
        return _verify_file(file, proof, keys)
    if file is not None or proof is not None or keys:
        raise BadInputError("Sebutkan PDF dan --proof bersama-sama; --key hanya untuk keduanya.")
    with stores_to_look_at() as stores:
        return _verify_log(stores)


def _verify_file(file: Path, proof: Path, keys: tuple[str, ...]) -> int:
    known = [VerifierKey.from_text(line) for key in keys for line in _lines(key)] or _own_keys()
    with file.open("rb") as stream:
        sha256 = fingerprint(stream).digest
    try:
        entry = InclusionProof.from_text(_text(proof)).check_file(sha256, known)
    except UnicodeDecodeError:
        note(NO_PROOF)
        return EXIT_CHECK_FAILED
    except ProofRefusedError as error:
        note(error.message)
        return EXIT_CHECK_FAILED
    say(f"Berkas ini tercatat dalam log publik: naskah {entry.kode}, {entry.act.value}, {date_time(entry.at)}.")
    return EXIT_OK


def _lines(key: str) -> list[str]:
    """A key as it was typed, or the keys of a file."""
    try:
        is_file = Path(key).is_file()
    except (OSError, ValueError):
        is_file = False
    if not is_file:
        return [key]
    try:
        return [line for line in _text(Path(key)).splitlines() if line.strip()] or [""]
    except UnicodeDecodeError as error:
        raise BadInputError(NO_KEY, "key") from error


def _text(path: Path) -> str:
    """What a file says; no more of it is read than a proof can hold, whatever it is."""
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1).decode("utf-8")


def _own_keys() -> list[VerifierKey]:
    """The keys of this portal: those of its heads, and those that sign now."""
    with stores_to_look_at() as stores:
        origin = stores.config.log_name
        with stores.database.reading() as session:
            known = signing.load_log(session, origin)
        keys = {key for row in known.checkpoints for key in signing.keys_of(row)}
        return sorted(
            keys | {key.verifier for key in signer_keys(stores.config)}, key=lambda key: (key.name, key.public)
        )


def _verify_log(stores: Stores) -> int:
    origin = stores.config.log_name
    lying = signing.listed(stores.log_heads)
    with stores.database.reading() as session:
        found = list(verifying.problems(session, stores.log_heads, origin, lying))
        if not found:
            found += public_log.disagreements(session)
        known = signing.load_log(session, origin)
        if not known.checkpoints and (others := _other_names(session, stores, origin, lying)):
            found.append(wrong_name_line("pos periksa log publik", origin, others))
    for problem in found:
        note(problem)
    if found:
        return EXIT_CHECK_FAILED
    signed = max((row.size for row in known.checkpoints), default=0)
    say(f"Log publik utuh: {known.tree.size} catatan, {signed} di antaranya ditandatangani, nama {origin}.")
    return EXIT_OK


def _other_names(session: Session, stores: Stores, origin: str, lying: frozenset[str]) -> frozenset[str]:
    """Names of signed heads where none is of the own name; those that were given up begin the own one anew."""
    names = {head.origin for head in signing.read_heads(stores.log_heads, lying)}
    names |= set(session.scalars(select(PublicLogCheckpoint.origin).distinct()))
    return frozenset() if origin in names else frozenset(names - reopening.given_up(session))
