"""Every table in one import, for migrations and for tests that compare the schema with the models."""

from portal.models.acara import Acara
from portal.models.account_link import AccountLink, LinkRequest
from portal.models.audit_entry import AuditEntry, AuditHead
from portal.models.base import Base
from portal.models.berkas import Berkas, Halaman
from portal.models.evaluasi import Evaluasi
from portal.models.hubungan import Hubungan
from portal.models.index_change import IndexChange, IndexState
from portal.models.job import Job
from portal.models.kalender import HariLibur, TahunKalender, UmpanKalender
from portal.models.kasus import KasusKemlu, KasusPengesahan, LangkahKemlu, LangkahPengesahan
from portal.models.kemiripan import Kemiripan
from portal.models.kiriman import Kiriman
from portal.models.kunci_akses import KunciAkses
from portal.models.lampiran import Penjajakan, Perencanaan
from portal.models.langganan import Langganan, LanggananToken, Pelanggan
from portal.models.mitra import Mitra, MitraNama
from portal.models.naskah import Naskah, NaskahMitra, NaskahUnit
from portal.models.naskah_asli import NaskahAsli, Penerimaan, RiwayatAsli
from portal.models.object_copy import ObjectCopy
from portal.models.oidc_identity import OidcIdentity
from portal.models.passkey import Passkey, PasskeyChallenge
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.penahanan import Penahanan
from portal.models.penghitaman import KotakHitam, Penghitaman, SalinanHitam
from portal.models.penomoran import Penomoran
from portal.models.public_log import PublicLogCheckpoint, PublicLogEntry, PublicLogHead
from portal.models.retensi import Pembekuan, Retensi
from portal.models.riwayat_asal import RiwayatAsal
from portal.models.saran import Saran
from portal.models.tanda_tangan import TandaTangan
from portal.models.terbitan import (
    Terbitan,
    TerbitanAcara,
    TerbitanBerkas,
    TerbitanChange,
    TerbitanDitarik,
    TerbitanHalaman,
    TerbitanHubungan,
    TerbitanNama,
    TerbitanPihak,
    TerbitanRedirect,
    TerbitanSidik,
    TerbitanState,
    TerbitanVersion,
    TerbitanVersionHalaman,
)
from portal.models.unduhan import Unduhan
from portal.models.unggahan import Unggahan
from portal.models.unit import Unit, UnitNama
from portal.models.user import (
    FactorReset,
    LoginFailure,
    LoginSession,
    PendingPenugasan,
    Penugasan,
    RecoveryCode,
    SecondFactor,
    User,
)
from portal.models.usulan import PenerimaanUsulan
from portal.models.vocabulary import VocabularyChange
from portal.models.webhook import Webhook, WebhookDelivery
from portal.models.worker import WorkerProcess

__all__ = [
    "Acara",
    "AccountLink",
    "AuditEntry",
    "AuditHead",
    "Base",
    "Berkas",
    "Evaluasi",
    "FactorReset",
    "Halaman",
    "HariLibur",
    "Hubungan",
    "IndexChange",
    "IndexState",
    "Job",
    "KasusKemlu",
    "KasusPengesahan",
    "Kemiripan",
    "Kiriman",
    "KotakHitam",
    "KunciAkses",
    "Langganan",
    "LanggananToken",
    "LangkahKemlu",
    "LangkahPengesahan",
    "LinkRequest",
    "LoginFailure",
    "LoginSession",
    "Mitra",
    "MitraNama",
    "Naskah",
    "NaskahAsli",
    "NaskahMitra",
    "NaskahUnit",
    "ObjectCopy",
    "OidcIdentity",
    "Passkey",
    "PasskeyChallenge",
    "Pelanggan",
    "Pembekuan",
    "Pemberitahuan",
    "Penahanan",
    "PendingPenugasan",
    "Penerimaan",
    "PenerimaanUsulan",
    "Penghitaman",
    "Penjajakan",
    "Penomoran",
    "Penugasan",
    "Perencanaan",
    "PublicLogCheckpoint",
    "PublicLogEntry",
    "PublicLogHead",
    "RecoveryCode",
    "Retensi",
    "RiwayatAsal",
    "RiwayatAsli",
    "SalinanHitam",
    "Saran",
    "SecondFactor",
    "TahunKalender",
    "TandaTangan",
    "Terbitan",
    "TerbitanAcara",
    "TerbitanBerkas",
    "TerbitanChange",
    "TerbitanDitarik",
    "TerbitanHalaman",
    "TerbitanHubungan",
    "TerbitanNama",
    "TerbitanPihak",
    "TerbitanRedirect",
    "TerbitanSidik",
    "TerbitanState",
    "TerbitanVersion",
    "TerbitanVersionHalaman",
    "UmpanKalender",
    "Unduhan",
    "Unggahan",
    "Unit",
    "UnitNama",
    "User",
    "VocabularyChange",
    "Webhook",
    "WebhookDelivery",
    "WorkerProcess",
]
