"""What an institution's name tells: whether it is the ministry's own, its class as a partner, its country."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.find.countries import country_of, names_indonesia
from portal.domain.suggestions.find.institution_names import plain_name
from portal.domain.suggestions.find.state_universities import is_state_university

_HOLDERS = (
    (re.compile(r"^menteri (?:negara )?(?=\w)"), "kementerian "),
    (re.compile(r"^minister (?=of|for)"), "ministry "),
    (re.compile(r"^direktur jenderal (?=\w)"), "direktorat jenderal "),
    (re.compile(r"^jaksa agung\b"), "kejaksaan agung"),
    (re.compile(r"^(?:kepala|ketua|rektor|pimpinan|panglima|komandan|dekan) (?=\w+ \w|mahkamah|ombudsman)"), ""),
)
"""Who signs for an institution stands for it where the head names offices: `Menteri Dalam Negeri`."""
_HAM = r"hukum (?:dan|&) (?:ham|hak a[sz]asi manusia)"
_OURS = re.compile(
    r"kementerian imigrasi dan pemasyarakatan|\bkemenimipas\b|ministry of immigration and corrections?"
    r"|^(?:direktorat jenderal|ditjen) (?:imigrasi|pemasyarakatan)|^kantor imigrasi|^kanim\b|^rumah detensi imigrasi"
    r"|^rudenim\b|^lembaga pemasyarakatan|^lapas\b|^rumah tahanan negara|^rutan\b|^balai pemasyarakatan|^bapas\b"
    r"|^lembaga pembinaan khusus anak|^lpka\b|^rumah penyimpanan benda sitaan|^rupbasan\b|^cabang rumah tahanan"
    r"|^kantor wilayah (?:direktorat jenderal )?(?:imigrasi|pemasyarakatan)|^academy of (?:correctional"
    r"|immigration)|^directorate general of "
    r"(?:immigration|corrections?)\b|^lembaga penempatan anak sementara|^(?:politeknik|akademi) (?:imigrasi"
    r"|ilmu pemasyarakatan|imipas)|^rumah sakit (?:umum )?pengayoman|^rsu? pengayoman"
)
_FORMER = re.compile(rf"(?:kementerian|departemen) {_HAM}|\b(?:kemen|dep)?kumham\b|ministry of law and human rights")
_NOT_OURS = re.compile(
    r"administrasi hukum umum|kekayaan intelektual|peraturan perundang|^direktorat jenderal hak asasi|pembinaan hukum"
    r"|strategi kebijakan|balai harta|pemerintah|universitas"
)
_OURS_LIKELY = re.compile(
    r"\bimmigration\b|\bimigrasi\b|\bkeimigrasian\b|\bcorrection(?:s|al)\b|\bprisons?\b|\bpemasyarakatan\b"
    r"|\bdetention (?:house|cent(?:re|er))\b|\bkehakiman\b|\bpembinaan bapas\b|\brutan\b|\blapas\b|\bparole\b"
)
"""Words of the ministry's own work, in either language and of any of its times."""
_CLASSES: tuple[tuple[JenisMitra, float, str], ...] = (
    (JenisMitra.ORGANISASI_INTERNASIONAL_NONPEMERINTAH, sure.CLASS_LIKELY,
     r"international (?:federation|commission of jurists|bridges|justice mission)|amnesty|save the children|oxfam"
     r"|world vision|asia foundation|hanns seidel|friedrich|konrad adenauer|\bngo\b|non ?governmental|mercy corps"
     r"|penal reform international|^(?!pt\b|cv\b|hotel|bank|universi|sekolah|the ).*\w{3} international$"),
    (JenisMitra.SUBJEK_HUKUM_INTERNASIONAL_LAINNYA, sure.CLASS_LIKELY,
     r"komite internasional palang merah|international committee of the red cross|takhta suci|holy see|\bicrc\b"),
    (JenisMitra.ORGANISASI_INTERNASIONAL, sure.CLASS_TOLD,
     r"perserikatan bangsa|united nations|\bunhcr\b|\bunodc\b|\bundp\b|\bunicef\b|\biom\b|\basean\b|organisasi "
     r"internasional|international organi[sz]ation for migration|interpol|world bank|bank dunia|uni eropa"
     r"|^international (?:\w+ ){0,3}(?:office|organi[sz]ation|agency|secretariat|commission|bureau) (?:for|of|on)\b"
     r"(?!.*\b(?:universi|institut|ministry))|european union|asian development bank"
     r"|organi[sz]ation for economic|world health organi[sz]ation"),
    (JenisMitra.PEMERINTAH_DAERAH, sure.CLASS_REGIONAL,
     r"^pemerintah (?:provinsi|propinsi|kabupaten|kota|daerah|aceh|desa|kecamatan|nagari)|^(?:bupati|gubernur"
     r"|wali ?kota|camat)\b|^dinas\b|^sekretariat daerah|^badan perencanaan pembangunan.* daerah"
     r"|^badan kesatuan bangsa"
     r"|^satuan polisi pamong|^badan penanggulangan bencana daerah|^dewan perwakilan rakyat (?:daerah|aceh)"
     r"|^kabupaten\b|^kota\b|^kelurahan|^kecamatan|^desa\b|^provinsi|^rumah sakit (?:\w+ ){0,2}daerah\b|^rsud\b"
     r"|^badan pendapatan"
     r"|^pemkab|^pemkot|^pemprov|^(?:uptd? )?puskesmas|^uptd\b|^skb\b"
     r"|^badan .*\bdaerah\b|^unit .* daerah"),
    (JenisMitra.LEMBAGA_NEGARA, sure.CLASS_TOLD,
     r"^mahkamah|^komisi (?:yudisial|pemilihan|pemberantasan|nasional|kejaksaan|informasi|perlindungan)|^ombudsman"
     r"|^dewan perwakilan (?:rakyat|daerah)|^majelis permusyawaratan|^badan pemeriksa keuangan|^pengadilan"
     r"|^komnas\b|^kpud?\b|^bawaslu|^setjen (?:dpr|dpd|mpr)|^sekretariat jenderal (?:dewan perwakilan|majelis)"
     r"|^badan pengawas pemilihan|^lembaga perlindungan saksi|^otoritas jasa keuangan|^bank indonesia"),
    (JenisMitra.LEMBAGA_NONPEMERINTAH, sure.CLASS_TOLD,
     r"^(?:pt|cv|ud|firma|pd|perum|persero)\b|\b(?:pt|persero|tbk)\b|^perseroan|^universitas|^institut"
     r"|^sekolah tinggi"
     r"|^politeknik|^akademi|^yayasan|^perkumpulan|^perhimpunan|^ikatan|^koperasi|^bank\b|^rumah sakit"
     r"|^klinik|^lembaga "
     r"bantuan hukum|^lbh\b|^asosiasi|^persatuan|^fakultas|^stai|^stie|^iain|^uin\b|^gereja|^palang merah indonesia"
     r"|^majelis|^dewan pers|^himpunan|^federasi|^forum|^nahdlatul|^muhammadiyah|^pimpinan (?:pusat|wilayah|daerah)"
     r"|^dewan pimpinan|^pengurus|^notaris|^hotel|^program studi|^pusat studi|^konsorsium|^gabungan|^persekutuan"
     r"|^kamar dagang|^sma\b|^smk\b|^smp\b|^sd\b|^pondok pesantren|^program pascasarjana|^perusahaan|^lembaga amil"
     r"|^sinode|^keuskupan|^paroki|^vihara|^masjid|^kwartir|gerakan pramuka|^radio\b|^televisi|^stasiun radio"
     r"|^harian\b|^surat kabar|^majalah|^sanggar|^paguyuban|^karang taruna|^bpjs|^badan penyelenggara jaminan sosial"
     r"|^perumda|^perseroda|^stikes|^pkbm|^lkp\b|^lsp\b|^rsj?\b|^rsia\b|^toko\b|^pesantren|^pos bantuan hukum"
     r"|^posbakum"
     r"|^dharma wanita|^parisada|^perwakilan umat|^dewan (?:kerajinan|masjid|pengurus|koperasi)|^lembaga swadaya"
     r"|^badan amil|^lembaga (?:pelatihan|kursus|sertifikasi|pendidikan)|^komunitas|^aliansi|^jaringan radio"),
    (JenisMitra.LEMBAGA_PEMERINTAH, sure.CLASS_TOLD,
     r"^kementerian|^departemen|^lanal|^lantamal|^lanud|^koarmada|^bpkp|^lkpp|^bps\b|^kantor (?:kesehatan|bea"
     r"|otoritas"
     r"|sar|pajak|pos)|^stasiun|^kemen\w+|^badan\b|^kepolisian|^polda\b|^polres|^polsek|^kejaksaan|^tentara|^tni\b"
     r"|^komando"
     r"|^direktorat|^kantor (?:wilayah|pertanahan|pelayanan|kementerian|bersama|staf|urusan|unit)|^balai|^lembaga "
     r"(?:administrasi|ketahanan|kebijakan|penyiaran|layanan)|^arsip nasional|^perpustakaan nasional|^sekretariat"
     r"|^inspektorat|^pusat pelaporan|^markas|^pangkalan|^kodim|^korem|^bnn|^bpjs|^loka|^otorita|^staf"
     r"|^pusat|^deputi|^kantor imigrasi|^detasemen|^biro\b|^lembaga sandi|^kantor syahbandar|^kesyahbandaran"),
)  # fmt: skip
_COMPILED = tuple((jenis, sureness, re.compile(pattern)) for jenis, sureness, pattern in _CLASSES)
_FOREIGN_PUBLIC = re.compile(
    r"^(?:pemerintah|kementerian|departemen|jabatan|otoritas|layanan|kepolisian|direktorat|badan|kedutaan|kerajaan"
    r"|komisi|kejaksaan|mahkamah|biro|dinas|dewan|lembaga|polis|the )|ministry|government|department|agency|authority"
    r"|bureau|service|embassy|police|office|directorate|federal|royal|commission|council"
)
_FOREIGN_POLITY = re.compile(
    r"\b(?:kerajaan|republik|kesultanan|persemakmuran|kingdom of|republic of|commonwealth of|sultanate of)"
    r" (?!indonesia\b|ri\b)(?:the )?[a-z]{3,}"
)
"""A state that is in no list of countries, or was misread: it is not Indonesia, whatever it is."""
_PRIVATE = re.compile(r"^(?:pt|cv|yayasan|perkumpulan|ikatan|koperasi|perhimpunan|asosiasi)\b|\b(?:tbk|persero)\b")

_OFFICE_OF_STATE = re.compile(
    r"^(?:kantor (?!hukum|notaris|advokat|akuntan|konsultan|pengacara)|kesatuan|koramil|pos )\w"
)
"""Offices of the state in no list of kinds; those of lawyers and accountants are private."""

_NEAR_UNIT = 92.0
"""Likeness in per cent from which on a name is that of a unit, give or take a misread letter."""


def _is_of_others(plain: str) -> bool:
    """Whether the kind of a name says that it is private, regional, or a state body of its own."""
    told = _class_at_home(plain)
    is_foreign = _FOREIGN_POLITY.search(plain) is not None
    return is_foreign or (told is not None and told[0] is not JenisMitra.LEMBAGA_PEMERINTAH)


def _held(plain: str) -> str:
    """The institution that an office is of; the name itself where it is no office."""
    return next((pattern.sub(of, plain) for pattern, of in _HOLDERS if pattern.match(plain)), plain)


def ministry_sureness(name: str, units: Sequence[str]) -> float:
    """How sure (0 to 1) an institution is the ministry, its forerunner, or one of their units; 0.0 if it is not."""
    plain = _held(plain_name(name))
    if country_of(name) is not None and not names_indonesia(name) and "imigrasi dan pemasyarakatan" not in plain:
        return 0.0
    if plain in _plain_units(tuple(units)):
        return sure.OURS_BY_UNIT
    if _OURS.search(plain):
        return sure.OURS_BY_KIND
    if _NOT_OURS.search(plain):
        return 0.0
    if _FORMER.search(plain):
        is_whole = plain.startswith(("kementerian", "departemen", "kantor wilayah", "kanwil", "ministry"))
        return sure.OURS_FORMER if is_whole else sure.OURS_FORMER_PART
    if _OURS_LIKELY.search(plain) and not _is_of_others(plain):
        return sure.OURS_LIKELY
    near = process.extractOne(plain, _plain_units(tuple(units)), scorer=fuzz.ratio, score_cutoff=_NEAR_UNIT)
    return sure.OURS_NEAR_UNIT if near else 0.0


@lru_cache(maxsize=8)
def _plain_units(units: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain_name(unit) for unit in units)


def partner_class(name: str) -> tuple[JenisMitra, str, float] | None:
    """Class and country of a partner by its name, and how sure; None where the name does not tell."""
    plain = _held(plain_name(name))
    if plain in ("pemerintah", "government") and names_indonesia(name):
        return JenisMitra.LEMBAGA_PEMERINTAH, "ID", sure.CLASS_TOLD
    country = country_of(name) if not _PRIVATE.search(plain) else None
    if country is not None and not names_indonesia(name):
        if _COMPILED[1][2].search(plain):
            return JenisMitra.SUBJEK_HUKUM_INTERNASIONAL_LAINNYA, country, sure.CLASS_LIKELY
        if _FOREIGN_PUBLIC.search(plain):
            return JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, country, sure.CLASS_TOLD
        return None
    if _FOREIGN_POLITY.search(plain) and _FOREIGN_PUBLIC.search(plain) and not names_indonesia(name):
        return JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, "", sure.CLASS_LIKELY
    return _class_at_home(plain)


def _class_at_home(plain: str) -> tuple[JenisMitra, str, float] | None:
    """The class of an Indonesian institution by the words of its plain name."""
    if is_state_university(plain):
        return JenisMitra.LEMBAGA_PEMERINTAH, "ID", sure.CLASS_TOLD
    for jenis, sureness, pattern in _COMPILED:
        if pattern.search(plain):
            if jenis is JenisMitra.LEMBAGA_NONPEMERINTAH and re.search(
                r"^(?:rumah sakit|universitas|institut|politeknik|sekolah tinggi|akademi|fakultas|uin|iain)", plain
            ):
                sureness = sure.CLASS_SHARED
            if plain.startswith(("balai latihan", "loka latihan", "balai pelatihan")):
                # Of the ministry or of the province: the name does not tell.
                sureness = sure.CLASS_SHARED
            if "jaminan sosial" in plain or plain.startswith(("bpjs", "lembaga")):
                sureness = min(sureness, sure.CLASS_SHARED)
            return jenis, "" if "internasional" in jenis else "ID", sureness
    if _OFFICE_OF_STATE.match(plain):
        return JenisMitra.LEMBAGA_PEMERINTAH, "ID", sure.CLASS_SHARED
    return None


def class_abroad(name: str) -> JenisMitra:
    """The likeliest class of a foreign institution that is not plainly of a public one."""
    if _FOREIGN_PUBLIC.search(plain_name(name)) or re.search(
        r"(?i)\b(?:command|navy|army|customs|coast guard)\b", name
    ):
        return JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING
    is_cause = re.search(
        r"(?i)\b(?:foundation|fund|trust|relief|ngo|charity|rights|justice|programme?|mobility|aid|society|corps|collective|network|alliance)\b",
        name,
    )
    if is_cause:
        return JenisMitra.ORGANISASI_INTERNASIONAL_NONPEMERINTAH
    return JenisMitra.SUBJEK_HUKUM_INTERNASIONAL_LAINNYA


def is_abroad(name: str) -> str | None:
    """The country of a foreign institution that is not plainly of a public class (a university); None at home."""
    if names_indonesia(name) or _PRIVATE.search(plain_name(name)):
        return None
    return country_of(name)
