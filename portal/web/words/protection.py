"""What a store does against overwriting and deleting, in words."""

from portal.storage.protection import Protection

_ANSWERS = {True: "ya", False: "tidak", None: "tidak boleh ditanyakan"}


def protection_text(found: Protection | None) -> str:
    """One line for staff; None is a store that does not answer."""
    if found is None:
        return "tidak menjawab"
    if not found.is_bucket:
        return "folder, tanpa penjagaan sendiri terhadap administratornya"
    own = f"; objek baru dikunci {found.retain_days} hari" if found.retain_days else ""
    rule = f"; wadahnya sendiri mengunci {found.bucket_retention}" if found.bucket_retention else ""
    lock = _ANSWERS[found.has_lock]
    return f"wadah S3, versi lama disimpan: {_ANSWERS[found.keeps_versions]}, Object Lock: {lock}{own}{rule}"
