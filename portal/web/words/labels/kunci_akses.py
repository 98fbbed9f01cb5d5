"""What an access key opens."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.kunci_akses import KeyScope

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    KeyScope: {
        "unggah": "Unggah: mengirim berkas naskah unit ini",
        "baca": "Baca: melihat keadaan dan tanda terima naskah unit ini",
    },
}
