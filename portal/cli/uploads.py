"""What a command that takes files in needs: the stores of an upload, with every PDF opened in a disposable process."""

from indexer.child import Outcome, PdfReader
from portal.services.berkas.uploading import UploadStores
from portal.wiring import Stores


def upload_stores(stores: Stores, reader: PdfReader, *, daily: int = 0) -> UploadStores:
    """The stores with the limits of the settings; `daily` are the bytes a unit may send a day, 0 for no limit."""
    return UploadStores(
        stores.database,
        stores.objects,
        lambda path: reader.inspect(path).outcome is Outcome.password,
        stores.config.max_upload_mb * 1_000_000,
        stores.config.max_pages,
        lambda path: reader.inspect(path).count,
        daily,
    )
