"""What is counted, whole: an indicator keeps the scope that stands right before it (全国一般公共预算收入)."""

from __future__ import annotations

import regex

from nlp_extract.tagger.spans import Span

SCOPE = regex.compile("(?:我国|全国)$")
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


def whole_item(text: str, item: Span | None) -> Span | None:
    """The item with the scope word before it, where it names an indicator (docs/annotation.md)."""
    if item is None or not INDICATOR.search(text, item.start, item.end):
        return item
    scope = SCOPE.search(text, max(0, item.start - 2), item.start)
    return Span(scope.start(), item.end) if scope else item
