"""Office files are ZIP archives that note when each part was written; without notes, equal parts are equal bytes."""

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP can write."""


def without_times(archive: bytes) -> bytes:
    """The same archive, its parts in the same order, each stamped with the first moment of 1980."""
    copied = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(copied, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            stamped = ZipInfo(part.filename, _EPOCH)
            stamped.compress_type = ZIP_DEFLATED
            target.writestr(stamped, source.read(part))
    return copied.getvalue()
