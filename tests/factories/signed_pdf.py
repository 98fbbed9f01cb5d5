"""Signed PDFs of every kind, with a little hierarchy of certificates of their own. All names are invented.

Keys are made once a process. The clock of certificates and time stamps is set by hand, so that what is expired or
revoked stays so on any day.
"""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.factories import pdf

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: cx509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def parsed(self) -> x509.Certificate:
        return x509.Certificate.load(self.der)

    @property
    def private(self) -> keys.PrivateKeyInfo:
        encoded = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return keys.PrivateKeyInfo.load(encoded)


def issue(
    name: str,
    issuer: Holder | None = None,
    *,
    start: datetime = NOW - YEAR,
    end: datetime = NOW + YEAR,
    is_authority: bool = False,
    stamps: bool = False,
    crl_url: str = "",
) -> Holder:
    """A certificate for this name, self-signed without an issuer."""
    # The time-stamping authority of the signing library signs with RSA alone.
    key: Key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = cx509.Name([cx509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer.key if issuer else key
    builder = (
        cx509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(cx509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(cx509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(cx509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(cx509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(_usage(is_authority=is_authority), critical=True)
    )
    if stamps:
        builder = builder.add_extension(cx509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if crl_url:
        point = cx509.DistributionPoint([cx509.UniformResourceIdentifier(crl_url)], None, None, None)
        builder = builder.add_extension(cx509.CRLDistributionPoints([point]), critical=False)
    return Holder(builder.sign(signer, hashes.SHA256()), key)


def _usage(*, is_authority: bool) -> cx509.KeyUsage:
    return cx509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass(frozen=True)
class Hierarchy:
    """A root, an authority under it, a time-stamping authority, and signers of different fates."""

    root: Holder
    authority: Holder
    tsa: Holder
    signer: Holder
    expired: Holder
    future: Holder


def hierarchy(mark: str = "A") -> Hierarchy:
    """One hierarchy for each mark; that of another mark is a stranger to it."""
    return _hierarchy(mark)


@cache
def _hierarchy(mark: str) -> Hierarchy:
    root = issue(f"CONTOH Induk {mark}", start=NOW - 10 * YEAR, end=NOW + 10 * YEAR, is_authority=True)
    authority = issue(f"CONTOH Penerbit {mark}", root, start=NOW - 9 * YEAR, end=NOW + 9 * YEAR, is_authority=True)
    return Hierarchy(
        root,
        authority,
        issue(f"CONTOH Cap Waktu {mark}", authority, start=NOW - 8 * YEAR, end=NOW + 8 * YEAR, stamps=True),
        issue(f"CONTOH Penanda Tangan {mark}", authority),
        issue(f"CONTOH Kedaluwarsa {mark}", authority, start=NOW - 3 * YEAR, end=NOW - YEAR),
        issue(f"CONTOH Belum Berlaku {mark}", authority, start=NOW + YEAR, end=NOW + 2 * YEAR),
    )


def roots(*marks: str) -> tuple[bytes, ...]:
    """A trust list of the roots of these hierarchies."""
    return tuple(hierarchy(mark).root.der for mark in marks)


class Clockwork(timestamps.DummyTimeStamper):
    """A time-stamping authority whose clock stands where the test wants it."""


def stamper(at: datetime, mark: str = "A") -> timestamps.TimeStamper:
    """The time-stamping authority of a hierarchy, at this time."""
    made = hierarchy(mark)
    return Clockwork(made.tsa.parsed, made.tsa.private, _store(made), fixed_dt=at)


def _store(made: Hierarchy) -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register_multiple([made.authority.parsed, made.root.parsed])
    return store


def plain(pages: int = 1) -> bytes:
    """An unsigned file with text."""
    return pdf.text_pdf([f"CONTOH halaman {number}" for number in range(1, pages + 1)])


def sign(
    data: bytes,
    holder: Holder | None = None,
    *,
    field: str = "TTE1",
    mark: str = "A",
    stamped_at: datetime | None = None,
    certify: fields.MDPPerm | None = None,
    password: str | None = None,
    **more: Any,
) -> bytes:
    """The file with one more signature, by an incremental update."""
    made = hierarchy(mark)
    holder = holder or made.signer
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    if password is not None:
        writer.encrypt(password)
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certify is not None,
        docmdp_permissions=certify or fields.MDPPerm.FILL_FORMS,
        md_algorithm="sha256",
        **more,
    )
    signer = signers.SimpleSigner(
        signing_cert=holder.parsed, signing_key=holder.private, cert_registry=_store(made), embed_roots=False
    )
    stamps = None if stamped_at is None else stamper(stamped_at, mark)
    return bytes(signers.PdfSigner(metadata, signer, timestamper=stamps).sign_pdf(writer).getvalue())


def document_stamp(data: bytes, at: datetime, mark: str = "A") -> bytes:
    """The file with a time stamp over all of it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    out = signers.PdfTimeStamper(stamper(at, mark)).timestamp_pdf(writer, "sha256", validation_context=None)
    return bytes(out.getvalue())


def revocation_list(
    issuer: Holder, *, revoked: dict[int, datetime], made: datetime = NOW - timedelta(hours=1), valid: timedelta = YEAR
) -> asn1_crl.CertificateList:
    """A revocation list of this issuer: serial numbers with the time of revocation."""
    builder = cx509.CertificateRevocationListBuilder().issuer_name(issuer.certificate.subject)
    builder = builder.last_update(made).next_update(made + valid)
    builder = builder.add_extension(
        cx509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
    ).add_extension(cx509.CRLNumber(1), critical=False)
    for serial, at in revoked.items():
        entry = cx509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
        builder = builder.add_revoked_certificate(entry)
    listed = builder.sign(issuer.key, hashes.SHA256())
    return asn1_crl.CertificateList.load(listed.public_bytes(serialization.Encoding.DER))


def with_store(data: bytes, *crls: asn1_crl.CertificateList) -> bytes:
    """The file with these revocation lists in its security store."""
    out = io.BytesIO(data)
    DocumentSecurityStore.add_dss(out, None, crls=list(crls))
    return out.getvalue()


def with_new_content(data: bytes) -> bytes:
    """The file with another line on its first page, added behind the signature."""
    out = io.BytesIO(data)
    writer = IncrementalPdfFileWriter(out)
    stream = generic.StreamObject(stream_data=b"BT /F1 20 Tf 50 50 Td (CONTOH DIUBAH) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(stream))
    writer.write_in_place()
    return out.getvalue()


def with_form_field(data: bytes, value: str) -> bytes:
    """The file with this value in its only text field; an unsigned file gets the field first."""
    out = io.BytesIO(data)
    writer = IncrementalPdfFileWriter(out)
    form = writer.root.get("/AcroForm", {})
    listed = [item.get_object() for item in form.get("/Fields", ())]
    texts = [item for item in listed if item.get("/FT") == "/Tx"]
    for item in texts:
        item["/V"] = generic.TextStringObject(value)
        writer.update_container(item)
    if not texts:
        made = {"/FT": "/Tx", "/T": "nomor", "/V": ""}
        entry = {
            generic.pdf_name(key): generic.pdf_name(v) if v[:1] == "/" else generic.pdf_string(v)
            for key, v in made.items()
        }
        reference = writer.add_object(generic.DictionaryObject(entry))
        writer.root["/AcroForm"] = generic.DictionaryObject(
            {generic.pdf_name("/Fields"): generic.ArrayObject([reference])}
        )
        writer.update_root()
    writer.write_in_place()
    return out.getvalue()


def with_contents(data: bytes, contents: bytes) -> bytes:
    """The file with these bytes as the contents of its last signature, padded with zeros to the same length."""
    start = data.rindex(b"/Contents <") + len(b"/Contents <")
    length = data.index(b">", start) - start
    written = contents.hex().encode()[:length].ljust(length, b"0")
    return data[:start] + written + data[start + length :]


def with_form_of_signature(data: bytes, name: bytes) -> bytes:
    """The file with another name for the kind of its signature, of the same length."""
    known = b"/ETSI.CAdES.detached"
    return data.replace(known, name.ljust(len(known)), 1)


def endless_xref() -> bytes:
    """A file whose cross-reference table names itself as its predecessor, with the sign of a signature in it."""
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    body += b"% /ByteRange [0 1 2 3]\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table % (len(body), len(body))
