"""The patterns of numerals, in reading order; an example stands beside each part.

Every repetition is possessive and every match is cut at LONGEST characters, so that reading takes time in
proportion to the text, whatever the text.
"""

from __future__ import annotations

import regex

LONGEST = 100  # characters; what is longer is no number that a person wrote

DIGIT = "[0-9０-９]"
HAN_DIGIT = "[〇零○一二三四五六七八九壹弌贰貳叁參参叄肆伍陆陸柒捌玖]"
RANK = "[十百千拾佰仟廿卅卌]"
SCALE = "[万萬亿億兆]"
SPACE = r"[\x20\u00a0\u2009\u202f]"

# A wide comma parts two amounts (20，300美元), except between wide digits.
ARABIC = rf"""
    (?: (?<! {DIGIT}{SPACE}) [0-9]{{1,3}} (?: {SPACE}[0-9]{{3}} )++ (?!{DIGIT})  # 1 500
      | [0-9]{{1,3}} (?: ,[0-9]{{3}} )++ (?!{DIGIT})                             # 23,400
      | [０-９]{{1,3}} (?: [，,][0-9０-９]{{3}} )++ (?!{DIGIT})                  # ４１，２７３
      | {DIGIT}++                                                                # 2024
      | (?<!{DIGIT}) (?= \.{DIGIT} )                                             # .5
    )
    (?: [.．]{DIGIT}++ )?+                                                       # 3|.5
    (?: [eEｅＥ] [-+－＋−]? {DIGIT}{{1,3}} (?! {DIGIT} | [A-Za-z] ) )?+           # 2|e5
"""

# Neighbours in the row of digits are a range: 七八十 is 70 to 80, 三、四户 is 3 to 4. 三五个 is the one leap.
NEIGHBOURS = """(?:
    一、?[二两兩] | [二两兩]、?三 | 三、?四 | 三五 | 四、?五 | 五、?六 | 六、?七 | 七、?八 | 八、?九
)"""

MORE = (
    "(?: 多 | [余餘] | [好大]?[几幾] | [来來](?![自源到往说說看的]) | (?<=[百千万萬])把 )"  # 三千|多, 五|来
)

# \G is where reading began: what stands before that is no part of the numeral.
NOT_AFTER_HAN = rf"(?: \G | (?<!{HAN_DIGIT}|[两兩]) | (?<=[千百万亿]零) )"
ALONE = rf"(?: \G | (?<!{DIGIT}|{HAN_DIGIT}|[两兩]) )"

BODY = rf"""
    (?: {ALONE} (?: (?: {HAN_DIGIT} | [两兩] ) (?: {RANK} | {SCALE} )++ )++  # 三万五千
      | {RANK} | {SCALE}
      | {NOT_AFTER_HAN} {ARABIC}                                    # 3.9
      | (?<={DIGIT}) {SPACE} (?={SCALE} | [百千])                   # 486.52 万
      | {ALONE} {NEIGHBOURS} (?!{HAN_DIGIT})                        # 四百|七八|十
      | (?: \G | (?<!{DIGIT}) ) {HAN_DIGIT}                         # 一|百零五
      | {ALONE} [两兩]                                              # 两|千
      | (?<={DIGIT}) [kK] (?![A-Za-z])                              # 14.2|k
      | (?<={HAN_DIGIT}|{RANK}|{SCALE}|[两兩]) [点點] (?={HAN_DIGIT} (?!十))  # 三|点|一四
      | (?<={DIGIT}|{RANK}|{SCALE}|{HAN_DIGIT}|[两兩]) (?: 个 | {MORE} 个? ) (?={SCALE})  # 三千|多|万
      | (?<=[两兩二三四五六七八九0-9]) 个 {MORE} (?={SCALE})        # 两|个多|亿
    )++
"""

NUMERAL = regex.compile(
    rf"""
    (?P<sign> (?: 零下 | 负 | 負 | [-−－+＋](?=\.?{DIGIT}) ) {SPACE}?+ )?+           # 零下|35, -|3.7
    (?:
        (?P<idiom> 成千上[万萬] | 成百上千 | 上千上万 | 半百 )
      | (?P<half> [大小]?一?[大小多]?半 [数數]? | [对對](?=折) )                 # 一大半, 半数, 对|折
      | (?P<vague> (?: [好大]?[几幾] | [数數上] )(?={RANK}|{SCALE})              # 数|十, 上|百
          | 小(?=[一两兩二三四五六七八九]) )?+                                    # 小|三百
        (?P<body> {BODY} )
        (?: (?P<fraction> 分之 (?P<numerator>{BODY}|[几幾]) )                     # 三|分之一, 百|分之三点二
          | 又 (?P<mixed> {BODY} 分之 {BODY} )                                    # 一|又二分之一
          | {SPACE} (?P<mixed> {DIGIT}++ [/／] {DIGIT}++ ) (?! [/／.]?{DIGIT} )   # 1| 3/5
          | [/／] (?P<divisor> {DIGIT}++ ) (?! [/／.]?{DIGIT} )                   # 2|/3
          | (?P<tenths> 成 (?:                                                    # 三|成
              (?P<tenth> 半 | {NEIGHBOURS} | [一二三四五六七八九] ) (?![十百千万亿])  # 三|成五
            )?+ )
        )?+
        (?P<more> (?: (?<={DIGIT}) {SPACE} )?+ {MORE} )?+                         # 三万五千|余
      | (?P<few> 好?[几幾] | [数數] | [俩倆仨] )
    )
    (?P<percent> {SPACE}?+ [%％‰] )?+
    """,
    regex.VERBOSE,
)

# The numbers that most texts are full of, where nothing behind them goes on with the numeral: 1,234, 3.9|万亿, 5.5|%
PLAIN_NUMERAL = regex.compile(
    rf"""
    (?P<whole> [0-9]{{1,3}}+ (?: ,[0-9]{{3}} )++ | [0-9]{{1,15}}+ ) (?: \. (?P<decimals> [0-9]{{1,9}}+ ) )?+
    (?P<scale> [万亿]{{1,2}}+ )?+ (?P<percent> % )?+
    (?! [0-9０-９,.．eEｅＥkK/／%％‰点點多余餘几幾来來好大把又成] | {HAN_DIGIT} | [两兩] | {RANK} | {SCALE}
      | {SPACE} | 分之 | 百 | 千 | [个個][万亿萬億兆多余餘几幾好大来來] )
    """,
    regex.VERBOSE,
)

# Inside a body, once it is found:
INNER_MORE = regex.compile(rf"(?: 个? ({MORE}) 个? | 个 ) (?={SCALE})", regex.VERBOSE)
NEIGHBOUR_PAIR = regex.compile(
    rf"(?<! {HAN_DIGIT} | [两兩点點] ) ({NEIGHBOURS}) (?! {HAN_DIGIT} )", regex.VERBOSE
)
UNUSUAL = regex.compile(rf"[个多余餘几幾来來把] | {NEIGHBOURS}", regex.VERBOSE)  # where one of both may be
ENDING_SCALE = regex.compile("[万萬亿億兆]++$|[百千佰仟]$")

RANGE_SIGN = regex.compile(rf"{SPACE}?+(?:[至到~～〜∼－–—―─-]|——){SPACE}?+")
