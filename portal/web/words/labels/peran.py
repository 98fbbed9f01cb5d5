"""Roles of the people who work here."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.permissions import Peran

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Peran: {
        "pengelola": "Pengelola kerja sama",
        "biro": "Biro Hukum dan Kerja Sama",
        "ppid": "PPID",
        "pimpinan": "Pimpinan",
        "admin": "Admin",
        "sistem": "Sistem",
    },
}

ROLES: tuple[Peran, ...] = (Peran.PENGELOLA, Peran.BIRO, Peran.PPID, Peran.PIMPINAN, Peran.ADMIN)
"""Roles a person can hold."""
