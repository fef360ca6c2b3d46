"""The check of certificates as visitors use it: what is said of a code, and nothing where nothing was checked."""

import re
from base64 import b32encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from playwright.sync_api import Page, Route, expect

from cycle_engine.domain.certificates import Claim
from cycle_engine.reports.certificate_codes import PREFIX, key_id_of, make_private_key, public_key_of, sign_claim
from cycle_engine.services.certificate_keys import KEY_FILE, make_key
from cycle_engine.services.certifying import issue_certificates
from cycle_engine.services.revoking import revoke_certificate
from cycle_engine.services.site_building import build_site
from tests.browser.page_checkers import html_faults, lighthouse_scores
from tests.browser.visiting import PHONE, Visitor, accessibility_faults, overflows, served
from tests.builders import a_desk, a_roster, a_unit, advance, close_desks, on, open_sample_cycle
from tests.databases import SQLiteTemplate
from tests.site_samples import HOSTILE

WAY: Final = ("submit", "approve", "request_review", "conclude_review", "recognize")
HOSTILE_UNITS: Final = [f"XX{number}" for number in range(len(HOSTILE))]
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

NO_CRYPTO: Final = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });"
NO_ED25519: Final = (
    "SubtleCrypto.prototype.importKey = async () => { throw new DOMException('', 'NotSupportedError'); };"
)
VERIFIES_NOTHING: Final = (
    "SubtleCrypto.prototype.verify = async () => { throw new DOMException('', 'OperationError'); };"
)
HASHES_NOTHING: Final = "SubtleCrypto.prototype.digest = async () => { throw new DOMException('', 'OperationError'); };"


@dataclass(frozen=True, slots=True)
class Office:
    """An office's site, the codes of certificates that it issued by unit, and its private key."""

    site: Path
    codes: Mapping[str, str]
    private: str


@pytest.fixture(scope="module")
def office(sqlite_template: SQLiteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """MN01's certificate holds, MN02's was taken back by hand, MN03's by reopening; the others have hostile names."""
    folder = tmp_path_factory.mktemp("office")
    desk = on(a_desk(sqlite_template.copy(folder), folder), date(2025, 6, 2))
    hostile = (a_unit(code, name=name) for code, name in zip(HOSTILE_UNITS, HOSTILE, strict=True))
    open_sample_cycle(desk, roster=(*a_roster(3), *hostile))
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    units = ("MN01", "MN02", "MN03", *HOSTILE_UNITS)
    for unit in units:
        advance(desk, unit, *WAY)
    make_key(desk)
    codes = {one.claim.unit: one.stored.code for one in issue_certificates(desk, units, serials_from=1).certificates}
    revoke_certificate(desk, "MN02", "lý do mẫu")
    advance(on(desk, date(2025, 6, 9)), "MN03", "reopen")
    build_site(on(desk, date(2025, 6, 10)), folder / "web")
    close_desks()
    return Office(folder / "web", codes, (folder / KEY_FILE).read_text("utf-8"))


def a_claim(*, name: str = "Trường Mầm non MN01") -> Claim:
    return Claim("MN01", name, "2024-2025", 2, "", None, issued_on=date(2025, 6, 2))


def signed_by(office: Office, body: bytes) -> str:
    """A code in the right form around whatever it is to say."""
    key = bytes.fromhex(key_id_of(public_key_of(office.private)))
    private = load_pem_private_key(office.private.encode(), password=None)
    assert isinstance(private, Ed25519PrivateKey)
    whole = len(body).to_bytes(2, "big") + body + key
    return PREFIX + b32encode(whole + private.sign(whole)).decode().rstrip("=")


def open_check(visitor: Visitor, office: Office, code: str = "", *, width: int = 1280, before: str = "") -> Page:
    address = (office.site / "kiem-tra.html").as_uri()
    return visitor.open(f"{address}#{code}" if code else address, width=width, before=before)


def type_code(page: Page, given: str) -> None:
    page.get_by_label("Mã trên giấy chứng nhận").fill(given)
    page.get_by_role("button", name="Kiểm tra").click()


def verdicts(page: Page, count: int = 1) -> Sequence[str]:
    """What is said, once so many verdicts are there."""
    found = page.locator("[data-verdict]")
    expect(found).to_have_count(count)
    return [one.get_attribute("data-verdict") or "" for one in found.all()]


def facts(page: Page) -> Mapping[str, str]:
    rows = page.locator("#ket-luan dl > div").all()
    return {row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in rows}


def tampered(code: str, place: int) -> str:
    other = LETTERS[(LETTERS.index(code[place]) + 1) % len(LETTERS)]
    return f"{code[:place]}{other}{code[place + 1 :]}"


# --- what is said of a code -------------------------------------------------------------------------------------------


def test_a_certificate_that_holds_is_said_to_and_shows_what_it_says(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office, office.codes["MN01"])
    assert verdicts(page) == ["genuine"]
    assert page.locator("#ket-luan h2").inner_text() == "Hợp lệ"
    assert "thu hồi tính đến ngày 10/06/2025" in page.locator("#ket-luan").inner_text()
    assert facts(page) == {
        "Trường": "Trường Mầm non MN01",
        "Mã": "MN01",
        "Năm học": "2024-2025",
        "Mức được công nhận": "Mức 2 (đáp ứng cơ bản)",
        "Quyết định công nhận": "số [...] ngày [...]",
        "Ngày cấp": "02/06/2025",
        "Số vào sổ cấp giấy chứng nhận": "01",
    }
    expect(page.locator("#chua-kiem-tra")).to_be_hidden()


@pytest.mark.parametrize(("unit", "day"), [("MN02", "02/06/2025"), ("MN03", "09/06/2025")])
def test_a_revoked_certificate_says_so_and_since_when_but_not_why(
    visitor: Visitor, office: Office, unit: str, day: str
) -> None:
    page = open_check(visitor, office, office.codes[unit])
    assert verdicts(page) == ["revoked"]
    said = page.locator("#ket-luan").inner_text()
    assert "Đã bị thu hồi" in said
    assert f"thu hồi ngày {day}" in said
    assert "lý do mẫu" not in said
    assert facts(page)["Trường"] == f"Trường Mầm non {unit}"


def test_no_other_spelling_of_a_revoked_code_holds_again(visitor: Visitor, office: Office) -> None:
    code = office.codes["MN02"]
    page = open_check(visitor, office)
    for spelling in (code.lower(), " ".join(code), f"{code}A", code.replace(":", ":\u200b")):
        type_code(page, spelling)
        assert verdicts(page) == ["revoked"]


def test_one_changed_letter_anywhere_is_found_and_nothing_of_it_is_repeated(visitor: Visitor, office: Office) -> None:
    code = office.codes["MN01"]
    changed = [tampered(code, place) for place in range(len(PREFIX), len(code), 4)]
    page = open_check(visitor, office)
    type_code(page, "\n".join(changed))
    expect(page.locator("[data-verdict]").nth(len(changed) // 2)).to_be_visible()
    said = set(verdicts(page, page.locator("[data-verdict]").count()))
    assert {"changed", "unknown_key", "unreadable"} >= said >= {"changed", "unknown_key"}
    assert facts(page) == {}


def test_a_last_letter_with_bits_that_say_nothing_is_no_code(visitor: Visitor, office: Office) -> None:
    codes = [sign_claim(a_claim(name="x" * length), office.private) for length in range(1, 6)]
    loose = next(code for code in codes if (len(code) - len(PREFIX)) * 5 % 8)
    page = open_check(visitor, office)
    type_code(page, f"{loose} {loose[:-1]}{LETTERS[LETTERS.index(loose[-1]) | 1]}")
    assert sorted(verdicts(page, 2)) == ["genuine", "unreadable"]


def test_a_code_signed_by_somebody_else_is_of_an_unknown_key_and_nothing_of_it_is_repeated(
    visitor: Visitor, office: Office
) -> None:
    page = open_check(visitor, office, sign_claim(a_claim(name="Trường giả mạo"), make_private_key()))
    assert verdicts(page) == ["unknown_key"]
    assert "Không rõ ai ký" in page.locator("#ket-luan").inner_text()
    assert "giả mạo" not in page.locator("#ket-luan").inner_text()


def test_rubbish_is_said_to_be_unreadable(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office)
    for given in ("không phải mã", "CYC1:", "CYC1:ABC", "CYC1:AAAAAAAA", "CYC1:89", "<img src=x>"):
        type_code(page, given)
        assert verdicts(page) == ["unreadable"], given


@pytest.mark.parametrize("body", [b"[1,2]", b'{"a":1}', b"null", b"\xff", b'["a","b","c","d","e","f","g","h","i"]'])
def test_what_this_office_signed_is_no_certificate_unless_it_says_what_one_says(
    visitor: Visitor, office: Office, body: bytes
) -> None:
    page = open_check(visitor, office, signed_by(office, body))
    assert verdicts(page) == ["unreadable"]


def test_a_code_that_is_cut_short_is_said_to_be_unreadable(visitor: Visitor, office: Office) -> None:
    assert verdicts(open_check(visitor, office, office.codes["MN01"][:-3])) == ["unreadable"]


# --- how a code comes here --------------------------------------------------------------------------------------------

SPELLINGS: Final[Sequence[Callable[[str], str]]] = [
    lambda code: code,
    str.lower,
    lambda code: "\n".join(re.findall(".{1,40}", code)),
    lambda code: f"https://phong.example/ket-qua/#{code}",
    lambda code: f"https://phong.example/ket-qua/#{quote(code, safe='')}",
    lambda code: f"Mã: {code}\nKiểm tra tại trang của Phòng",
]


def test_a_code_is_read_however_it_is_pasted(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office)
    for spelt in SPELLINGS:
        type_code(page, spelt(office.codes["MN01"]))
        assert verdicts(page) == ["genuine"], spelt("CYC1:AA")


def test_several_codes_get_a_verdict_each(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office)
    type_code(page, "\n".join(office.codes[unit] for unit in ("MN01", "MN02", "MN01")))
    assert verdicts(page, 2) == ["genuine", "revoked"]


def test_whoever_scans_the_code_of_a_certificate_comes_from_the_list_to_the_verdict(
    visitor: Visitor, office: Office
) -> None:
    with served(office.site) as address:
        page = visitor.open(f"{address}#{office.codes['MN01']}")
        assert verdicts(page) == ["genuine"]
        assert page.url.startswith(f"{address}kiem-tra.html#CYC1:")
        page.context.close()  # before the server goes, which it may still ask for the icon


def test_another_code_in_the_same_window_is_checked_anew(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office, office.codes["MN01"])
    assert verdicts(page) == ["genuine"]
    page.evaluate("code => { location.hash = code; }", office.codes["MN02"])
    expect(page.locator("[data-verdict=revoked]")).to_have_count(1)
    assert verdicts(page) == ["revoked"]


def test_it_is_done_by_keys_and_the_verdict_is_announced(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office)
    page.get_by_label("Mã trên giấy chứng nhận").focus()
    page.keyboard.insert_text(office.codes["MN01"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Kiểm tra")).to_be_focused()
    page.keyboard.press("Enter")
    assert verdicts(page) == ["genuine"]
    expect(page.get_by_role("status")).to_contain_text("Hợp lệ")
    assert page.url.endswith("kiem-tra.html")


# --- where it cannot be checked ---------------------------------------------------------------------------------------


def says_that_it_did_not_check(page: Page) -> None:
    expect(page.get_by_role("heading", name="Chưa kiểm tra được")).to_be_visible()
    expect(page.get_by_text("cycle certificate verify")).to_be_visible()
    assert page.locator("[data-verdict]").count() == 0
    assert "Hợp lệ" not in page.locator("main").inner_text()


@pytest.mark.parametrize("lacking", [NO_CRYPTO, NO_ED25519, VERIFIES_NOTHING, HASHES_NOTHING])
def test_a_browser_that_cannot_check_never_calls_a_code_genuine(visitor: Visitor, office: Office, lacking: str) -> None:
    says_that_it_did_not_check(open_check(visitor, office, office.codes["MN01"], before=lacking))


def test_without_scripts_nothing_is_called_genuine(visitor: Visitor, office: Office) -> None:
    address = f"{(office.site / 'kiem-tra.html').as_uri()}#{office.codes['MN01']}"
    says_that_it_did_not_check(visitor.open(address, scripts=False))


def test_over_plain_http_it_says_by_which_address_it_can_be_checked(visitor: Visitor, office: Office) -> None:
    def answer(route: Route) -> None:
        route.fulfill(path=office.site / urlsplit(route.request.url).path.lstrip("/"))

    context = visitor.browser.new_context()
    visitor.contexts.append(context)
    context.route("http://phong.example/**", answer)
    page = context.new_page()
    page.goto(f"http://phong.example/kiem-tra.html#{office.codes['MN01']}")
    says_that_it_did_not_check(page)
    expect(page.get_by_text("https://")).to_be_visible()


# --- names that mean no good, a telephone, paper, and who cannot see --------------------------------------------------


def test_hostile_names_in_a_genuine_code_stay_text(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office)
    type_code(page, "\n".join(office.codes[unit] for unit in HOSTILE_UNITS))
    assert set(verdicts(page, len(HOSTILE))) == {"genuine"}
    shown = page.locator("#ket-luan dl > div:first-child dd").all_inner_texts()
    assert shown[:4] == list(HOSTILE[:4])
    assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069]", "".join(shown))
    assert page.locator("#ket-luan :is(img, script, b, a)").count() == 0
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert not overflows(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_every_verdict_is_for_everybody_and_fits_a_telephone(
    visitor: Visitor, office: Office, width: int, scheme: str
) -> None:
    address = (office.site / "kiem-tra.html").as_uri()
    page = visitor.open(address, width=width, scheme="dark" if scheme == "dark" else "light")
    others = (tampered(office.codes["MN01"], 60), sign_claim(a_claim(), make_private_key()), "CYC1:ABC")
    type_code(page, "\n".join([office.codes["MN01"], office.codes["MN02"], *others]))
    assert verdicts(page, 5) == ["genuine", "revoked", "changed", "unknown_key", "unreadable"]
    assert accessibility_faults(page) == []
    assert not overflows(page)


def test_who_cannot_check_reads_that_well_too(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office, width=PHONE, before=NO_CRYPTO)
    assert accessibility_faults(page) == []
    assert not overflows(page)


def test_paper_shows_the_verdict_and_not_the_form(visitor: Visitor, office: Office) -> None:
    page = open_check(visitor, office, office.codes["MN01"])
    verdicts(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Hợp lệ")).to_be_visible()
    expect(page.get_by_label("Mã trên giấy chứng nhận")).to_be_hidden()


def test_the_page_is_valid_html_and_lighthouse_has_nothing_against_it(office: Office, tmp_path: Path) -> None:
    with served(office.site) as address:
        assert html_faults([f"{address}kiem-tra.html"]) == []
        assert set(lighthouse_scores(f"{address}kiem-tra.html", tmp_path).values()) == {1.0}
