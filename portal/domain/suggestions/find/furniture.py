"""Lines of a letterhead that belong to no field: addresses, telephones, mail, pages of the web."""

import re

_ADDRESS = re.compile(
    r"(?i)^\W*(?:j[l1i]n?\.|jalan\b|alamat\b|address\b|gedung\b.{0,40}\b(?:lt|lantai|jl|jalan)\b|te?lp?\b|tel(?:p|ep|ex|ef)"
    r"|phone|fax"
    r"|faks|e-?mail|email|website|web\s?:|laman\b|kode ?pos|p\.? ?o\.? ?box|kotak pos|http|www\."
    r"|kampus\b.{0,30}\b(?:jl|jalan)\b)"
    r"|\b(?:telp?|telepon|phone|fax|faks(?:imile)?|e-?mail|kode ?pos)\b\W{0,4}(?:\(?\+?\d|\w+@)|https?:|\bwww\.|\w@\w"
    r"|^\W*\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'.]+ ){1,4}(?:street|road|avenue|lane|drive|boulevard|square|st\.|rd\."
    r"|ave)\b"
    r"|,? ?\b\d{5}\b(?:,? indonesia)?\W*$"
    r"|,? [A-Z]\w+ \d{5}(?:, [A-Z][A-Za-z .]{2,25}){1,2}\W*$"
    r"|^\W*\d{1,4}[A-Za-z]?,? [A-Z][^:;]{3,60},[^:;,]{2,40},[^:;,]{2,30}$"
)


def is_address(text: str) -> bool:
    """Whether a line tells where an institution is or how to reach it."""
    return len(text) < 200 and bool(_ADDRESS.search(text))
