"""How published pages are asked for: how often, by which name, how gently, and how much of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublicationRules:
    """What an office sets; ``check`` is a ``Frequency``.

    ``allow_hosts`` may lie inside a network, and at any port. ``at_once`` counts servers, each of which is asked for
    one page after the other, ``pause_seconds`` apart.
    """

    check: str
    asks_as: str
    allow_hosts: tuple[str, ...]
    ca_file: str
    at_once: int
    pause_seconds: int
    timeout_seconds: int
    most_megabytes: int
    most_per_run: int
