"""The title of a naskah as it is shown: what stands for one that is missing."""

UNTITLED = "Naskah tanpa judul"


def shown_judul(judul: str) -> str:
    """The title, or words that say there is none yet: the name of a file is no title."""
    return judul if judul.strip() else UNTITLED
