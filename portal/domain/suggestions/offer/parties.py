"""Suggestions for the parties: their names, which is the ministry, class and country of the others."""

import re
from collections.abc import Sequence

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.find.institution_names import find_registered
from portal.domain.suggestions.find.institutions import class_abroad, is_abroad, partner_class
from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.find.person_names import looks_like_person
from portal.domain.suggestions.values import Field, Known, Saran

_MISSION = re.compile(r"(?i)(?:konsulat|kedutaan|kbri\b|kjri\b|embassy|consulate|perwakilan republik)")


def suggest_parties(
    parties: Sequence[Party], evidence: Evidence, known: Known, *, is_tongue_foreign: bool
) -> list[Saran]:
    """Name, ministry mark, class and country of each party; `is_tongue_foreign` if it is not in Indonesian alone."""
    found: list[Saran] = []
    # Who makes a naskah with a mission abroad mostly sits there, under a name that says nothing of it.
    is_home_doubted = is_tongue_foreign or any(_MISSION.match(party.printed) for party in parties)
    for number, party in enumerate(parties, 1):
        found += _suggest_party(number, party, evidence, known, is_home_doubted)
    return found


def _suggest_party(number: int, party: Party, evidence: Evidence, known: Known, is_tongue_foreign: bool) -> list[Saran]:
    is_ours = party.is_ours
    match = None if is_ours else find_registered(party.nama, known.mitra)
    note = "" if match is None or match.is_exact else f"Nama hanya mirip dengan mitra terdaftar “{match.name}”."
    is_confirmed = party.is_confirmed or (match is not None and match.is_exact)
    base = min(party.base, sure.NAME_NEAR_REGISTERED) if note else party.base
    found = [
        evidence.saran(
            Field.PIHAK_NAMA,
            party.nama,
            party.page,
            party.printed,
            base,
            pihak=number,
            note=note,
            is_checked=is_confirmed,
            terdaftar=match.mitra.slug if match else None,
        )
    ]
    if is_ours:
        sureness = min(party.ministry, base)
        found.append(
            evidence.saran(
                Field.PIHAK_KEMENTERIAN, "ya", party.page, party.printed, sureness, pihak=number, is_checked=True
            )
        )
        return found
    told = partner_class(party.printed)
    is_home_doubted = is_tongue_foreign and not party.is_at_home
    if told is not None and told[1] == "ID" and is_home_doubted:
        told = (told[0], told[1], min(told[2], sure.HOME_IN_DOUBT))
    if match is not None and match.is_exact and match.mitra.jenis is not None:
        told = (match.mitra.jenis, match.mitra.negara or "", sure.CLASS_REGISTERED)
    if told is not None:
        # Where only the class is shared (of the state or private?), the country is not in doubt.
        at_home = sure.CLASS_TOLD if told[1] == "ID" and not is_home_doubted else 0.0
        return found + _class_and_country(number, party, told, evidence, at_home)
    country = is_abroad(party.printed) or party.told_country
    if not country and (not is_tongue_foreign or looks_like_person(party.printed)):
        nongovernment = JenisMitra.LEMBAGA_NONPEMERINTAH.value
        found.append(
            evidence.saran(
                Field.PIHAK_JENIS, nongovernment, party.page, party.printed, sure.CLASS_BY_EXCLUSION, pihak=number
            )
        )
    if country:
        jenis = class_abroad(party.printed).value
        found.append(
            evidence.saran(Field.PIHAK_JENIS, jenis, party.page, party.printed, sure.CLASS_SHARED, pihak=number)
        )
        found.append(
            evidence.saran(Field.PIHAK_NEGARA, country, party.page, party.printed, sure.COUNTRY_ALONE, pihak=number)
        )
    return found


def _class_and_country(
    number: int, party: Party, told: tuple[JenisMitra, str, float], evidence: Evidence, at_home: float
) -> list[Saran]:
    jenis, country, sureness = told
    country_sureness = min(max(sureness, at_home), party.base)
    sureness = min(sureness, party.base)
    found = [
        evidence.saran(
            Field.PIHAK_JENIS, jenis.value, party.page, party.printed, sureness, pihak=number, is_checked=True
        )
    ]
    if country:
        found.append(
            evidence.saran(
                Field.PIHAK_NEGARA, country, party.page, party.printed, country_sureness, pihak=number, is_checked=True
            )
        )
    return found
