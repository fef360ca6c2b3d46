"""Files and links handed in with an act: hashed before the transaction, kept in it once nothing was refused."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from cycle_engine.domain.events import Document
from cycle_engine.services.desk import Desk
from cycle_engine.store.files import hash_file, keep_file

_AT_ONCE: Final = 16


def hash_papers(places: Iterable[str]) -> Mapping[str, str]:
    """Hash every file that is handed in, once; links have no hash. Raises ``NotFound``."""
    return {where: hash_file(Path(where)) for where in sorted({where for where in places if not is_link(where)})}


def document_of(kind: str, where: str, papers: Mapping[str, str]) -> Document:
    """Make the document that a file or a link is."""
    if is_link(where):
        return Document(kind=kind, link=where)
    return Document(kind=kind, name=Path(where).name, sha256=papers[where])


def is_link(where: str) -> bool:
    """Whether the words of a call name a link and no file."""
    return where.casefold().startswith(("http://", "https://"))


def keep_papers(desk: Desk, papers: Mapping[str, str]) -> None:
    """Keep the files in the workspace, by their hashes.

    Each is on the disk before the next step; waiting for several at once takes the time of waiting for one.
    """
    places = {sha256: Path(where) for where, sha256 in papers.items()}
    if len(places) < _AT_ONCE:
        for sha256, place in places.items():
            keep_file(place, sha256, desk.documents)
        return
    from concurrent.futures import ThreadPoolExecutor  # a single act need not wait for it

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for kept in [pool.submit(keep_file, place, sha256, desk.documents) for sha256, place in places.items()]:
            kept.result()
