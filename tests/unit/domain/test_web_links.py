"""Which links may be asked for, and where a redirect leads from one."""

import pytest

from cycle_engine.domain.web_links import LONGEST_LINK, parse_web_link, redirected_link


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://mn01.edu.vn", "https://mn01.edu.vn/"),
        ("HTTP://MN01.Edu.VN./Cong-Bo", "http://mn01.edu.vn/Cong-Bo"),
        ("http://mn01.edu.vn:80/a", "http://mn01.edu.vn/a"),
        ("https://mn01.edu.vn:8443/a", "https://mn01.edu.vn:8443/a"),
        (
            "http://mn01.edu.vn/công-bố?năm=2025&x[]=1#đây",
            "http://mn01.edu.vn/c%C3%B4ng-b%E1%BB%91?n%C4%83m=2025&x[]=1",
        ),
        ("http://mn01.edu.vn/a%20b%2Fc", "http://mn01.edu.vn/a%20b%2Fc"),
        ("http://trường.vn/", "http://xn--trng-rib8295b.vn/"),
        ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]/"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
    ],
)
def test_a_link_is_asked_for_in_one_way(written: str, asked: str) -> None:
    assert str(parse_web_link(written)) == asked


@pytest.mark.parametrize(
    "written",
    [
        "ftp://mn01.edu.vn/",
        "//mn01.edu.vn/",
        "mn01.edu.vn",
        "http://",
        "http://truong:matkhau@mn01.edu.vn/",
        "http://mn01.edu.vn@169.254.169.254/",
        "http://mn01.edu.vn\\@10.0.0.1/",
        "http://mn01.edu.vn/a b",
        "http://mn01.edu.vn/\r\nX-A: b",
        "http://mn01.edu.vn:0/",
        "http://mn01.edu.vn:99999/",
        "http://mn01..edu.vn/",
        "http://-mn01.edu.vn/",
        "http://" + "a" * 64 + ".vn/",
        "http://" + "a." * 130 + "vn/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://1.2.3.4.5/",
        "http://①②⑦.⓪.⓪.①/",
        "http://[::1%25eth0]/",
        "http://[::1/",
        "http://mn01.edu.vn/" + "a" * LONGEST_LINK,
    ],
)
def test_a_link_that_could_mean_two_things_is_none(written: str) -> None:
    assert parse_web_link(written) is None


@pytest.mark.parametrize(
    ("location", "led"),
    [
        ("/b", "https://mn01.edu.vn/b"),
        ("b?c=1", "https://mn01.edu.vn/tin/b?c=1"),
        ("//mn02.edu.vn/", "https://mn02.edu.vn/"),
        ("/công bố", "https://mn01.edu.vn/c%C3%B4ng%20b%E1%BB%91"),
        (" /b ", "https://mn01.edu.vn/b"),
        ("", "https://mn01.edu.vn/tin/a"),
        ("javascript:alert(1)", "None"),
        ("https://[::1", "None"),
        ("https://a@mn01.edu.vn/", "None"),
    ],
)
def test_a_redirect_is_read_beside_the_link_it_came_from(location: str, led: str) -> None:
    link = parse_web_link("https://mn01.edu.vn/tin/a")
    assert link
    assert str(redirected_link(link, location)) == led


@pytest.mark.parametrize(
    ("host", "is_public"),
    [("mn01.edu.vn", True), ("1.1.1.1", True), ("mn01", False), ("mn01.local", False), ("mn01.truong.example", False)],
)
def test_a_name_that_is_nobody_s_on_the_internet_is_known(host: str, is_public: bool) -> None:  # noqa: FBT001 - a table
    link = parse_web_link(f"https://{host}/")
    assert link
    assert link.has_public_name is is_public
