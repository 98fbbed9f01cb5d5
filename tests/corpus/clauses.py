"""Articles that many agreements share: the bulk between the first page and the signatures, in Indonesian and English.

They carry decoys as real ones do: dates of laws, numbers of earlier letters, periods of notice, places.
"""

_HAK = (
    "#(1)|PIHAK KESATU mempunyai tugas dan tanggung jawab:",
    "#a.|menyiapkan tempat, sarana, dan prasarana yang diperlukan untuk pelaksanaan kegiatan;",
    "#b.|menunjuk pejabat penghubung dan menyampaikan namanya paling lambat 14 (empat belas) hari kerja;",
    "#c.|memberikan data dan informasi yang diperlukan sesuai dengan ketentuan peraturan perundang-undangan; dan",
    "#d.|melaksanakan pengawasan terhadap jalannya kegiatan.",
    "#(2)|PIHAK KEDUA mempunyai tugas dan tanggung jawab:",
    "#a.|menyediakan tenaga pengajar, narasumber, atau tenaga ahli sesuai dengan kebutuhan;",
    "#b.|menjaga kerahasiaan data dan informasi yang diterima dari PIHAK KESATU; dan",
    "#c.|menyampaikan laporan pelaksanaan kegiatan secara tertulis setiap 6 (enam) bulan sekali.",
)

CLAUSES: dict[str, tuple[str, tuple[str, ...]]] = {
    "maksud": (
        "MAKSUD DAN TUJUAN",
        (
            "#(1)|Maksud dari naskah ini adalah sebagai landasan bagi PARA PIHAK dalam melaksanakan kerja sama sesuai "
            "dengan tugas, fungsi, dan kewenangan masing-masing.",
            "#(2)|Tujuannya adalah untuk meningkatkan koordinasi, sinergi, dan efektivitas pelaksanaan tugas "
            "PARA PIHAK.",
        ),
    ),
    "ruang": (
        "RUANG LINGKUP",
        (
            "Ruang lingkup kerja sama ini meliputi:",
            "#a.|pertukaran data dan/atau informasi;",
            "#b.|pendidikan, pelatihan, dan peningkatan kapasitas sumber daya manusia;",
            "#c.|pemanfaatan sarana dan prasarana;",
            "#d.|sosialisasi dan penyuluhan kepada masyarakat; dan",
            "#e.|kegiatan lain yang disepakati oleh PARA PIHAK.",
        ),
    ),
    "hak": ("TUGAS DAN TANGGUNG JAWAB", _HAK),
    "definisi": (
        "KETENTUAN UMUM",
        (
            "Dalam perjanjian ini yang dimaksud dengan:",
            "#1.|Pemasyarakatan adalah subsistem peradilan pidana yang menyelenggarakan penegakan hukum di bidang "
            "perlakuan terhadap tahanan, anak, dan warga binaan sebagaimana dimaksud dalam Undang-Undang Nomor 22 "
            "Tahun 2022 tentang Pemasyarakatan yang diundangkan pada tanggal 3 Agustus 2022.",
            "#2.|Keimigrasian adalah hal ihwal lalu lintas orang yang masuk atau keluar wilayah Indonesia serta "
            "pengawasannya dalam rangka menjaga tegaknya kedaulatan negara.",
            "#3.|Hari adalah hari kerja.",
        ),
    ),
    "laksana": (
        "PELAKSANAAN",
        (
            "#(1)|Pelaksanaan kerja sama ini akan ditindaklanjuti dengan perjanjian kerja sama tersendiri yang disusun "
            "oleh pejabat yang ditunjuk oleh PARA PIHAK paling lambat 3 (tiga) bulan.",
            "#(2)|Perjanjian kerja sama sebagaimana dimaksud pada ayat (1) merupakan bagian yang tidak terpisahkan.",
        ),
    ),
    "biaya": (
        "PEMBIAYAAN",
        (
            "Segala biaya yang timbul sebagai akibat dari pelaksanaan kerja sama ini dibebankan pada anggaran "
            "masing-masing PIHAK dan/atau sumber lain yang sah dan tidak mengikat sesuai dengan ketentuan peraturan "
            "perundang-undangan.",
        ),
    ),
    "monev": (
        "MONITORING DAN EVALUASI",
        (
            "PARA PIHAK melaksanakan monitoring dan evaluasi terhadap pelaksanaan kerja sama ini secara berkala paling "
            "sedikit 1 (satu) kali dalam 1 (satu) tahun atau sewaktu-waktu apabila diperlukan.",
        ),
    ),
    "rahasia": (
        "KERAHASIAAN",
        (
            "PARA PIHAK wajib menjaga kerahasiaan data dan informasi yang diperoleh dan tidak memberikannya kepada "
            "pihak lain tanpa persetujuan tertulis, termasuk selama 2 (dua) tahun setelah berakhirnya kerja sama.",
        ),
    ),
    "kahar": (
        "KEADAAN KAHAR",
        (
            "#(1)|Yang dimaksud dengan keadaan kahar adalah bencana alam, kebakaran, huru-hara, wabah, perang, dan "
            "kebijakan pemerintah yang berpengaruh langsung terhadap pelaksanaan kerja sama.",
            "#(2)|PIHAK yang mengalami keadaan kahar memberitahukan secara tertulis kepada PIHAK lainnya paling lambat "
            "7 (tujuh) hari kalender sejak terjadinya keadaan kahar.",
        ),
    ),
    "sengketa": (
        "PENYELESAIAN PERSELISIHAN",
        (
            "Apabila di kemudian hari terjadi perselisihan dalam penafsiran atau pelaksanaan naskah ini, PARA PIHAK "
            "sepakat untuk menyelesaikannya secara musyawarah untuk mufakat.",
        ),
    ),
    "tagihan": (
        "TATA CARA PEMBAYARAN",
        (
            "#(1)|PIHAK KEDUA mengajukan tagihan secara kolektif setiap bulan paling lambat tanggal 10 bulan "
            "berikutnya.",
            "#(2)|Pembayaran dilakukan melalui rekening bank paling lambat 15 (lima belas) hari sejak berkas diterima "
            "lengkap, dan dituangkan dalam berita acara serah terima.",
        ),
    ),
    "mutu": (
        "STANDAR PELAYANAN",
        (
            "#(1)|PARA PIHAK menjamin pelaksanaan kegiatan sesuai dengan standar pelayanan yang berlaku.",
            "#(2)|Pengaduan ditanggapi paling lambat 5 (lima) hari kerja dan diselesaikan paling lambat 30 (tiga "
            "puluh) hari kalender sejak diterima.",
        ),
    ),
    "sanksi": (
        "SANKSI",
        (
            "#(1)|Dalam hal salah satu PIHAK tidak memenuhi kewajibannya, PIHAK lainnya memberikan teguran tertulis "
            "paling banyak 3 (tiga) kali dengan tenggang waktu 1 (satu) bulan.",
            "#(2)|Apabila teguran sebagaimana dimaksud pada ayat (1) tidak diindahkan, kerja sama dapat diakhiri.",
        ),
    ),
    "pengakhiran": (
        "PENGAKHIRAN",
        (
            "Perjanjian berakhir apabila jangka waktunya telah habis, PARA PIHAK sepakat mengakhirinya, atau terdapat "
            "ketentuan peraturan perundang-undangan yang tidak memungkinkan dilanjutkan. Pengakhiran diberitahukan "
            "secara tertulis paling lambat 3 (tiga) bulan sebelumnya dan tidak menghapus kewajiban yang belum "
            "diselesaikan.",
        ),
    ),
    "surat": (
        "KORESPONDENSI",
        (
            "Setiap pemberitahuan disampaikan secara tertulis melalui surat, surel, atau faksimile kepada pejabat "
            "penghubung PARA PIHAK dan dianggap diterima pada tanggal tanda terima ditandatangani.",
        ),
    ),
    "ubah": (
        "PERUBAHAN",
        (
            "Hal-hal yang belum diatur atau belum cukup diatur dalam naskah ini akan ditetapkan kemudian oleh PARA "
            "PIHAK dalam bentuk adendum yang merupakan bagian yang tidak terpisahkan.",
        ),
    ),
    "tutup": (
        "PENUTUP",
        (
            "Demikian naskah ini dibuat dan ditandatangani oleh PARA PIHAK pada hari, tanggal, bulan, dan tahun "
            "sebagaimana tersebut pada awal naskah ini, dalam rangkap 2 (dua) asli bermeterai cukup yang "
            "masing-masing mempunyai kekuatan hukum yang sama.",
        ),
    ),
}

ENGLISH_CLAUSES: dict[str, tuple[str, tuple[str, ...]]] = {
    "objective": (
        "OBJECTIVE",
        (
            "The objective of this document is to establish a framework of cooperation between the Parties on the "
            "basis of equality and mutual benefit, in accordance with their respective laws and regulations.",
        ),
    ),
    "scope": (
        "SCOPE OF COOPERATION",
        (
            "The Parties will cooperate in the following areas:",
            "#(a)|exchange of information, experience and best practices;",
            "#(b)|education, training and capacity building;",
            "#(c)|exchange of visits of experts and officials; and",
            "#(d)|any other areas of cooperation as mutually agreed upon by the Parties.",
        ),
    ),
    "implementation": (
        "IMPLEMENTATION",
        (
            "The Parties may conclude implementing arrangements setting out the details of activities, and will "
            "designate contact points within thirty (30) days after the signing.",
        ),
    ),
    "funding": (
        "FINANCIAL ARRANGEMENTS",
        (
            "All activities shall be subject to the availability of funds and personnel of the Parties. Each Party "
            "shall bear its own costs unless otherwise agreed upon in writing.",
        ),
    ),
    "confidential": (
        "CONFIDENTIALITY",
        (
            "Each Party shall observe the confidentiality of documents, information and data received from the other "
            "Party. This obligation shall continue for two (2) years after the termination.",
        ),
    ),
    "disputes": (
        "SETTLEMENT OF DISPUTES",
        (
            "Any dispute arising out of the interpretation or implementation shall be settled amicably through "
            "consultation or negotiation between the Parties.",
        ),
    ),
    "amendment": (
        "AMENDMENT",
        ("This document may be amended at any time by mutual written consent of the Parties.",),
    ),
}
