"""The suggestion in which languages a naskah is written."""

from portal.domain.suggestions.evidence import Evidence
from portal.domain.suggestions.text.languages import find_languages
from portal.domain.suggestions.values import Field, Saran


def suggest_languages(texts: list[tuple[int, str]], evidence: Evidence) -> list[Saran]:
    """The languages as codes with commas between, the first choice and the only one."""
    found = find_languages(texts)
    if found is None:
        return []
    codes, page, snippet, sureness = found
    return [evidence.saran(Field.BAHASA, ",".join(codes), page, snippet, sureness, is_checked=True)]
