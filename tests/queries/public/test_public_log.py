"""The public log as anybody reads it: tiles, head and proofs of what is signed, cheaply, and of no other history."""

from dataclasses import replace

import pytest

from indexer import public_log as signing_line
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.public_log import tiles
from portal.domain.public_log.note import Checkpoint
from portal.domain.public_log.proof import InclusionProof
from portal.domain.public_log.tiles import Tile
from portal.domain.public_log.tree import MerkleTree, leaf_hash
from portal.errors import NotFoundError
from portal.queries.public import public_log
from portal.queries.public.public_log import LogTree
from portal.queries.public.values import Tombstone
from portal.services.public_log.appending import append
from portal.services.public_log.keys import signer_keys
from tests.factories.desk import Desk, at_once
from tests.factories.public_log import entries, rewrite
from tests.factories.public_view import set_level, withdraw
from tests.fixtures.statements import counted


def sign(desk: Desk) -> None:
    signing_line.sign(desk.stores)


def proof_of(desk: Desk, kode: str, tree: LogTree) -> InclusionProof | Tombstone:
    with desk.stores.database.reading() as session:
        return public_log.find_proof(session, tree, desk.stores.config.log_name, kode)


def test_the_proof_of_each_published_naskah_leads_to_the_signed_head(desk: Desk) -> None:
    tree, codes = LogTree(), [desk.publish() for _ in range(6)]
    sign(desk)
    desk.publish()
    key = signer_keys(desk.stores.config)[0].verifier

    for kode in codes:
        proof = proof_of(desk, kode, tree)
        assert isinstance(proof, InclusionProof)
        assert proof.check([key]).kode == kode


def test_there_is_no_proof_of_what_is_unsigned_unknown_or_gone(desk: Desk) -> None:
    tree = LogTree()
    gone, exempted, draft = desk.publish(), desk.publish(), desk.draft()
    with pytest.raises(NotFoundError, match="belum ditandatangani"):
        proof_of(desk, gone, tree)
    sign(desk)
    late = desk.publish()
    withdraw(desk, gone)
    set_level(desk, exempted, Visibilitas.DIKECUALIKAN)

    assert isinstance(proof_of(desk, gone, tree), Tombstone)
    with pytest.raises(NotFoundError, match="belum ditandatangani"):
        proof_of(desk, late, tree)
    for kode in (exempted, draft, "2020-99999"):
        with pytest.raises(NotFoundError, match="Naskah tidak ditemukan"):
            proof_of(desk, kode, tree)


def test_a_closed_file_leaves_a_proof_of_the_closing_that_names_no_file(desk: Desk) -> None:
    kode = desk.publish()
    set_level(desk, kode, Visibilitas.METADATA)
    sign(desk)

    proof = proof_of(desk, kode, LogTree())

    assert isinstance(proof, InclusionProof)
    entry = proof.check([signer_keys(desk.stores.config)[0].verifier])
    assert (entry.act.value, entry.sealed, proof.salt) == ("tutup_berkas", (), b"")


def test_tiles_give_what_is_signed_and_no_more(desk: Desk) -> None:
    with desk.stores.database.transaction() as session:
        append(session, [replace(one, kode=f"2026-{10000 + number}") for number, one in enumerate(_many(desk))])
    sign(desk)
    with desk.stores.database.transaction() as session:
        append(session, _many(desk)[:1])
    bodies = [entry.to_bytes() for entry in entries(desk.stores)]
    tree, whole, name = LogTree(), MerkleTree(map(leaf_hash, bodies)), desk.stores.config.log_name

    with desk.stores.database.reading() as session:
        found = {
            tile: public_log.load_tile(session, tree, name, tile)
            for tile in (Tile(0, 0), Tile(0, 1, 45), Tile(0, 1, 4), Tile(1, 0, 1), Tile(None, 0), Tile(None, 1, 45))
        }
        for beyond in (Tile(0, 1, 46), Tile(0, 1), Tile(0, 2), Tile(1, 0, 2), Tile(2, 0, 1), Tile(None, 1, 46)):
            with pytest.raises(NotFoundError):
                public_log.load_tile(session, tree, name, beyond)

    assert found[Tile(0, 0)] == b"".join(map(leaf_hash, bodies[:256]))
    assert found[Tile(0, 1, 4)] == found[Tile(0, 1, 45)][: 4 * 32]
    assert found[Tile(1, 0, 1)] == whole.root(256)
    assert found[Tile(None, 1, 45)] == tiles.bundle(bodies[256:301])


def _many(desk: Desk) -> list:  # type: ignore[type-arg]
    if not (found := entries(desk.stores)):
        desk.publish()
        found = entries(desk.stores)
    return (found[:1] * 300)[: 301 - len(found)]


def test_reading_costs_few_questions_once_the_tree_is_known(desk: Desk) -> None:
    kode = desk.publish()
    sign(desk)
    tree, name = LogTree(), desk.stores.config.log_name
    asked = {}
    for _ in range(2):
        for what, read in (
            ("head", lambda session: public_log.find_head(session, name)),
            ("state", lambda session: public_log.load_state(session, name)),
            ("hashes", lambda session: public_log.load_tile(session, tree, name, Tile(0, 0, 1))),
            ("entries", lambda session: public_log.load_tile(session, tree, name, Tile(None, 0, 1))),
            ("proof", lambda session: public_log.find_proof(session, tree, name, kode)),
        ):
            with counted(desk.stores.database) as seen, desk.stores.database.reading() as session:
                read(session)
            asked[what] = len(seen)

    assert asked == {"head": 1, "state": 2, "hashes": 2, "entries": 2, "proof": 3}


def test_a_tree_in_memory_never_outlives_its_history(desk: Desk) -> None:
    tree = LogTree()
    for _ in range(4):
        desk.publish()
    with desk.stores.database.reading() as session:
        before = tree.upto(session, 4).root(4)
    rewrite(
        desk.stores,
        "DELETE FROM public_log_entry WHERE position >= 2",
        "UPDATE public_log_head SET size = 2",
        "UPDATE terbitan SET log_position = NULL WHERE log_position >= 2",
    )
    with desk.stores.database.reading() as session:
        assert tree.upto(session, 2).size == 2
        with pytest.raises(NotFoundError):
            tree.upto(session, 3)
    for _ in range(2):
        desk.publish()

    with desk.stores.database.reading() as session:
        found = tree.upto(session, 4).root(4)
    assert found == MerkleTree(leaf_hash(entry.to_bytes()) for entry in entries(desk.stores)).root()
    assert found != before


def test_many_readers_at_once_read_one_tree(desk: Desk) -> None:
    for _ in range(3):
        desk.publish()
    tree = LogTree()

    def read() -> bytes:
        with desk.stores.database.reading() as session:
            return tree.upto(session, 3).root(3)

    assert len(set(at_once([read] * 8))) == 1


def test_the_state_tells_what_waits_and_what_broke(desk: Desk) -> None:
    name = desk.stores.config.log_name
    desk.publish()
    with desk.stores.database.reading() as session:
        state = public_log.load_state(session, name)
    assert (state.head, state.size, state.waiting, state.broken_size) == (None, 1, 1, None)
    sign(desk)
    desk.publish()

    with desk.stores.database.reading() as session:
        state = public_log.load_state(session, name)

    assert state.head is not None
    assert state.head.checkpoint == Checkpoint(
        name, 1, MerkleTree([leaf_hash(entries(desk.stores)[0].to_bytes())]).root()
    )
    assert (state.size, state.waiting) == (2, 1)
