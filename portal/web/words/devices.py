"""A browser in words, from how it names itself: enough to tell one's own sessions apart."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What stands in the name, the more special first, and what it is called."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "Peramban tidak dikenal"


def device_words(name: str) -> str:
    """For example "Firefox di Windows"."""
    browser = next((words for sign, words in BROWSERS if sign in name), "")
    system = next((words for sign, words in SYSTEMS if sign in name), "")
    if browser and system:
        return f"{browser} di {system}"
    return browser or (f"Peramban di {system}" if system else UNKNOWN)
