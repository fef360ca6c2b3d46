"""A file put into the place of the one before, whole or not at all."""

from pathlib import Path
from tempfile import NamedTemporaryFile


def replace_file(file: Path, content: bytes, *, mode: int) -> None:
    """Write a file for whomever ``mode`` lets read it, from its first byte on. Raises ``OSError``."""
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.stem[:8]}-", delete=False) as stream:
        temporary = Path(stream.name)
        try:
            stream.write(content)
            stream.close()
            temporary.chmod(mode)
            temporary.replace(file)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
