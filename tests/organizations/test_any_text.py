"""What must hold for any text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_extract.organizations import (
    Entry,
    Gazetteer,
    organization_key,
    parse_organization,
    read_organizations,
    read_people,
    read_places,
    split_coordinated,
)
from nlp_extract.organizations.component import find_organizations
from nlp_extract.passage import Passage
from nlp_extract.tagger.spans import Span, Tags

PIECES = st.sampled_from(
    ["乌鲁木齐市", "纪委监委", "第二", "监督检查室", "和", "、", "县", "委", "沙沟镇", "村", "第八师", "143团", "驻",
     "兵团", "（", "）", "《", "》", "银行", "股份有限公司", "美国", "俄", "国防部", "以下简称", "“", "”", "市",
     "区", "新区", "高新区", "醫院", "東區", "\n", "\u3000", "記者", "该局", "书记", "王", "Ａ", "a", "\ud800", "\x00"]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


@st.composite
def text_and_spans(draw):
    """A text and spans into it, in order and without overlaps."""
    text = draw(TEXT)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, list(zip(edges[::2], edges[1::2], strict=False))


@settings(max_examples=150, deadline=None)
@given(text_and_spans())
def test_every_span_has_one_reading(case):
    text, spans = case
    organizations = read_organizations(text, spans, title=text[:10], places=spans)
    assert len(organizations) == len(spans)
    assert all(read.name for read in organizations)
    assert all(read.region or not read.region_code for read in organizations)
    assert len(read_places(text, spans)) == len(spans)
    for (start, end), read in zip(spans, read_people(text, spans, spans), strict=True):
        assert read.role in text[:start] + text[end:]  # 常海荣（吴堡县县长）
        assert (read.organization_index or 0) < len(spans)


@settings(max_examples=100, deadline=None)
@given(TEXT.filter(bool))
def test_one_name_is_read_alone(text):
    read = parse_organization(text)
    assert read.name.startswith(read.parent)
    assert organization_key(text) == organization_key(text)


@settings(max_examples=100, deadline=None)
@given(text_and_spans())
def test_coordinated_parts_lie_in_their_span(case):
    text, spans = case
    for start, end in spans:
        parts = split_coordinated(text, (start, end))
        assert parts[0][0] == start and parts[-1][1] == end
        assert all(a < b for a, b in parts)
        assert all(left[1] < right[0] for left, right in pairwise(parts))


GAZETTEER = Gazetteer(
    [Entry("纪委监委第二"), Entry("王", ("a", "区记者")), Entry("沙沟镇纪委监委", kind="other")]
)


@settings(max_examples=100, deadline=None)
@given(text_and_spans())
def test_organizations_are_in_order_and_apart(case):
    text, spans = case
    text = text + "该局"
    tags = Tags([Span(*span) for span in spans[::2]], [], [], [], [Span(*span) for span in spans[1::2]], [])
    tables = find_organizations(Passage(text), tags, gazetteer=GAZETTEER, coreference=True)
    for table in tables:
        assert all(text[fact.start : fact.end] == fact.text for fact in table)
        assert all(left.end <= right.start for left, right in pairwise(table))
