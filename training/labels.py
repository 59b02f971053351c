"""Labels on which annotators differ, made one, so that the model need not guess whose hand it reads."""

from __future__ import annotations

from dataclasses import replace

import regex

from training.data import AnnotatedText, Offsets

SCOPE = regex.compile("(?:我国|全国|全省|全市|全县|全区|全州|全旗|全球)$")
"""Words that say how far an indicator reaches: 全国一般公共预算收入."""
GROUP = regex.compile("(?:[企行产工造采险务]业|居民|机构)$")
"""Nouns of those whom an indicator is of: 制造业企业利润."""
INDICATOR = regex.compile(
    r"""(?:
        [量额值率比数] | 比重 | 指数             # 汽车出口量, 国内生产总值, 登记失业率
      | 收入 | 支出 | 利润 | 资产 | 负债 | 投资  # 一般公共预算收入, 对外净资产
      | [进出]口 | 外资 | 顺差 | 逆差            # 实际使用外资
      | 余额 | 存款 | 贷款 | 储备 | 价格 | 成本
      | 规模 | 面积 | GDP                        # 粮食播种面积
    )$""",
    regex.VERBOSE,
)


def with_whole_indicators(text: AnnotatedText) -> AnnotatedText:
    """The text with the items that name an indicator whole, as the guidelines want them."""
    counts = []
    for count in text.counts:
        item, subject, time = count.fields
        counts.append(
            replace(count, fields=(item and whole_indicator(text.text, item, subject), subject, time))
        )
    return replace(text, counts=tuple(counts))


def whole_indicator(text: str, item: Offsets, subject: Offsets | None) -> Offsets:
    """An indicator with the scope or the group that stands right before it: 全国|规模以上工业企业|利润."""
    start, end = item
    if not INDICATOR.search(text, start, end):
        return item
    if subject and subject[1] == start and GROUP.search(text, *subject):
        start = subject[0]
    scope = SCOPE.search(text, max(0, start - 2), start)
    return (scope.start() if scope else start), end
