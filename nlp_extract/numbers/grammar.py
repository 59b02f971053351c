"""The patterns of numerals, in reading order; an example stands beside each part.

Every repetition is possessive, so that a pattern reads each character a fixed number of times at most.
"""

from __future__ import annotations

import regex

DIGIT = "[0-9０-９]"
HAN_DIGIT = "[〇零○一二三四五六七八九壹弌贰貳叁參参叄肆伍陆陸柒捌玖]"
RANK = "[十百千拾佰仟廿卅卌]"
SCALE = "[万萬亿億兆]"
SPACE = r"[\x20\u00a0\u2009\u202f]"

ARABIC = rf"""
    (?: (?<! {DIGIT}{SPACE}) [0-9]{{1,3}} (?: {SPACE}[0-9]{{3}} )++ (?!{DIGIT})  # 1 500
      | [0-9]{{1,3}} (?: ,[0-9]{{3}} )++ (?!{DIGIT})                             # 23,400
      | [０-９]{{1,3}} (?: [，,][0-9０-９]{{3}} )++ (?!{DIGIT})                   # ４１，２７３; but 20，300 is two
      | {DIGIT}++                                                               # 2024
    )
    (?: [.．]{DIGIT}++ )?+                                                       # .5 of 3.5
"""

# Neighbours in the row of digits are a range: 七八十 is 70 to 80, 三、四户 is 3 to 4. 三五个 is the one leap.
NEIGHBOURS = (
    "(?: 一、?[二两兩] | [二两兩]、?三 | 三、?四 | 三五 | 四、?五 | 五、?六 | 六、?七 | 七、?八 | 八、?九 )"
)

MORE = "(?: 多 | [余餘] | [好大]?[几幾] | [来來](?![自源到往说說看的]) | (?<=[百千万萬])把 )"

# \G is where reading began: what stands before that is no part of the numeral.
NOT_AFTER_HAN = rf"(?: \G | (?<!{HAN_DIGIT}|[两兩]) )"
ALONE = rf"(?: \G | (?<!{DIGIT}|{HAN_DIGIT}|[两兩]) )"

BODY = rf"""
    (?: {NOT_AFTER_HAN} {ARABIC}                                      # 3.9
      | (?<={DIGIT}) {SPACE} (?={SCALE} | [百千])                       # 486.52 万
      | {ALONE} {NEIGHBOURS} (?!{HAN_DIGIT})                           # 四百七八十
      | (?: \G | (?<!{DIGIT}) ) {HAN_DIGIT}                            # 一 of 一百零五
      | {ALONE} [两兩]                                                  # 两千
      | {RANK} | {SCALE}
      | (?<={DIGIT}) [kK] (?![A-Za-z])                                 # 14.2k
      | (?<={HAN_DIGIT}|十) [点點] (?={HAN_DIGIT} (?!十))                # 三点一四
      | (?<={DIGIT}|{RANK}|{SCALE}|{HAN_DIGIT}|[两兩]) {MORE}? 个? (?={SCALE})  # 三千五百多万, 三个亿
    )++
"""

NUMERAL = regex.compile(
    rf"""
    (?P<sign> (?: 零下 | 负 | 負 | [-−－+＋](?={DIGIT}) ) {SPACE}?+ )?+            # 零下35, -3.7
    (?:
        (?P<idiom> 成千上[万萬] | 成百上千 | 上千上万 )
      | (?P<half> [大小]?一?[大小多]?半 [数數]? )                                    # 一大半, 半数
      | (?P<vague> (?: [好大]?[几幾] | [数數上] )(?={RANK}|{SCALE}) | 小(?=[一两兩二三四五六七八九]) )?+  # 数十, 上百, 小三百
        (?P<body> {BODY} )
        (?: (?P<fraction> 分之 (?P<numerator>{BODY}|[几幾]) )                       # 三分之一, 百分之三点二
          | 又 (?P<denominator>{BODY}) 分之 (?P<over>{BODY})                        # 一又二分之一
          | (?P<tenths> 成 (?: (?P<tenth> 半 | {NEIGHBOURS} | [一二三四五六七八九])(?![十百千万亿]) )?+ )  # 三成五
          | [/／] (?P<divisor>{DIGIT}++) (?! [/／.]?{DIGIT})                        # 2/3
        )?+
        (?P<more> (?: (?<={DIGIT}) {SPACE} )?+ {MORE} )?+                                                # 三万五千余
      | (?P<few> 好?[几幾] | [数數] | [俩倆仨] )
    )
    (?P<percent> {SPACE}?+ [%％‰] )?+
    """,
    regex.VERBOSE,
)

RANGE_SIGN = regex.compile(rf"{SPACE}?+(?:[至到~～〜∼－–—―─-]|——){SPACE}?+")
