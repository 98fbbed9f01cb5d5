"""Universities and schools that the state runs: government institutions, whatever the word university suggests.

Their names do not tell, but for those that say NEGERI: the rest is a table of the institutions founded by the state.
"""

import re

from portal.domain.suggestions.find.institution_names import plain_name

_BY_NAME = tuple(
    plain_name(f"{kind} {name.strip()}")
    for kind, names in (
        ("Universitas",
         "Indonesia|Gadjah Mada|Airlangga|Diponegoro|Padjadjaran|Brawijaya|Hasanuddin|Sumatera Utara|Andalas"
         "|Sriwijaya"
         "|Syiah Kuala|Riau|Jambi|Bengkulu|Lampung|Jenderal Soedirman|Sebelas Maret|Sebelas Maret Surakarta|Jember"
         "|Udayana"
         "|Mataram|Nusa Cendana|Tanjungpura|Palangka Raya|Palangkaraya|Lambung Mangkurat|Mulawarman|Sam Ratulangi"
         "|Tadulako"
         "|Halu Oleo|Haluoleo|Pattimura|Khairun|Cenderawasih|Papua|Musamus|Musamus Merauke|Borneo Tarakan"
         "|Bangka Belitung"
         "|Maritim Raja Ali Haji|Malikussaleh|Samudra|Teuku Umar|Sulawesi Barat|Sembilanbelas November Kolaka|Timor"
         "|Trunojoyo|Trunojoyo Madura|Tidar|Siliwangi|Singaperbangsa Karawang|Sultan Ageng Tirtayasa|Terbuka"
         "|Pertahanan"
         "|Pertahanan Republik Indonesia|Pendidikan Indonesia|Pendidikan Ganesha|Islam Internasional Indonesia"
         "|Pembangunan Nasional Veteran Jakarta|Pembangunan Nasional Veteran Jawa Timur"
         "|Pembangunan Nasional Veteran Yogyakarta"),
        ("Institut",
         "Teknologi Bandung|Teknologi Sepuluh Nopember|Teknologi Sepuluh Nopember Surabaya|Pertanian Bogor"
         "|Teknologi Sumatera|Teknologi Kalimantan|Teknologi Bacharuddin Jusuf Habibie|Seni Indonesia Yogyakarta"
         "|Seni Indonesia Surakarta|Seni Indonesia Denpasar|Seni Indonesia Padangpanjang"
         "|Seni Budaya Indonesia Bandung"
         "|Seni Budaya Indonesia Aceh|Seni Budaya Indonesia Tanah Papua|Pemerintahan Dalam Negeri"),
        ("Politeknik",
         "Elektronika Negeri Surabaya|Perkapalan Negeri Surabaya|Manufaktur Bandung|Statistika STIS"
         "|Keuangan Negara STAN|Pembangunan Pertanian|Siber dan Sandi Negara"),
        ("IPB", "University"),
        ("Akademi", "Kepolisian|Militer|Angkatan Laut|Angkatan Udara"),
    )
    for name in names.split("|")
)  # fmt: skip
_ENDS = re.compile("(?:^| )(?:" + "|".join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True)) + ")$")
_SAYS_SO = re.compile(
    r"\b(?:universitas|politeknik|institut|sekolah tinggi|akademi)\b(?: \w+){0,3} negeri\b"
    r"|^(?:fakultas .*)?\b(?:uin|iain|stain|iahn|iakn)\b"
    r"|\b(?:politeknik kesehatan|poltekkes)\b.*\bkemen"
)


def is_state_university(name: str) -> bool:
    """Whether a name is, or ends in, that of a university or school of the state."""
    plain = plain_name(name)
    return bool(_SAYS_SO.search(plain) or _ENDS.search(plain))
