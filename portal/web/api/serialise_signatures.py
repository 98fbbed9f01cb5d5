"""Facts about electronic signatures to the shapes of the answers."""

from portal.domain.tanda_tangan.facts import OFFICIAL_CHECKS
from portal.domain.tanda_tangan.public import PublicSignatures
from portal.domain.tanda_tangan.report import SignatureReport
from portal.web.api.shape_parts import instant
from portal.web.api.shapes_signatures import PemeriksaanTandaTanganShape, TandaTanganShape


def signatures_shape(found: PublicSignatures | None) -> PemeriksaanTandaTanganShape | None:
    """The signatures of a file; None while nobody has looked for any."""
    if found is None:
        return None
    return PemeriksaanTandaTanganShape(
        diperiksa_pada=instant(found.checked_at),
        keterangan=found.note or None,
        daftar=[_signature(report) for report in found.reports],
        verifikasi_resmi=[address for _, address in OFFICIAL_CHECKS],
    )


def _signature(report: SignatureReport) -> TandaTanganShape:
    return TandaTanganShape(
        jenis=report.kind,
        penanda_tangan=report.signer or None,
        penerbit=report.issuer or None,
        waktu=instant(report.signed_at) if report.signed_at else None,
        is_waktu_terbukti=report.is_time_proven,
        keutuhan=report.integrity,
        perubahan=report.changes,
        kepercayaan=report.trust,
        cap_waktu=report.time_stamp,
        pencabutan=report.revocation,
        cakupan=report.coverage,
        tidak_dapat_diperiksa=report.not_checkable,
    )
