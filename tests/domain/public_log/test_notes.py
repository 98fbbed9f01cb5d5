"""Checkpoints, entries and proofs: made by us, read by another implementation; whatever was changed is refused."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import SignedCheckpoint
from sigstore._internal.trust import Keyring, RekorKeyring
from sigstore._utils import KeyID
from sigstore.errors import VerificationError
from sigstore_models.common.v1 import PublicKey, PublicKeyDetails

from portal.domain.public_log.entry import MOST_FILES, LogAct, LogAnchor, LogEntry, entries_of, read_entry, seal
from portal.domain.public_log.note import (
    Checkpoint,
    SignerKey,
    VerifierKey,
    open_checkpoint,
    sign,
)
from portal.domain.public_log.proof import InclusionProof
from portal.domain.public_log.tree import MerkleTree, leaf_hash
from portal.errors import BadInputError, ProofRefusedError

ORIGIN = "kerjasama.example/log"
KEY, NEW_KEY = SignerKey(ORIGIN, b"\1" * 32), SignerKey(ORIGIN, b"\2" * 32)
AT = datetime(2026, 11, 30, 2, 3, 4, tzinfo=UTC)
SALT, DIGEST = b"s" * 32, "ab" * 32
ENTRY = LogEntry("2026-10001", LogAct.TERBIT, AT, (seal(SALT, DIGEST),))
OTHERS = [LogEntry(f"2026-{20000 + number}", LogAct.TARIK, AT).to_bytes() for number in range(70)]


def proof_at(index: int, key: SignerKey = KEY) -> InclusionProof:
    entries = [*OTHERS[:index], ENTRY.to_bytes(), *OTHERS[index:]]
    tree = MerkleTree(map(leaf_hash, entries))
    note = sign(Checkpoint(ORIGIN, tree.size, tree.root()), [key])
    return InclusionProof(ENTRY.to_bytes(), SALT, index, tuple(tree.inclusion(index, tree.size)), note)


def another_verifier(key: VerifierKey) -> RekorKeyring:
    """The keyring of sigstore for a key of ours."""
    public = Ed25519PublicKey.from_public_bytes(key.public)
    raw = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    encoded = base64.b64encode(raw)
    return RekorKeyring(Keyring([PublicKey(raw_bytes=encoded, key_details=PublicKeyDetails.PKIX_ED25519)]))


def test_the_key_line_is_that_of_the_go_note_package() -> None:
    # The example of golang.org/x/mod/sumdb/note.
    line = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    assert VerifierKey.from_text(line).text == line
    assert VerifierKey.from_text(KEY.verifier.text) == KEY.verifier


def test_a_note_of_the_go_package_is_opened() -> None:
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    key = VerifierKey.from_text("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")

    # The signature holds; what is signed is no head of a log.
    with pytest.raises(ProofRefusedError, match="berbentuk"):
        open_checkpoint(text, [key])
    with pytest.raises(ProofRefusedError, match="tidak cocok"):
        open_checkpoint(text.replace("answer", "Answer"), [key])


def test_another_implementation_reads_checkpoint_and_inclusion() -> None:
    for index in (0, 1, 33, 69, 70):
        proof = proof_at(index)
        read = SignedCheckpoint.from_text(proof.checkpoint)
        ours = open_checkpoint(proof.checkpoint, [KEY.verifier])
        read.signed_note.verify(another_verifier(KEY.verifier), KeyID(KEY.verifier.id))
        assert (read.checkpoint.origin, read.checkpoint.log_size) == (ORIGIN, ours.size)
        assert read.checkpoint.log_hash == ours.root.hex()
        inner = SimpleNamespace(
            canonicalized_body=proof.entry,
            inclusion_proof=SimpleNamespace(
                log_index=index, tree_size=ours.size, hashes=list(proof.steps), root_hash=ours.root
            ),
        )
        verify_merkle_inclusion(SimpleNamespace(_inner=inner))  # type: ignore[arg-type]
        inner.canonicalized_body = proof.entry + b" "
        with pytest.raises(VerificationError):
            verify_merkle_inclusion(SimpleNamespace(_inner=inner))  # type: ignore[arg-type]


def test_another_implementation_refuses_a_forged_checkpoint() -> None:
    read = SignedCheckpoint.from_text(proof_at(3).checkpoint.replace("\n71\n", "\n72\n"))

    with pytest.raises(VerificationError):
        read.signed_note.verify(another_verifier(KEY.verifier), KeyID(KEY.verifier.id))


def test_a_proof_as_a_file_shows_that_a_file_was_published() -> None:
    for index in (0, 40, 70):
        text = proof_at(index).to_text()

        entry = InclusionProof.from_text(text).check_file(DIGEST, [KEY.verifier])

        assert entry == ENTRY
        assert text.startswith("c2sp.org/tlog-proof@v1\nextra ")


def test_the_key_of_an_old_and_of_a_new_holder_both_open_a_checkpoint_signed_by_both() -> None:
    head = Checkpoint(ORIGIN, 9, b"r" * 32)
    note = sign(head, [KEY, NEW_KEY])

    for key in (KEY, NEW_KEY):
        assert open_checkpoint(note, [key.verifier]) == head
    with pytest.raises(ProofRefusedError, match="dikenal"):
        open_checkpoint(note, [SignerKey(ORIGIN, b"\3" * 32).verifier])
    with pytest.raises(ProofRefusedError, match="dikenal"):
        open_checkpoint(note, [replace(KEY.verifier, name="lain.example/log")])


def test_one_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    note = sign(Checkpoint(ORIGIN, 9, b"r" * 32), [KEY])
    forged = sign(Checkpoint(ORIGIN, 8, b"r" * 32), [NEW_KEY]).splitlines(keepends=True)[-1]

    with pytest.raises(ProofRefusedError, match="tidak cocok"):
        open_checkpoint(note + forged, [KEY.verifier, NEW_KEY.verifier])


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_proof_with_one_changed_byte_shows_nothing_else(place: int, by: int) -> None:
    proof = proof_at(33)
    data = bytearray(proof.to_text().encode())
    data[place % len(data)] ^= by

    try:
        found = InclusionProof.from_text(data.decode()).check_file(DIGEST, [KEY.verifier])
    except (ProofRefusedError, UnicodeDecodeError):
        return
    assert found == ENTRY, "what was changed says nothing, such as the bits after the end of a base64 line"


@given(st.text(max_size=300))
def test_any_text_is_refused_with_a_word(text: str) -> None:
    for read in (InclusionProof.from_text, lambda note: open_checkpoint(note, [KEY.verifier])):
        with pytest.raises(ProofRefusedError):
            read(text)
    with pytest.raises(ProofRefusedError):
        read_entry(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadInputError):
        VerifierKey.from_text(text)


def test_a_proof_is_about_its_own_file_alone() -> None:
    proof = proof_at(5)

    with pytest.raises(ProofRefusedError, match="bukan berkas"):
        proof.check_file("cd" * 32, [KEY.verifier])
    with pytest.raises(ProofRefusedError, match="tidak menuju"):
        replace(proof, index=6).check([KEY.verifier])
    with pytest.raises(ProofRefusedError, match="tidak menuju"):
        replace(proof, entry=OTHERS[0]).check([KEY.verifier])


def test_an_entry_has_one_form() -> None:
    data = ENTRY.to_bytes()

    assert data == (
        b'{"berkas":["' + seal(SALT, DIGEST).encode() + b'"],"kode":"2026-10001","tindakan":"terbit","v":1,'
        b'"waktu":"2026-11-30T02:03:04Z"}'
    )
    assert LogEntry.from_bytes(data) == ENTRY
    for other in (data + b" ", data.replace(b'"v":1', b'"v":2'), data.replace(b"terbit", b"hapus"),
                  data.replace(b"2026-10001", b"rahasia"), b"[]", b"{}", b'{"v":' + b"9" * 5000 + b"}",
                  b"[" * 5000):  # fmt: skip
        with pytest.raises(ProofRefusedError):
            LogEntry.from_bytes(other)


def test_the_anchor_of_a_day_has_one_form_and_is_told_from_an_act() -> None:
    anchor = LogAnchor(date(2026, 11, 30), "5a" * 32)
    data = anchor.to_bytes()

    assert data == b'{"hari":"2026-11-30","segel":"' + b"5a" * 32 + b'","tindakan":"jangkar_audit","v":1}'
    assert (read_entry(data), read_entry(ENTRY.to_bytes())) == (anchor, ENTRY)
    for other in (data + b" ", data.replace(b'"v":1', b'"v":2'), data.replace(b"2026-11-30", b"20261130"),
                  data.replace(b"5a5a", b"5A5A"), data.replace(b"2026-11-30", b"kemarin"),
                  data.replace(b'"v":1', b'"v":1,"kode":"2026-10001"')):  # fmt: skip
        with pytest.raises(ProofRefusedError):
            read_entry(other)


def test_the_seal_hides_the_digest_and_holds_to_it() -> None:
    assert seal(SALT, DIGEST) != seal(b"t" * 32, DIGEST)
    assert seal(SALT, DIGEST) != seal(SALT, "cd" * 32)
    assert DIGEST not in ENTRY.to_bytes().decode()


def test_very_many_files_are_told_by_several_entries_that_each_fit() -> None:
    digests = [f"{number:064x}" for number in range(2 * MOST_FILES + 1)]

    found = entries_of("2026-10001", LogAct.TERBIT, AT, SALT, digests)

    assert [len(entry.sealed) for entry in found] == [MOST_FILES, MOST_FILES, 1]
    assert all(len(entry.to_bytes()) < 65_536 for entry in found)
    assert [sealed for entry in found for sealed in entry.sealed] == [seal(SALT, digest) for digest in digests]
    assert entries_of("2026-10001", LogAct.TARIK, AT, SALT, []) == [LogEntry("2026-10001", LogAct.TARIK, AT)]
