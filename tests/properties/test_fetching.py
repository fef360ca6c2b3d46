"""No address outside the public Internet is ever connected to, however it is come by or spelled."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from ssl import create_default_context
from typing import Final

import httpcore
from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.public_addresses import is_public
from cycle_engine.domain.web_links import parse_web_link, redirected_link
from cycle_engine.fetching import Asking, fetch_page
from tests.web_servers import Resolver

TLS: Final = create_default_context()
INSIDE: Final[list[IPv4Network | IPv6Network]] = [
    *(IPv4Network(one) for one in ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16")),
    *(IPv4Network(one) for one in ("172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4")),
    *(IPv6Network(one) for one in ("::/127", "::ffff:0:0/96", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "ff00::/8")),
    *(IPv6Network(one) for one in ("2001::/32", "2001:db8::/32", "2002::/16", "100::/64", "5f00::/16", "fec0::/10")),
]


def within(network: IPv4Network | IPv6Network) -> st.SearchStrategy[IPv4Address | IPv6Address]:
    first, last = int(network.network_address), int(network.broadcast_address)
    kind = type(network.network_address)
    return st.one_of(st.just(first), st.just(last), st.integers(first, last)).map(kind)


inside = st.sampled_from(INSIDE).flatmap(within)
any_address = st.one_of(inside, st.ip_addresses())


def spellings(address: IPv4Address | IPv6Address) -> st.SearchStrategy[str]:
    """Ways in which some program or other writes an address as a link's host."""
    if isinstance(address, IPv6Address):
        return st.sampled_from([f"[{address}]", f"[{address.exploded}]", f"[{str(address).upper()}]", f"[{address}%1]"])
    parts = str(address).split(".")
    number = int(address)
    return st.sampled_from(
        [
            *(str(address), f"{address}.", str(number), hex(number), oct(number).replace("0o", "0")),
            ".".join(hex(int(part)) for part in parts),
            ".".join(f"0{int(part):o}" for part in parts),
            f"{parts[0]}.{number & 0xFFFFFF}",
            f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
            f"[::ffff:{address}]",
            f"[64:ff9b::{address}]",
            f"[::{address}]",
            str(address).translate({ord("1"): "①", ord("2"): "②"}),
        ]
    )


class Connected:
    """Whom there was a connection to; nobody ever answers."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def __call__(self, address: str, _port: int, _seconds: float) -> httpcore.NetworkStream:
        self.addresses.append(address)
        raise httpcore.ConnectError


class Literally(Resolver):
    """A resolver that knows besides its names every spelling of an address, as the C library does."""

    def addresses(self, host: str, *, within: float) -> list[str]:
        try:
            return [str(ip_address(host))]
        except ValueError:
            return super().addresses(host, within=within)


def asking(resolver: Resolver, connected: Connected) -> Asking:
    return Asking("cycle (test)", 30, 1000, TLS, resolver=resolver, connect=connected)


@given(st.lists(any_address, min_size=1, max_size=4))
def test_a_name_is_connected_to_only_where_every_address_it_has_is_public(
    addresses: list[IPv4Address | IPv6Address],
) -> None:
    connected, named = Connected(), [str(address) for address in addresses]
    fetch_page("https://truong.edu.vn/", asking(Resolver(truong_edu_vn=named), connected))
    are_public = all(map(is_public, named))
    assert connected.addresses == (list(dict.fromkeys(named)) if are_public else [])


@given(inside.flatmap(spellings), st.sampled_from(["http", "https"]))
def test_no_spelling_of_an_address_inside_is_connected_to(host: str, scheme: str) -> None:
    connected = Connected()
    fetch_page(f"{scheme}://{host}/", asking(Literally(), connected))
    assert connected.addresses == []


@given(inside)
def test_what_is_inside_is_not_public(address: IPv4Address | IPv6Address) -> None:
    assert not is_public(str(address))


@given(st.ip_addresses())
def test_whatever_python_itself_calls_private_is_not_public(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_multicast or address.is_reserved or address.is_unspecified:
        translated = isinstance(address, IPv6Address) and address in IPv6Network("64:ff9b::/96")
        assert translated or not is_public(str(address))


@given(st.ip_addresses(v=4))
def test_a_translated_address_is_as_public_as_the_one_inside(address: IPv4Address) -> None:
    translated = IPv6Address(int(IPv6Address("64:ff9b::")) + int(address))
    assert is_public(str(translated)) == is_public(str(address))


@given(st.text(max_size=60))
def test_any_text_is_a_link_that_reads_as_itself_again_or_none(written: str) -> None:
    for text in (written, f"http://{written}", f"https://truong.edu.vn/{written}"):
        link = parse_web_link(text)
        assert link is None or parse_web_link(str(link)) == link
        assert link is None or (str(link).isascii() and link.scheme in {"http", "https"} and link.host)


@given(st.text(max_size=60))
def test_a_redirect_leads_to_a_link_or_nowhere(location: str) -> None:
    link = parse_web_link("https://truong.edu.vn/cong-bo")
    assert link
    led = redirected_link(link, location)
    assert led is None or parse_web_link(str(led)) == led
