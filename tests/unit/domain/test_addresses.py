import pytest

from cycle_engine.domain.addresses import is_mailbox, is_web_address


@pytest.mark.parametrize("text", ["mn01@truong.example", "a.b+c@so.gddt.vn", "x@a-b.vn", "A_1@TRUONG.EXAMPLE"])
def test_a_bare_address_is_a_mailbox(text: str) -> None:
    assert is_mailbox(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mn01",
        "mn01@truong",
        "@truong.example",
        "mn01@",
        "a@b@truong.example",
        "a@truong.example, b@truong.example",
        "a@truong.example;b@truong.example",
        "Mẫu <a@truong.example>",
        "mn 01@truong.example",
        "trường@truong.example",
        "a@trường.example",
        ".a@truong.example",
        "a..b@truong.example",
        "a@truong.example.",
        "a@-truong.example",
        "a@truong.example\n",
        "a@truong.example\nBcc: b@truong.example",
        "a@truong.example\x00",
        "a" * 65 + "@truong.example",
        "a@" + "b" * 64 + ".example",
        "a@" + ".".join(["b" * 60] * 5),
    ],
)
def test_anything_else_is_no_mailbox(text: str) -> None:
    assert not is_mailbox(text)


@pytest.mark.parametrize("text", ["https://mn01.truong.example", "http://truong.example/ket-qua?nam=2025#cds"])
def test_http_and_https_addresses_are_web_addresses(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "truong.example",
        "https://",
        "ftp://truong.example",
        "javascript:alert(1)",
        "https://a b.example",
        "https://[truong.example",
        "https://phong.example@truong.example",
        "https:\\\\truong.example",
        "https://truong.example\nx",
    ],
)
def test_anything_else_is_no_web_address(text: str) -> None:
    assert not is_web_address(text)
