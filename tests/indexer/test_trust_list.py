"""The trust folder: PEM and DER, several in one file, and bad files that are named and cost the others nothing."""

import base64
from pathlib import Path

from indexer import trust
from portal.domain.tanda_tangan.report import trust_fingerprint
from tests.factories.signed_pdf import hierarchy


def pem(*certificates: bytes) -> bytes:
    mark = b"-----%s CERTIFICATE-----\n"
    return b"".join(mark % b"BEGIN" + base64.encodebytes(der) + mark % b"END" for der in certificates)


def test_pem_and_der_are_read_and_doubles_count_once(tmp_path: Path) -> None:
    made = hierarchy("A")
    (tmp_path / "satu.pem").write_bytes(pem(made.root.der, made.authority.der))
    (tmp_path / "dua.cer").write_bytes(made.root.der)
    (tmp_path / ".tersembunyi").write_bytes(b"x")

    found = trust.load(tmp_path)

    assert set(found.certificates) == {made.root.der, made.authority.der}
    assert len(found.certificates) == 2
    assert found.problems == ()
    assert found.fingerprint == trust_fingerprint([made.authority.der, made.root.der])


def test_a_bad_file_is_named_and_the_others_count(tmp_path: Path) -> None:
    (tmp_path / "baik.pem").write_bytes(pem(hierarchy("A").root.der))
    (tmp_path / "rusak.pem").write_bytes(pem(b"\x30\x03\x02\x01\x05"))
    (tmp_path / "terpotong.cer").write_bytes(hierarchy("A").root.der[:-20])
    (tmp_path / "catatan.txt").write_bytes(b"bukan sertifikat")
    (tmp_path / "kosong").write_bytes(b"")

    found = trust.load(tmp_path)

    assert found.certificates == (hierarchy("A").root.der,)
    assert [name for name, _ in found.problems] == ["catatan.txt", "kosong", "rusak.pem", "terpotong.cer"]


def test_no_folder_or_a_lost_one_is_an_empty_list(tmp_path: Path) -> None:
    assert trust.load(None) == trust.TrustList()
    lost = trust.load(tmp_path / "hilang")
    assert (lost.certificates, [name for name, _ in lost.problems]) == ((), ["hilang"])


def test_an_administrator_reads_whose_certificate_it_is() -> None:
    (name,) = trust.described([hierarchy("A").root.der])

    assert "CONTOH Induk A" in name.subject
    assert len(name.sha256) == 64


def test_a_list_survives_its_way_to_the_child() -> None:
    listed = (hierarchy("A").root.der, hierarchy("B").root.der)

    assert trust.unpacked(trust.packed(listed)) == listed
    assert trust.unpacked(trust.packed(())) == ()
