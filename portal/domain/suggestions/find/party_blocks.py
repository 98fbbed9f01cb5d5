"""The blocks in which the parties present themselves: who signs, in which office, on whose behalf."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.domain.suggestions.find.headed import headed, institution_within
from portal.domain.suggestions.find.institution_names import (
    INSTITUTION,
    begins_as_institution,
    holds_word_of_institutions,
    is_institution,
)
from portal.domain.suggestions.find.person_names import SMALL_IN_NAMES, core_of, looks_like_person
from portal.domain.suggestions.text.personal import name_alone

MOST_CHARACTERS = 14_000
_ASIDE = r"\((?!(?:persero(?:da)?|perumda|tpi|tbk)\b)"
"""A bracket behind a name, but for those that belong to it (`PT Contoh (Persero) Cabang …`)."""
_NEXT_FIELD = (
    r"\b(?:nama|umur|usia|pekerjaan|jabatan|pangkat|alamat|instansi|unit kerja|kedudukan|bertindak|sebagai|selaku"
    r"|status)"
    r"(?: \w+){0,4}\s?:|(?-i:\b[A-Z][a-z]{3,14})\s?:"
    r"|\b(?:perusahaan|lembaga|organisasi|institusi|telepon|telp|satuan kerja|npwp|no\.? ktp)\s?:"
)
"""The next label of a table that was read as running text ends what stands before it."""
_LABEL = re.compile(
    r"(?:\(\s?(?=PIHAK\s\w+\s?\))|(?:selanjutnya|hereinafter|kemudian|disebut)\b[^;]{0,120}?\W|\b(?:sebagai"
    r"|selaku|kedudukan)\s*:?\s+[\"'“‘(]{0,2}|\b(?:sebagai|selaku|kedudukan)\s?:)"
    r"(PIHAK\s?(?:KE\s?-\s?)?(?:KESATU|PERTAMA|KEDUA|KETIGA|KEEMPAT|KELIMA|KEENAM|KETUJUH|I{1,3}V?|IV|VI{0,3}|V|[1l|]{1,3}|\d"
    r"|[A-H])(?!\w)"
    r"|(?:THE )?(?:FIRST|SECOND|THIRD|FOURTH) PARTY\b)",
    re.IGNORECASE,
)
_ORDER = {
    "KESATU": 1, "PERTAMA": 1, "I": 1, "1": 1, "l": 1, "A": 1, "FIRST": 1, "KEDUA": 2, "II": 2, "2": 2, "B": 2,
    "SECOND": 2, "11": 2, "LL": 2, "KETIGA": 3, "III": 3, "3": 3, "C": 3, "THIRD": 3, "LLL": 3, "111": 3, "KEEMPAT": 4,
    "IV": 4, "4": 4, "D": 4, "FOURTH": 4, "KELIMA": 5, "V": 5, "5": 5, "KEENAM": 6, "VI": 6, "6": 6, "KETUJUH": 7,
    "VII": 7, "7": 7, "L": 1, "|": 1, "||": 2, "|||": 3,
}  # fmt: skip
_OFFICE = re.compile(
    r"(?:\bselaku\b(?!\s+PIHAK)|(?<!dalam )(?<!atas nama )\bjabatan\b(?!\s+(?:tersebut|ini|itu))\s*:?"
    r"|\bdalam (?:jabatannya|kedudukannya|kapasitasnya) (?:selaku|sebagai)"
    r"|(?<!disebut )\bsebagai\b(?!\s+(?:PIHAK|berikut)|\s?:)"
    r"|\bin (?:his|her) capacity as\b)\s*:?\s*(.{3,220}?)"
    rf"(?=\s*(?:[,;]|{_ASIDE}|(?<!\bP[l1|i]t)"
    r"(?<!\bP[l1|i]h)(?<!\bPj)(?<!\ba\.n)(?<!\b[PU][TDP])(?<!\bCV)(?<!\bFa)(?<!\bTB)(?<!\bKH)(?<!\bSt)(?<!\bNo)(?<!\bDr)(?<!\bIr)(?<!\bdrg)(?<!\bProf)"
    r"(?<!\bRd)\.\s"
    rf"|{_NEXT_FIELD}"
    r"|\bdalam hal ini\b|\bberdasarkan\b|\bbertindak\b"
    r"|\byang\b|\bberkedudukan\b|\bberalamat\b"
    r"|\b(?:sebagai )?pihak (?:kesatu|pertama|kedua|ketiga|keempat)\b"
    r"|\bkedua (?:belah )?pihak\b|\bpara pihak\b"
    r"|\bsebagai pihak\b|\balamat\b|\bNIP\b|\bselanjutnya\b|\bdisebut\b|\bsesuai\b|\boleh karena|\bacting\b"
    r"|\bsecara\b|\bbersama-sama\b|\bmasing-masing\b|$))",
    re.IGNORECASE | re.DOTALL,
)
_BEHALF = re.compile(
    r"(?:(?:untuk dan )?(?:atas|alas) nama(?: (?:serta|dan) (?:sah )?mewakili)?|mewakili|on behalf of)"
    r"\s*:?\s*(.{3,260}?)"
    rf"(?=\s*(?:;|{_ASIDE}|,|\.\s|\byang\b|\bberkedudukan\b|\bberalamat\b|\bselanjutnya\b|\bdisebut\b|\bberdasarkan\b"
    r"|\bsebagaimana\b|\bsesuai\b|\bmenurut\b|\bhereinafter\b|$))",
    re.IGNORECASE | re.DOTALL,
)
_OCCUPATION = re.compile(
    rf"\bPekerjaan\s*:\s*(.{{3,160}}?)"
    rf"(?=\s*(?:{_NEXT_FIELD}|[,;(]|\b(?:bertindak|alamat|beralamat|bertempat|dalam hal ini|selanjutnya|disebut)\b|$))",
    re.IGNORECASE,
)
"""What a private person does, or the office of an old paper."""
_POINTS_BACK = re.compile(
    r"(?i)\b(?:tersebut|dimaksud|ini|itu|di ?atas)$|^[a-z]+nya$|^(?:kantor|instansi|lembaga)nya\b"
)
"""`rumah sakit tersebut`, `kantornya`: it names nothing, it points back at what did."""
_LABEL_ONLY = re.compile(r"(?i)(?:pihak|(?:the )?(?:first|second|third|fourth)) \w{1,8}")
"""`mewakili Pihak Kesatu`: a label is no name."""
_HEADS = (
    "Pejabat Pembuat Komitmen|Kuasa Pengguna Anggaran|Presiden Direktur|Presiden|Dekan|Kepala|Rektor|Direktur|Bupati"
    "|Gubernur|Ketua"
    "|Wali ?[Kk]ota|Sekretaris|Menteri|Jaksa|Camat|Pimpinan"
    "|Pemimpin"
    "|Wakil|Deputi|Inspektur|Panglima|Komandan|Manajer|General Manager|Kapolres|Kapolda|Kapolsek|Kalapas"
    "|Karutan|Kakanim|Kabapas"
    "|Karudenim|Kakanwil|Kajari|Kajati|Dandim|Danrem|Kadis|Lurah|Pengasuh|Pengelola|Bendahara|Koordinator"
    "|Pendiri|Pembina Yayasan|Pimpinan Pondok|Penjabat"
)
_ANY_HEAD = f"{_HEADS}|{_HEADS.upper().replace('[KK]', 'K')}"
_OFFICE_ENDS = (
    rf"(?=\s*(?:{_NEXT_FIELD}|(?i:{_ASIDE})"
    r"|[,;)]|\.\s(?=[a-z])|(?i:\bdiangkat\b|\bdalam hal ini\b|\bberdasarkan\b|\bbertindak\b|\byang\b"
    r"|\bberkedudukan\b|\bberalamat\b"
    r"|\bselanjutnya\b)|\b[Ss]ebagai PIHAK\b|$))"
)
_OFFICE_AFTER = re.compile(
    r"(?<=[A-Za-z.])\s?[:,(](?:\s?:)?\s?((?:P[l1|i]t\. |P[l1|i]h\. |Pj\. )?"
    rf"(?:{_ANY_HEAD})\b[^,;:]{{0,160}}?)" + _OFFICE_ENDS
)
"""`1. NAMA : Dekan Fakultas …, berkedudukan di …`, without any word between name and office."""
_OFFICE_BELOW = re.compile(
    r"(?<=[A-Za-z.])\s((?:Pelaksana (?:Tugas|Harian) |P[l1|i]t\.? |P[l1|i]h\.? |Pj\.? )?"
    rf"(?:{_HEADS})\b[^,;:]{{2,160}}?)" + _OFFICE_ENDS
)
"""`1. NAMA` above `Kepala Dinas …`: nothing but the end of a line between name and office."""
_OFFICE_ENGLISH = re.compile(
    r"(?<=[A-Za-z.])\s?[,(]\s?((?:(?:the|acting|executive|deputy|vice|general|country|regional|program(?:me)?"
    r"|project|managing"
    r"|national|senior)[ -])*(?:director|manager|chair\w*|president|rector|dean|head|secretary|representative"
    r"|coordinator"
    r"|chancellor|chief|minister|principal|provost)\b(?:(?!\.\s)[^,;:()]){0,120})(?=\s*[,;()]|\.\s"
    r"|\s+(?:of the (?:other|one) part"
    r"|acting|who|and)\b)",
    re.IGNORECASE,
)
"""`Sample Name, Executive Director, acting for …`."""
_DEFINED = re.compile(
    r"(?:\b(?:selanjutnya|seterusnya|kemudian|singkatnya|hereinafter|hereafter)\b[^;:\"“”‘]{0,70}?(?:\b(?:disebut|dinamakan"
    r"|disingkat|referred to"
    r"|called|known)\b"
    r"(?:\s(?:sebagai|juga|dengan|as|pula"
    r"|dalam\s\w+\sini))*)?\s*[\"“”‘'(]{1,3}(?:the\s)?(?P<quoted>[^\"“”’')]{2,45})[\"“”’')]"
    r"|\b(?:selanjutnya|seterusnya|kemudian|singkatnya) (?:disebut|dinamakan|disingkat)(?: sebagai| juga| dengan"
    r"| pula)* (?P<plain>(?-i:[A-Z])[\w&/-]*(?:\.(?=\w)[\w&/-]*)*(?: (?-i:[A-Z])[\w&/-]*(?:\.(?=\w)[\w&/-]*)*){0,4})"
    r"|\((?:(?:hereinafter|selanjutnya) )?(?:the )?[\"“”‘'](?:the )?(?P<short>[^\"“”’')]{2,40})[\"“”’']\))",
    re.IGNORECASE,
)
_NO_ALIAS = re.compile(
    r"(?i)^pihak$|^(?:para|kedua|ketiga|keempat|both|the part|parties|kontrak|perjanjian|nota|agreement|mou|memorandum"
    r"|project|program"
    r"|kegiatan|pekerjaan|together|secara|masing|bersama|collectively|jointly|kesepakatan|piagam|swakelola$"
    r"|penelitian|layanan)"
    r"|\bparties\b|para pihak"
)
_ARTICLE = re.compile(r"\b(?:Pasal|PASAL|Article|ARTICLE) ?[1Il]\b")
_BEGINS = re.compile(r"(?:.*\b(?:between|antara|among|BETWEEN|ANTARA|AMONG)\b\W*)", re.DOTALL)
_JOINS = re.compile(r"(?i)^[\s\W]*(?:and|dan|dengan|with)\b\W+")
_INSTITUTION_FIRST = re.compile(
    r"^\W*(?:\(?(?:[IVXivx]{1,4}|\d{1,2}"
    r"|[A-Ha-h])[.)]{1,2}\s*)?(?:the\s)?(?P<name>[A-Z][^;:()\"“]{3,150}?)(?:\s*\([^)]{2,40}\))?(?:,?\s+"
    r"(?:an?|having|whose|established|incorporated|organi[sz]ed|registered|suatu|sebuah|yang|berkedudukan"
    r"|beralamat|berdomisili|alamat"
    r"|represented|diwakili|dalam hal ini|as represented|with its|located|selanjutnya"
    r"|with (?:\w+ )?(?:offices?|address)|hereinafter|acting|bertindak)\b"
    r"|(?=,\sof\s[A-Z\d])|(?=\s*\((?:hereinafter|selanjutnya|the)?\s?[\"“]))"
)
_ON_OWN_BEHALF = re.compile(
    r"(?i)\bdiri(?:nya)? (?:sendiri|pribadi)|\bpribadi\b|\bper(?:se)?orangan\b|\bwiraswasta\b|\bhimself\b"
    r"|\bherself\b|personal capacity"
)
_NEXT_PARTY = re.compile(
    r"[;:]\s*(?:dan|and)\b|;\s"
    r"|(?<!\bProf)(?<!\b[DI]r)(?<!\bDr[sa])(?<!\bM[rs])(?<!\bMrs)(?<!\b[A-Z])\.\s+(?=[A-Z\d])|\bRE:"
    r"|\bdan\s+(?=\d\.)"
)
_MOST_BEHIND = 420
_BY_OFFICE = re.compile(
    r"(?:represented|diwakili)(?: \w+){0,2}? (?:by|oleh)(?: its| the"
    r"| the)? (?P<office>[A-Z][A-Za-z\- ]{3,60}?), (?P<name>[A-Z][^;]{4,70}?)"
    r"(?=[;)]|\s?\(|,? (?:hereinafter|witnesseth|yang|selanjutnya|and the|acting)\b|\.\s|\.?,? and\b|,\s(?=[a-z])|$)"
)
"""`represented by its Rector, Prof. Sample Name`."""
_BY_PERSON = re.compile(
    r"(?:(?:represented|diwakili)(?: \w+){0,3}? (?:by|oleh)|diwakili)\s(?P<name>[A-Z][^;:]{3,60}?)(?:,\s(?:its |the )?"
    r"|\s(?:selaku|sebagai|as)\s)"
    r"(?P<office>[A-Z][A-Za-z \-]{3,80}?)(?=[.;:,)]|\s\(|\s(?:and|dan|selanjutnya|yang)\b|$)"
)
"""`represented by Sample Name, Executive Secretary`."""
_OFFICE_THEN_NAME = re.compile(
    r"(?:\d{1,2}|[IVX]{1,3})[.)]\s(?P<office>[A-Z][^,;:]{5,140}), (?P<name>[A-Z][^;:]{3,80}?),?\s"
    r"(?:(?:yang )?(?:selanjutnya|disebut)|sebagai)\b"
)
"""`1. Kepala Kantor Contoh, NAME, S.H., selanjutnya …`: the office before its holder, and no word between."""
_OFFICE_WORD = re.compile(
    r"(?i)\b(?:director|rector|dean|chancellor|president|chair\w*|head|secretary|minister|manager|governor|partner"
    r"|coordinator|officer|representative"
    r"|commissioner|ambassador|consul|leader|principal|chief|lead|registrar|commander|administrator|treasurer|warden|superintendent|trustee|owner|founder"
    r"|bendahara|komandan|pengelola|penanggung jawab|kuasa|bupati|camat|lurah|wakil|pejabat|direktur"
    r"|rektor|dekan|ketua|kepala|sekretaris|pemimpin|pimpinan|manajer)\b"
)
_LIST_OPENS = re.compile(
    r"\b(?:between|antara|among|kami,? yang bertanda ?tangan di ?bawah ini,[^:;]{8,160}"
    r"|kami(?: yang bertanda ?tangan(?: di ?bawah ini)?)?|bertanda ?tangan(?: di ?bawah ini)?"
    r"|undersigned|(?:para|kedua) pihak|(?:the )?parties|pihak-pihak|oleh(?: dan antara)?)\s*:"
    r"|\b(?:between|antara|among|by)\s(?=\((?:1|a|i)\)\s)|^\W{0,3}(?=\(1\)|1\.\s[A-Z])",
    re.IGNORECASE,
)
_LIST_ENDS = re.compile(
    r"\b(?:Pasal|PASAL|Article|ARTICLE) ?[1Il]\b|\b(?:WHEREAS|RE:|Subject:|menyatakan|sepakat|bersepakat|agree"
    r"|menimbang|menetapkan|mufakat|bersetuju)\b"
    r"|\s1\.\s+[A-Z]{4,}\s"
)
_NUMBERED = re.compile(r"^\W*\((?:\d|[a-h]|i{1,3})\)\s")
_MOST_OF_PERSON = 4
_BEFORE_NAME = re.compile(r"^\W*(?:\(?(?:\d|[a-h]|i{1,3})\)\s*)?(?:the\b|The\b)?\s*")
_LIST_PARTS = re.compile(
    r";\s*(?:dan|and)?\s|(?:^|[\s,:])(?:dan|and)?\s*\((?:\d|[a-h]|i{1,3})\)\s|(?:^|\s)\d[.)]\s(?=[A-Z])"
)
_LEAST_PIECE = 18
_TWO_PERSONS = re.compile(
    r"\b(?:antara|between)\s+([A-Z][^;:]{10,260}?),?\s+(?:dan|dengan|and)\s+((?:Prof|Drs?|Dra|Ir|Hj?"
    r"|[A-Z][A-Za-z.]{2,})\b[^;:]{10,260}?)"
    r"(?=,\s+(?:dengan|sebagai|telah|yang|menyatakan|sepakat)\b|;|:)"
)
_JOINED_OPENS = re.compile(r"\b(?:antara|between|oleh)\s+(?:the\s+)?(?=[A-Z])", re.IGNORECASE)
_JOINED_AT = re.compile(r",?\s(?:dengan|dan|and|with|serta)\s(?:the\s)?(?=[A-Z])")
_NAME_AND_OFFICE = re.compile(
    r"(?:\b(?:oleh|by|dan|and|kami|between|antara)\s|,\s(?:dan\s|and\s)?|^|:\s)"
    r"(?P<name>(?:Prof\. |Dr\. |Drs\. |Dra\. |Ir\. |Hj?\. )*[A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]*){0,5}"
    r"(?:, [A-Z][\w.]{1,12}){0,3})\s\((?P<office>[A-Z][^()]{3,80})\)"
)
_ANNOUNCED = re.compile(
    r"(?i)\b(PIHAK\s(?:KESATU|PERTAMA|KEDUA|KETIGA|KEEMPAT|I{1,3}|IV|[1-4|l])|(?:FIRST|SECOND|THIRD) PARTY)"
    r"(?:\W{1,4}(?=(?:\w{1,2}[.)]\s)?(?:nama|name)\b)"
    r"|\s(?=(?-i:[A-Z])[^;:.]{5,120}?,? (?:yang )?(?:dalam hal ini )?diwakili\b))"
)
_MOST_FIELDS = 900
_LEAST_BLOCKS = 2
_MOST_OPENING = 6_000
_MOST_BLOCKS = 12
_LETTER = ord("A") - 1
"""`A. NAME` presents the first party, `B. NAME` the second: the letter is no initial."""
_SMALL_WORDS = frozenset(["of", "and", "the", "for", "in", "dan", "untuk", "di"])
_TOLD_AS_BODY = re.compile(
    r"(?:\s*\([^)]{2,40}\))?,\s(?:(?:an?|suatu|sebuah)\s(?:\w+\s){0,3}"
    r"(?:institution|company|university|body|foundation|organi[sz]ation|association|agency|corporation|programme?"
    r"|charity|trust|office|unit|bureau|branch|ngo|network|firm|business|cabang|unit|badan|lembaga"
    r"|perusahaan|yayasan|perkumpulan)|established|incorporated|registered)\b"
)
"""What no person is said to be."""
_INSTITUTIONAL = (
    r"(?i)\b(?:foundation|university|college|institute|school|agency|organi[sz]ation|centre|center|council"
    r"|association|fund|trust"
    r"|society|corporation|company|ltd|limited|inc|network|alliance|federation|commission|bank|hospital|academy"
    r"|programme?"
    r"|committee|board|union|group|laborator\w+|ministry|department|service|office|mission|embassy|consulate|bureau"
    r"|authority|directorate|command|police)\b"
)
_OFFICE_FIRST = re.compile(
    rf"\b((?:P[l1|i]t\. |P[l1|i]h\. |Pj\. )?(?:{_HEADS})\b[^,;:]{{0,120}}), "
    r"([A-Z][A-Z'’`. ]{4,60}(?:, [A-Z][A-Za-z. ]{1,12})*),? (?:yang )?(?:dalam hal ini|bertindak)\b"
)
"""`Plt. Sekretaris Jenderal, NAMA, dalam hal ini bertindak …`: the office before its holder."""
_IS_REPRESENTED = re.compile(r"(?i)(?:\s*\([^)]{2,40}\))?,?\s(?:as |herein |di)?(?:represented|wakili)\b")
"""Nor is a person, mostly."""
_LOST_BULLETS = re.compile(r"^(?:\(?(?:\d{1,2}|[a-h])[.)]\s+)+")
"""Bullets of a list whose numbers were read before its texts."""
_BRACKET_BEHIND = re.compile(r"(?<=\w.)\s*\((?!(?i:purn))(?=[A-Za-z]{3})")
_BULLET_BEFORE = re.compile(r"^[IVX1l|]{1,3}\s\.\s?(?=[A-Z])|^(?:[IL1l|]{2,3}|[Il]V|\d\w?|i)[.,]?\s+(?=[A-Z])")
_ACTING = re.compile(r"^P[l1|i]([th])\.")
_RAN_ON = re.compile(r"(?i)\s+(?:d\s?[a-z]\s?lam\s\w{2,3}.?\s\w{2,3}\b|[bh]er\s?t[il1!]n\w{2,4}\s+\w{4,6}\s).*$")
"""What follows an office with a letter read wrongly (`dalam ha! ini`, `Bertinduk untuk`)."""
_STROKE_FOR_I = re.compile(
    r"(?<=\s)[|l1](?=\s(?:Wayan|Made|Nyoman|Ketut|Gede|Gusti|Putu|Kadek|Komang|Dewa|Nengah|WAYAN|MADE|NYOMAN|KETUT"
    r"|GEDE|GUSTI)\b)"
)
_BALINESE = re.compile(r"(?i)(?:wayan|made|nyoman|ketut|gede|gusti|putu|kadek|komang|dewa|nengah)\b")
"""Names that `I` stands before; recognisers take it for a stroke."""
_NAMED_FIRST = re.compile(
    r"([A-Z][^;:()]{4,160}?(?: \((?i:persero(?:da)?|perumda|tpi)\)(?: [A-Z][^;:()]{1,60}?)?)?)"
    r"(?: \([A-Z][A-Za-z .&]{1,14}\))?"
    r"(?:, (?:suatu|sebuah|selaku|yaitu|berkedudukan|beralamat|alamat|an?|established|having)\b[^;:]{3,160}?)?"
    r"(?:,(?= )|(?= yang )) (?:yang )?(?:dalam (?:hal|perbuatan|perjanjian|naskah|nota|kerja ?sama) (?:\w+ )?ini )?"
    r"(?:di ?wakili(?: (?:secara sah )?oleh|(?= [A-Z]))|represented (?:herein )?by)\b",
)
"""`BANK CONTOH, suatu badan usaha milik daerah, dalam hal ini diwakili oleh …`: the institution before its person."""
_TOLD_BEHIND = re.compile(
    r", (?=(?:an?|suatu|sebuah|yang|established|having|whose|of|alamat|beralamat|berkedudukan)\b)"
)
_REPRESENTED = re.compile(
    r"diwakili (?:secara sah )?oleh(?:nya)?\s*:?|diwakili(?= [A-Z])|represented by", re.IGNORECASE
)
_NAME_FIELD = re.compile(
    r"\bNama(?:\s+Lengkap)?\s*:\s*(.{2,90}?)"
    rf"(?=\s*(?:{_NEXT_FIELD}|\bNIP|\bNIK|\bNRP|\bPangkat|\bJabatan|\bAlamat|\bPekerjaan|;|\n|$))",
    re.IGNORECASE,
)
_LABELS_FIRST = re.compile(
    rf"\bNama\s+Jabatan\s*:\s*([A-Za-z][^:;]{{3,80}}?)[\s|–-]+(?=(?:P[l1|i][th]\.? |Pj\.? )?(?:{_ANY_HEAD})\b)"
)
"""Two labels read one after the other, then both values: `Nama Jabatan : Contoh Sri, S.H. | Kepala Lapas …`."""
_NAME_CELL = re.compile(
    r"\bNama(?: Lengkap)? (?:[\d»>,;'] )?([A-Z][^:;]{2,80}?)"
    r"(?= (?:\W )?(?:NIP|NIK|NRP|Pangkat|Jabatan|Alamat|Pekerjaan)\b)"
)
"""A field whose colon was not read."""
_ACTS = re.compile(r"\b(?:dalam hal ini|bertindak|yang|berkedudukan|bertempat tinggal|lahir di|pemegang)\b")
_UNIT_FIELD = re.compile(
    r"\b(?:Unit Kerja|Satuan Kerja|Instansi|Institusi|Lembaga|Perusahaan)\s*:\s*(.{3,200}?)"
    rf"(?=\s*(?:;|{_NEXT_FIELD}|\bAlamat|\bselanjutnya|\bbertindak|\byang\b|\bdalam hal ini\b|\b(?:ber)?sebagai pihak"
    r"|\buntuk (?:dan|selanjutnya)\b|\bdisebut\b|\b(?-i:dengan)\b|\b\d{1,2}\.\s|$))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:(?:^|[\s;:.])(?:[IVXivxl|!1]{1,4}|\d{1,2})|(?:^|[\s;:])[a-h])\s?[.)]\s+")
"""Also as recognisers read Roman bullets (`|.`, `ll.`, `Il.`); a capital letter is a degree or an initial."""
_PERSON = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’`.,\-() ]{3,90}")
_TITLES = re.compile(
    r"^(?:(?:yang terhormat|bapak|ibu|sdr[i.]?|saudara[i]?|tuan|nyonya|mr|mrs|ms|yth|his excellency|her excellency"
    r"|h\.e|y\.?m|nama)\b[.:\s]*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PartyBlock:
    """One party as it presents itself; empty texts for what is not said. `order` is its label's, from 1.

    `alias` is the short name it gives itself, where that is no number among the parties.
    """

    order: int
    nama: str
    penanda_tangan: str
    jabatan: str
    snippet: str
    start: int
    alias: str = ""


_OFFICE_FIELD = re.compile(r"(?i)\bjabatan\s*:")


def party_blocks(text: str) -> tuple[PartyBlock, ...]:
    """The blocks of an opening given as running text, in their order, one a label."""
    text = _LABELS_FIRST.sub(r"Nama : \1 Jabatan : ", _STROKE_FOR_I.sub("I", text[:MOST_CHARACTERS]))
    blocks: dict[int, PartyBlock] = {}
    start = 0
    for label in _LABEL.finditer(text):
        order = _order(label[1])
        piece = text[start : label.end()]
        if order and order not in blocks and len(blocks) < _MOST_BLOCKS:
            lost, piece = (
                _with_lost_label(order, piece[-2_000:]) if order - 1 and order - 1 not in blocks else ("", piece)
            )
            if lost:
                blocks[order - 1] = _block(order - 1, lost, start)
            blocks[order] = _block(order, piece[-2_000:], start)
        start = label.end()
    if set(blocks) == {1}:
        blocks |= _behind_first(text, start)
    found = tuple(sorted(blocks.values(), key=lambda block: block.order))
    if len(found) >= 2:
        return found
    return (
        _announced_blocks(text)
        or _defined_blocks(text)
        or _listed_blocks(text)
        or _sentence_blocks(text)
        or _field_blocks(text)
        or _joined_blocks(text)
        or _bracketed_blocks(text)
        or found
    )


def presented_in_head(names: Sequence[str]) -> tuple[PartyBlock, ...]:
    """The parties whose presentations stand in the head itself (`BETWEEN` / `X, represented by …` / `and` / `Y, …`)."""
    if len(names) < _LEAST_BLOCKS or not all(map(_IS_REPRESENTED.search, names)):
        return ()
    return tuple(_block(order, name, 0) for order, name in enumerate(names, 1))


def _with_lost_label(order: int, piece: str) -> tuple[str, str]:
    """What two parties say of themselves, parted, where the label of the first was not read; ("", all) where none is.

    The second begins at its number, at its own `Nama :`, or at the word that joins an institution.
    """
    numbers = [found.start() for found in _BULLET.finditer(piece) if _order(found[0].strip(" ;:.)(")) == order]
    fields = [found.start() for found in _NAME_FIELD.finditer(piece)][1:]
    joints = [found.start() for found in _JOINED_AT.finditer(piece) if INSTITUTION.match(piece[found.end() :])]
    for places in (numbers, fields, joints):
        for place in reversed(places):
            lost, own = _block(order - 1, piece[:place], 0), _block(order, piece[place:], 0)
            if place > _LEAST_PIECE and _says_who(lost) and _says_who(own):
                return piece[:place], piece[place:]
    return "", piece


def _behind_first(text: str, start: int) -> dict[int, PartyBlock]:
    """The second party, whose label was not read, behind the label of the first."""
    ends = _LIST_ENDS.search(text, start)
    rest = text[start : min(ends.start() if ends else len(text), start + _MOST_FIELDS)]
    block = _block(2, _JOINS.sub("", rest), start)
    return {2: block} if _says_who(block) else {}


def _says_who(block: PartyBlock) -> bool:
    """Whether a presentation tells an institution, or a signer and the office held."""
    is_signer = looks_like_person(block.penanda_tangan) and bool(block.jabatan)
    return is_signer or INSTITUTION.match(block.nama) is not None


def _announced_blocks(text: str) -> tuple[PartyBlock, ...]:
    """Parties whose label stands above what they say: `Pihak Pertama` / `Nama : …` / `Jabatan : …`."""
    first = _ANNOUNCED.search(text[:_MOST_OPENING])
    # `Yang bersepakat di …:` above the labels ends no list.
    article = _LIST_ENDS.search(text, first.end() if first else 0)
    text = text[: min(article.start() if article else _MOST_OPENING, _MOST_OPENING)]
    labels = [(found.start(), found.end(), _order(found[1])) for found in _ANNOUNCED.finditer(text)][:_MOST_BLOCKS]
    if not labels or [order for _, _, order in labels] != list(range(1, len(labels) + 1)):
        return ()
    ends = [start for start, _, _ in labels[1:]] + [len(text)]
    blocks = [
        _block(order, text[behind:end][:_MOST_FIELDS], behind)
        for (_, behind, order), end in zip(labels, ends, strict=True)
    ]
    return tuple(blocks) if len(blocks) >= _LEAST_BLOCKS and _say_enough(blocks) else ()


def _say_enough(blocks: Sequence[PartyBlock]) -> bool:
    """Whether one of them tells who it is and every other at least something: a line of it may have been lost."""
    return any(map(_says_who, blocks)) and all(one.nama or one.penanda_tangan or one.jabatan for one in blocks)


def _field_blocks(text: str) -> tuple[PartyBlock, ...]:
    """Parties that only say `Nama : …` and `Jabatan : …`, one below the other, and no word for which they are."""
    article = _LIST_ENDS.search(text)
    text = text[: min(article.start() if article else _MOST_OPENING, _MOST_OPENING)]
    starts = _starts_of_fields(text)
    if len(starts) < _LEAST_BLOCKS:
        return ()
    ends = [*starts[1:], len(text)]
    blocks = [
        _block(order, text[start:end][:_MOST_FIELDS], start)
        for order, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]
    told = [bool(block.nama and block.penanda_tangan) for block in blocks]
    # Of one of them a line may have been lost.
    return tuple(blocks) if sum(told) >= len(told) - 1 and _say_enough(blocks) else ()


def _starts_of_fields(text: str) -> list[int]:
    """Where each presentation begins: at its `Nama :`, or at its `Jabatan :` where that line was lost."""
    names = [found.start() for found in _NAME_FIELD.finditer(text)]
    offices = [found.start() for found in _OFFICE_FIELD.finditer(text)]
    if len(offices) <= len(names) or not names:
        return names[:_MOST_BLOCKS]
    starts, before = [], -1
    for office in offices:
        own = [name for name in names if before < name < office]
        starts.append(own[0] if own else office)
        before = office
    return starts[:_MOST_BLOCKS]


def _bracketed_blocks(text: str) -> tuple[PartyBlock, ...]:
    """Persons whom one sentence names, each with the office in brackets: `oleh NAME (Kepala …) dan NAME (Ketua …)`."""
    article = _LIST_ENDS.search(text)
    text = text[: min(article.start() if article else _MOST_OPENING, _MOST_OPENING)]
    blocks: list[PartyBlock] = []
    for found in list(_NAME_AND_OFFICE.finditer(text))[:_MOST_BLOCKS]:
        name = without_honorific(_tidy(found["name"]))
        if looks_like_person(name) and _OFFICE_WORD.search(found["office"]):
            office = _tidy(found["office"])
            blocks.append(PartyBlock(len(blocks) + 1, headed(office), name, office, found.group(), found.start()))
    return tuple(blocks) if len(blocks) >= _LEAST_BLOCKS else ()


def _joined_blocks(text: str) -> tuple[PartyBlock, ...]:
    """Institutions that one sentence joins, each with who represents it: `antara X yang diwakili oleh … dengan Y …`."""
    for opener in list(_JOINED_OPENS.finditer(text[:_MOST_OPENING]))[:4]:
        rest = text[opener.end() : opener.end() + _MOST_FIELDS]
        pieces = [piece for piece in _JOINED_AT.split(rest) if piece.strip()]
        pieces = [
            piece
            for piece in pieces[:_MOST_BLOCKS]
            if is_institution(piece.split(",")[0]) and _REPRESENTED.search(piece)
        ]
        blocks = [_block(order, piece, 0) for order, piece in enumerate(pieces, 1)]
        if len(blocks) >= 2 and all(block.nama for block in blocks):
            return tuple(blocks)
    return ()


def _with_first_words(block: PartyBlock, piece: str) -> PartyBlock:
    """`the Sample Institute, Wellington, New Zealand`: nothing but where it sits is said of it."""
    if block.nama:
        return block
    first = _tidy(_BEFORE_NAME.sub("", _JOINS.sub("", piece.strip())).split(",")[0])
    return replace(block, nama=first) if is_institution(first) and not _is_rather_person(first) else block


def _is_rather_person(name: str) -> bool:
    """Whether a name is a person's: three words or less that could be one, or more without a word of institutions."""
    is_long = len(name.split()) > _MOST_OF_PERSON
    return looks_like_person(name) and not (is_long and holds_word_of_institutions(name))


def _listed_blocks(text: str) -> tuple[PartyBlock, ...]:
    """Parties that a list names one by one, without short names: `BETWEEN: (1) …; and (2) …`, `kami: …; …; dan …`."""
    opener = _LIST_OPENS.search(text[:_MOST_OPENING])
    if opener is None:
        return ()
    # A first name in capitals looks like the heading of an article.
    article = _LIST_ENDS.search(text, opener.end() + _LEAST_PIECE)
    rest = text[opener.end() : min(article.start() if article else len(text), opener.end() + 2_400)]
    pieces = [piece for piece in _LIST_PARTS.split(rest) if piece and len(piece.strip()) > _LEAST_PIECE]
    blocks: list[PartyBlock] = []
    for piece in pieces[:_MOST_BLOCKS]:
        block = _block(len(blocks) + 1, _JOINS.sub("", piece.strip()), 0)
        block = _with_first_words(block, piece)
        if not block.nama and not block.penanda_tangan:
            if not blocks and piece is pieces[0]:
                # The sentence again in another language, before the list begins.
                continue
            break
        blocks.append(block)
    return tuple(blocks) if len(blocks) >= 2 and any(block.nama for block in blocks) else ()


def _sentence_blocks(text: str) -> tuple[PartyBlock, ...]:
    """Two persons whom a sentence joins: `antara NAME, OFFICE …, dan NAME, OFFICE …, dengan`."""
    for found in list(_TWO_PERSONS.finditer(text[:_MOST_OPENING]))[:4]:
        blocks = [_block(order, f"{order}. {found[order]}, selanjutnya", 0) for order in (1, 2)]
        if all(block.nama and block.penanda_tangan for block in blocks):
            return tuple(blocks)
    return ()


def _end_of_presentation(text: str, end: int) -> int:
    """Where a party has said all behind its short name: who represents it may still follow."""
    rest = text[end : end + _MOST_BEHIND]
    stop = _NEXT_PARTY.search(rest)
    own = rest[: stop.start()] if stop else ""
    return end + len(own) if _REPRESENTED.search(own) else end


def _defined_blocks(text: str) -> tuple[PartyBlock, ...]:
    """Parties that call themselves by a name of their own (`selanjutnya disebut "PPK"`, `("the University")`)."""
    article = _ARTICLE.search(text)
    text = text[: min(article.start() if article else _MOST_OPENING, _MOST_OPENING)]
    blocks: list[PartyBlock] = []
    start = 0
    for closer in _DEFINED.finditer(text):
        alias = (closer["quoted"] or closer["plain"] or closer["short"] or "").strip()
        if closer.start() < start:
            continue
        if _NO_ALIAS.search(alias):
            start = closer.end()
            continue
        end = _end_of_presentation(text, closer.end())
        piece = text[start:end]
        start = end
        if not blocks:
            piece = _BEGINS.sub("", piece, count=1) if _BEGINS.match(piece) else piece
        block = replace(_block(len(blocks) + 1, _JOINS.sub("", piece)[-2_000:], start), alias=alias)
        if blocks and _NUMBERED.match(_JOINS.sub("", piece)):
            block = _with_first_words(block, piece)
        if block.nama and (not blocks or block.nama.lower() != blocks[-1].nama.lower()):
            blocks.append(block)
        if len(blocks) == _MOST_BLOCKS:
            break
    if len(blocks) == 1:
        lost, own = _with_lost_label(2, _JOINS.sub("", _BEGINS.sub("", text[:start], count=1))[-2_000:])
        if lost:
            blocks = [_block(1, lost, 0), replace(_block(2, own, 0), alias=blocks[0].alias)]
    return tuple(blocks) if len(blocks) >= 2 else ()


def without_honorific(name: str) -> str:
    """`Bapak Dr. Contoh, S.H.` without the form of address; degrees stay as printed."""
    return _TITLES.sub("", name).strip(" ,:;.-–") if not name.endswith(".") else _TITLES.sub("", name).strip(" ,:;-–")


def _order(label: str) -> int:
    words = re.sub(r"(?i)^(?:the |pihak(?:\s?ke\s?-)?)|party$", "", label.strip()).strip().upper()
    return _ORDER.get(words, 0)


def _block(order: int, piece: str, start: int) -> PartyBlock:
    first = _OFFICE_FIRST.search(piece)
    office = (
        first
        or _OFFICE.search(piece)
        or _OFFICE_AFTER.search(piece)
        or _office_below(piece)
        or _OFFICE_ENGLISH.search(piece)
        or _OCCUPATION.search(piece)
    )
    by_office = _BY_OFFICE.search(piece)
    behalf = _BEHALF.search(piece)
    unit = _UNIT_FIELD.search(piece)
    jabatan = _ACTING.sub(r"Pl\1.", _RAN_ON.sub("", _tidy(office[1]))) if office else ""
    if jabatan.islower() and len(jabatan.split()) > 1:
        # `patut diduga sebagai suap atau gratifikasi`: what no capital begins is a sentence.
        jabatan = ""
    person = _tidy(first[2]) if first else _person(piece, office.start() if office else 0) or _person_first(piece)
    nama = (
        _tidy(behalf[1])
        if behalf and _says_name(_tidy(behalf[1]), jabatan)
        else _tidy(unit[1])
        if unit
        else _named_first(piece)
        or headed(jabatan)
        or _institution_first(piece)
        or _institution_first(_BEGINS.sub("", piece, count=1))
        or institution_within(jabatan)
    )
    by_person = _BY_PERSON.search(piece)
    if by_person and not office and _OFFICE_WORD.search(by_person["office"]):
        name = _tidy(by_person["name"])
        person, jabatan = (name, _tidy(by_person["office"])) if looks_like_person(name) else (person, jabatan)
    if by_office and _OFFICE_WORD.search(by_office["office"]) and looks_like_person(_tidy(by_office["name"])):
        person, jabatan = _tidy(by_office["name"]), _tidy(by_office["office"])
    office_first = _OFFICE_THEN_NAME.search(piece) if not person and not jabatan else None
    if office_first and _OFFICE_WORD.search(office_first["office"]) and looks_like_person(office_first["name"]):
        person, jabatan = _tidy(office_first["name"]), _tidy(office_first["office"])
        nama = headed(jabatan) or institution_within(jabatan)
    person = person.removeprefix(f"{chr(_LETTER + order)}. ") if order < _MOST_BLOCKS else person
    if not person and _ON_OWN_BEHALF.search(piece):
        first_words = without_honorific(_tidy(piece.split(",")[0]))
        person = first_words if looks_like_person(first_words) else ""
    if person and not nama and _ON_OWN_BEHALF.search(piece):
        nama = core_of(person)
    return PartyBlock(order, nama, person, jabatan, piece[-600:].strip(), start)


def _says_name(name: str, office: str) -> bool:
    """Whether the words behind `untuk dan atas nama` name somebody: not oneself, nobody named before (`rumah sakit
    tersebut`), and no kind of institution (`rutan`, `kelompok tani`, `PDAM`) that the office names whole."""
    if _ON_OWN_BEHALF.search(name) or _POINTS_BACK.search(name) or _LABEL_ONLY.fullmatch(name):
        return False
    is_kind = not any(letter.isupper() for letter in name) or (name.isupper() and " " not in name)
    return not (is_kind and (headed(office) or institution_within(office)))


def _person_first(piece: str) -> str:
    """The name behind the last number of a list, up to the first comma: who signs for nobody else has no office."""
    bullets = list(_BULLET.finditer(piece))
    name = without_honorific(_tidy(re.split(r"[,:;]", piece[bullets[-1].end() :], maxsplit=1)[0])) if bullets else ""
    return name if looks_like_person(name) else ""


def _institution_first(piece: str) -> str:
    """The institution with which a presentation begins (`(1) UNIVERSITY OF SAMPLES, a university …`)."""
    piece = _JOINS.sub("", piece)
    found = _INSTITUTION_FIRST.match(piece)
    name = _tidy(found["name"]) if found else ""
    is_told = found is not None and _TOLD_AS_BODY.match(piece[found.end("name") :]) is not None
    is_name = (
        is_told
        or (found is not None and _IS_REPRESENTED.match(piece[found.end("name") :]) is not None)
        or bool(INSTITUTION.match(name))
        or (name.isupper() and len(name.split()) > 1 and not looks_like_person(name))
    )
    is_titled = len(name.split()) > 1 and all(word[0].isupper() or word in _SMALL_WORDS for word in name.split())
    return name if is_name or (is_titled and re.search(_INSTITUTIONAL, name)) else ""


def _named_first(piece: str) -> str:
    """The institution that is said to be represented by somebody; "" where what stands there is none."""
    found = _NAMED_FIRST.search(piece)
    name = re.split(r"\. (?=[A-Z])(?<!PT\. )(?<!CV\. )", found[1])[-1] if found else ""
    name = re.split(
        r", (?=(?:an?|suatu|sebuah|yang|established|having|whose|of|alamat|beralamat|berkedudukan)\b)", name
    )[0]
    return _tidy(name) if INSTITUTION.match(name) else ""


def _office_below(piece: str) -> re.Match[str] | None:
    """The office right behind a name that no mark parts from it: numbered, or in capitals behind `:` or `;`."""
    for found in _OFFICE_BELOW.finditer(piece):
        before = piece[max(0, found.start() - 120) : found.start()]
        bullets = list(_BULLET.finditer(before))
        name = _person(piece, found.start())
        if bullets:
            is_bare = ":" not in before[bullets[-1].end() :]
        else:
            is_bare = (":" in before or ";" in before) and name.split(",")[0].isupper()
        if name and is_bare:
            return found
    return None


def _person(piece: str, end: int) -> str:
    """The name before the office, or the one in a `Nama:` field."""
    field = _NAME_FIELD.search(piece) or _NAME_CELL.search(piece)
    if field:
        return without_honorific(_tidy(field[1]))
    if not end:
        return ""
    before = _REPRESENTED.split(piece[max(0, end - 200) : end])[-1]
    bullets = list(_BULLET.finditer(before))
    if bullets:
        before = _ACTS.split(before[bullets[-1].end() :])[0]
    elif ":" in before or ";" in before:
        before = re.split(r"[:;]", before)[-1]
    name = (
        _tidy(before).strip(" ,:;.-–") if not before.rstrip().endswith((".,", ".")) else _tidy(before).rstrip(" ,:;-")
    )
    name = (
        re.sub(r"^(?:\W*\d{1,2})*\W*(?:[A-Za-z]{1,2}\W+)?(?=[A-Za-z])", "", name) if not _PERSON.match(name) else name
    )
    name = name_alone(_LOST_BULLETS.sub("", name))
    name = _BULLET_BEFORE.sub("", _without_scrap(without_honorific(_behind_sentence(_BRACKET_BEHIND.split(name)[0]))))
    if not looks_like_person(name):
        parts = name.split(", ")
        tails = (", ".join(parts[at:]) for at in range(1, len(parts)))
        name = next((tail for tail in tails if len(tail.split(",")[0].split()) > 1 and looks_like_person(tail)), name)
    if _BALINESE.match(name) and re.search(r"(?:^|\s)[|l1!I]\W{0,2}$", before[: before.find(name)]):
        name = f"I {name}"
    is_name = bool(_PERSON.fullmatch(name)) and len(name.split()) <= 14 and not _is_sentence(name)
    is_name = is_name and not begins_as_institution(name)
    return name if is_name else ""


def _behind_sentence(text: str) -> str:
    """The words behind the last small word that no name has: a line read out of its place may stand before a name."""
    words = text.split()
    last = max((at for at, word in enumerate(words) if _is_small(word)), default=-1)
    return " ".join(words[last + 1 :]) if len(words) - last > 2 else text


def _is_small(word: str) -> bool:
    return word[0].islower() and word.strip(".,") not in SMALL_IN_NAMES


def _is_sentence(name: str) -> bool:
    """Whether small words stand in it that no name has."""
    return any(_is_small(word) for word in name.split())


def _without_scrap(name: str) -> str:
    """A name in capitals without what a recogniser made of the bullet before it (`Ts CONTOH`, `1g CONTOH`)."""
    first, _, rest = name.partition(" ")
    is_scrap = len(first) <= 2 and not first.isupper() and "." not in first
    return rest if is_scrap and rest.split(",")[0].isupper() else name


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,:;")
