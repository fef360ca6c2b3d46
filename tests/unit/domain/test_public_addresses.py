"""Which addresses are the public Internet's: the edges of the ranges, as IANA's registries draw them."""

import pytest

from cycle_engine.domain.public_addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255", "2000::", "2001:200::", "2001:dc8::1", "2003::",
        "2606:4700:4700::1111", "3ffe:ffff::", "64:ff9b::8.8.8.8",
    ],
)  # fmt: skip
def test_what_anybody_may_ask(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to be refused, nothing is bound to it
        "0.255.255.255", "10.0.0.0", "100.64.0.0", "100.127.255.255", "127.0.0.1", "169.254.169.254",
        "172.16.0.0", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.255.255", "198.18.0.0",
        "198.19.255.255", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:8.8.8.8", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8",
        "100::1", "2001::1", "2001:1ff:ffff::", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1",
        "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "2606:4700:4700::1111%eth0", "fe80::1%eth0",
        "", "truong.edu.vn", "127.1", "0x7f.0.0.1", "1.1.1.1/8", " 1.1.1.1",
    ],
)  # fmt: skip
def test_what_leads_inward_or_nowhere(address: str) -> None:
    assert not is_public(address)
