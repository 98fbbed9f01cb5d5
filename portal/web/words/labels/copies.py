"""What a receipt says of the places in which an original lies."""

from portal.queries.object_copies import Safety

TWO_PLACES = 2


def safety_words(safety: Safety) -> str:
    """In how many places the files lie whole; nothing where the portal keeps them in one."""
    if safety.places >= TWO_PLACES:
        return "Tersimpan di dua tempat, dan dibaca ulang secara berkala."
    if safety.is_waiting:
        return "Tersimpan. Salinan kedua menyusul."
    return ""
