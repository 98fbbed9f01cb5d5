"""Names of institutions: what one begins with, how two are compared, mended, and found among those registered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from portal.domain.berkas.text_quality import quality_of
from portal.domain.suggestions.find.countries import country_of, is_country_name
from portal.domain.suggestions.values import Known, KnownMitra

INSTITUTION = re.compile(
    r"(?i)^(?:the )?(?:kementerian|departemen|pemerintah|universitas|direktorat|badan|lembaga|kantor|dinas|pt\b"
    r"|yayasan|institut"
    r"|kepolisian|kejaksaan|komisi|rumah|balai|sekolah|politeknik|bank|perum|ministry|government|department"
    r"|university"
    r"|dewan|mahkamah|pengadilan|ikatan|perkumpulan|koperasi|fakultas|sekretariat|inspektorat|polres|polda|akademi"
    r"|stai|stie|iain|uin|cv\b|pusat|majelis|asosiasi|organisasi|immigration|united|international|national|republik"
    r"|kepala|bupati|gubernur|wali|rektor|menteri|direktur|rsud?\b|tentara|kodim|korem|komando|lapas|rutan|kanim"
    r"|bapas"
    r"|palang|puskesmas|klinik|museum|taman|stasiun|radio|persatuan|himpunan|federasi|forum|kwartir|lpp|bpjs|otoritas"
    r"|arsip|perpustakaan|ombudsman|markas|satuan|universiti|sm[akp]n?\b|madrasah|pondok|stikes|uptd?\b|apotek"
    r"|laboratorium"
    r"|kesultanan|keraton|taman baca|keuskupan|gereja|sinode|paroki|masjid|gabungan|aliansi|konsorsium|sanggar"
    r"|kelompok|karang taruna|dharma"
    r"|parisada"
    r"|nahdlatul|muhammadiyah|aisyiyah|pimpinan|pengurus|loka\b|sentra|hotel|toko|ud\b|firma|bumdes|perusahaan"
    r"|perumda|perseroan|tim penggerak"
    r"|perseroda|pdam|kelurahan|desa|kecamatan|nagari|jaringan|panti|perhimpunan|serikat|lanal|lantamal|lanud"
    r"|pangkalan"
    r"|detasemen|kesatuan|faculty|school|college|institute|academy|foundation|council|commission|agency|embassy"
    r"|kedutaan|lpka|rudenim|rupbasan|komite|paguyuban|lbh|posbakum|peradin?|ikadin|kadin|apindo|pkbm|lkp|blk|kanwil"
    r"|ditjen|setjen|lppm|jurusan|baznas|bnn|bnpt|kpu|bawaslu|satpol|polsek|koramil|biro|rsj|galeri|penerbit|kejari"
    r"|kejati|basarnas|bpbd|bkkbn|deputi|konsulat|gugus|satgas|pos bantuan|kerukunan|lingkar"
    r"|(?:ksop|kppbc|kpp|kpknl|bpn|bps|bpom|bmkg|kua|bpkad|bkpsdm|bappeda|dpmptsp|disdik|dinsos|dinkes|disnaker"
    r"|disdukcapil|dukcapil|kesbangpol|kemen[a-z]{2,6}|komnas|unhcr|iom|undp|unodc|unicef|pusdiklat|pmi|bkn|lpsk|kpai"
    r"|ppatk|bssn|bp[23]mi|bnp2tki|bkpm|bulog|lemhannas|kowani|pupr|bawas|kspn?|lpk|lksa|tni|polri)\b"
    r"|divisi\b(?!.{0,50}\bpada\b)|korps\b"
    r"|konsulat|cent(?:er|re)\b|society|association|organi[sz]ation|office of|board of|secretariat|directorate|bureau"
    r"|authority|police|hospital)"
)
_OF_INSTITUTIONS = re.compile(
    r"(?i)\b(?:foundation|university|college|institute|school|agency|organi[sz]ation|cent(?:re|er)|council|association"
    r"|fund|trust|society|corporation|corps|company|ltd|limited|inc|network|alliance|federation|commission|bank"
    r"|hospital|academy|programme?|committee|board|union|collective|laborator\w+|ministry|department|division|directorate"
    r"|house|prison|service|police|authority|bureau|command|office|embassy|yayasan|lembaga|perkumpulan|koperasi)\b"
)


def begins_as_institution(text: str) -> bool:
    """Whether a text begins with a whole word of institutions: `Dewan Contoh` does, `Dewantara` and `Rumahorbo` not."""
    found = INSTITUTION.match(text)
    return found is not None and not text[found.end() : found.end() + 1].isalpha()


def is_institution(text: str) -> bool:
    """Whether a short line is an institution's name by its first word, or by a word that such names hold."""
    is_short = len(text.split()) <= _MOST_WORDS
    return INSTITUTION.match(text) is not None or (is_short and _OF_INSTITUTIONS.search(text) is not None)


def holds_word_of_institutions(text: str) -> bool:
    """Whether a word that such names hold stands anywhere in a name (`Class I State Detention Centre`)."""
    return _OF_INSTITUTIONS.search(text) is not None


_MOST_WORDS = 9
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_TAIL = re.compile(r" (?:republik indonesia|ri|of (?:the )?republic of indonesia)$")
_COUNTRY_IN_BRACKETS = re.compile(r"(.{8,}?)\s*\(([^()]{3,40})\)")
_COMMON = frozenset(
    [
        "indonesia", "republik", "kementerian", "direktorat", "jenderal", "pemasyarakatan", "pemerintah",
        "kabupaten", "provinsi", "universitas", "institut", "kepolisian", "kejaksaan", "nasional", "wilayah", "lembaga",
        "yayasan", "sekretariat", "inspektorat", "politeknik", "kesehatan", "pendidikan", "pengadilan", "perwakilan",
        "ministry", "government", "university", "department", "universiti",
    ]
)  # fmt: skip
_NEAR = 90.0
"""Likeness in per cent from which on a name may be that of a registered partner."""

_CLOSE_SECOND = 3
"""Per cent by which the best must be nearer than the partner that comes second."""


@dataclass(frozen=True)
class Match:
    """A registered partner and whether its name is the very same or only near."""

    mitra: KnownMitra
    is_exact: bool
    name: str


def plain_name(name: str) -> str:
    """A name to compare with: small letters and figures, one blank between, without what every name may carry."""
    plain = " ".join(_NOT_PLAIN.sub(" ", name.lower()).split()).removeprefix("the ")
    return _TAIL.sub("", plain)


def without_country(name: str) -> str:
    """`Universitas Contoh, Indonesia` without the country behind a comma: it tells where, not who."""
    bracketed = _COUNTRY_IN_BRACKETS.fullmatch(name)
    before, comma, after = (bracketed[1], ",", bracketed[2]) if bracketed else name.rpartition(",")
    is_short = len(after.split()) <= 3 or is_country_name(after)
    is_country = plain_name(after) == "indonesia" or (country_of(after) is not None and is_short)
    return before.strip() if comma and is_country and len(before) > 8 else name


def mend_name(name: str) -> tuple[str, bool]:
    """A name with common words of institutions mended by one letter (`INDOONESIA`), and whether any was."""
    words = [_mend_word(word) for word in name.split()]
    mended = " ".join(words)
    return mended, mended != " ".join(name.split())


def _mend_word(word: str) -> str:
    plain = word.strip(",.;:()").lower()
    if len(plain) < 7 or plain in _COMMON or not plain.isascii() or quality_of(plain).known_share == 1:
        return word
    near = [common for common in _COMMON if Levenshtein.distance(plain, common, score_cutoff=1) <= 1]
    if len(near) != 1:
        return word
    return word.lower().replace(plain, near[0].upper() if word.isupper() else near[0].title())


def find_registered(name: str, mitra: Sequence[KnownMitra]) -> Match | None:
    """The registered partner of this name, the same but for case and marks, or the only one near to it."""
    plain = plain_name(name)
    if not plain:
        return None
    names = [(plain_name(other), known, other) for known in mitra for other in known.names]
    for other, known, printed in names:
        if other == plain:
            return Match(known, True, printed)
    near = process.extract(plain, [other for other, _, _ in names], scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
    if not near or len(plain) < 8 or re.findall(r"\b\d+\b", plain) != re.findall(r"\b\d+\b", near[0][0]):
        return None
    if len(near) == 2 and near[1][1] > near[0][1] - _CLOSE_SECOND and names[near[1][2]][1] is not names[near[0][2]][1]:
        return None
    return Match(names[near[0][2]][1], False, names[near[0][2]][2])


def official_name(name: str, known: Known) -> str | None:
    """The unit's name as the portal writes it, where it is one."""
    plain = plain_name(name)
    return next((unit for unit in known.units if plain_name(unit) == plain), None)
