"""Whatever a stranger's server answers comes to a finding, and to the same one again."""

from encodings.aliases import aliases

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.fetched_pages import Fetched, Trouble
from cycle_engine.domain.page_judging import judge_page
from cycle_engine.domain.publications import PageLook

LINK = "https://mn01.edu.vn/tin/cong-bo"

pieces = st.sampled_from(
    [
        "<title>",
        "</title>",
        "<!--",
        "-->",
        "<nav>",
        "</nav>",
        "<script>",
        "<",
        "&#9",
        "&amp;",
        "\u0301",
        "\ufeff",
        "%PDF",
    ]
)
texts = st.lists(st.one_of(pieces, st.text(max_size=20)), max_size=20).map("".join)
contents = st.one_of(st.binary(max_size=200), texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
answers = st.builds(
    Fetched,
    link=st.just(LINK),
    final_link=st.one_of(st.just(LINK), st.text(max_size=40)),
    status=st.one_of(st.none(), st.sampled_from([200, 204, 301, 403, 404, 500, 999])),
    trouble=st.one_of(st.none(), st.sampled_from(Trouble)),
    content_type=st.one_of(st.sampled_from(["", "text/html", "application/pdf"]), st.text(max_size=20)),
    charset=st.one_of(st.sampled_from(sorted({*aliases.values(), "idna", "undefined"})), st.text(max_size=20)),
    content=contents,
)


@given(answers, st.one_of(st.none(), answers), st.booleans())
def test_whatever_comes_is_judged(now: Fetched, before: Fetched | None, accepting: bool) -> None:  # noqa: FBT001
    baseline = judge_page(before, None).look if before else None
    judged = judge_page(now, baseline, accepting=accepting)
    assert judged == judge_page(now, baseline, accepting=accepting)
    assert isinstance(judged.look, PageLook)
