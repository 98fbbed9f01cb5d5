"""Names of languages."""

BAHASA = {
    "id": "Indonesia", "en": "Inggris", "ko": "Korea", "ja": "Jepang", "zh": "Tionghoa", "ar": "Arab", "ms": "Melayu",
    "nl": "Belanda", "fr": "Prancis", "de": "Jerman", "es": "Spanyol", "pt": "Portugis", "ru": "Rusia", "th": "Thai",
    "vi": "Vietnam", "it": "Italia", "tr": "Turki", "fa": "Persia", "hi": "Hindi", "ur": "Urdu", "km": "Khmer",
    "lo": "Laos", "my": "Myanmar", "tl": "Filipino", "fil": "Filipino", "tet": "Tetun", "pl": "Polandia",
    "uk": "Ukraina", "el": "Yunani", "sr": "Serbia", "hu": "Hungaria", "cs": "Ceko", "ro": "Rumania", "bn": "Bengali",
    "ta": "Tamil", "uz": "Uzbek", "kk": "Kazakh", "az": "Azerbaijan", "he": "Ibrani", "sw": "Swahili", "sv": "Swedia",
    "no": "Norwegia", "da": "Denmark", "fi": "Finlandia", "bg": "Bulgaria", "hr": "Kroasia", "sk": "Slowakia",
}  # fmt: skip
"""Languages by their ISO 639 code."""


def label_bahasa(kode: str) -> str:
    """The name of a language; an unknown code stands for itself."""
    return BAHASA.get(kode.lower(), kode)
