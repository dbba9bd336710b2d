"""What an advisor would note of a symptom, where the customer has said it: since when, how often, after what, what was tried.

All values are the customer's own words.
"""

from __future__ import annotations

import re
from typing import Any

from helpline.model.text import chinese_number

_NUMBER = r"(?:\d{1,3}|[一二两俩三仨四五六七八九十几半好多]{1,3})"
_MONTH = r"(?:(?<![\d.])\d{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
WHEN = (
    r"(?:大?前天|昨[天晚夜]|今[天早晚晨]|刚才|刚刚|这[两几]天|最近(?:几天)?|近[几两]天|前[几两]天|前段时间|前一?阵子?|上上?个?(?:周|星期|礼拜)(?:[一二三四五六日天])?"
    rf"|(?:[本这]个?|上个?)月(?:{_DAY}|初|中旬?|底|末|[上下]旬)|(?:[去今前]年的?)?{_MONTH}月(?:{_DAY}|初|中旬?|底|末|[上下]旬|份?(?=开始|以来|起(?!来)))"
    r"|[去今前]年的?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|上个?月|这个月|去年|今年|年初|年底"
    r"|(?:[去今]年的?)?(?:国庆|中秋|春节|过年|五一|端午|清明|元旦|双十[一二])节?(?:假期|长假|放假)?(?:那?几天|那会儿?|那阵子?|前后|期间|的?时候)"
    rf"|{_NUMBER}个?(?:小时|钟头|天|周|星期|礼拜|月|年)(?:多)?(?:以前|之前|前)|\d{{1,2}}月\d{{1,2}}[日号]|\d{{1,2}}[日号]|(?:十[一二三四五六七八九]|二十[一二三四五六七八九]?|三十一?)[日号])(?:早上|上午|中午|下午|晚上|夜里|夜晚)?"
)
_AFTER = re.compile(
    r"(?:更新|升级|摔|掉|进水|泡水|换(?:了|过)?(?:屏幕?|电池)|维修|修完|充(?:完|满)?电|淋雨|泡了?(?:温泉|澡)|洗澡|游泳|下水|蒸桑拿|恢复|刷机|重启|重置|还原|安装|装了?|设置|同步)[^，。,.；;！!？?\s]{0,6}?(?:之后|以后|(?<![然最随])后(?![盖该壳背玻置摄面屏盘]))"
)
_SINCE = re.compile(
    rf"(?:从|自)?(?P<when>{WHEN})(?:以来|开始|起(?!来)|的?(?:事情?(?![故先业])|那会儿?|那阵子?|时候(?!买))|[^，。,.；;买约到去]{{0,12}}?(?:开始|出现|发现|一看|突然|坏|就这样|就不|都有|都这样|(?<!天)才|老是?|总是?|动不动|频繁|摔|跌|磕|砸|碰|撞|泼|洒|坐|压|淋|进了?[水液汗雨]|泡了?水|掉(?!电)"
    r"|一直(?!在|没[人到收发回]|不[发退给回]|联系|打|等)|反复|不停|自动|[白黑花蓝]屏|死机|卡[死住]|闪[屏退]|没声|没反应|开不了|打不开|充不进|充不上|连不上|进不去))"
)
# 「昨天还行呢」: it was well then, so that it began after.
_PAST = rf"(?=[昨前上刚最去]|大前天|今[早晨]|今天早|{_NUMBER}个?(?:小时|天|周|星期|月)){WHEN}"
_WELL_THEN = re.compile(
    rf"(?P<when>{_PAST}[^，。,.；;！!？?\s买说约去到]{{0,8}}?(?:还是?(?:好好|挺好|正常|没事|没问题|能用|可以|好用|好使|好|行)|好好的))(?!几|多|像|不|看|说|奇)"
)
_SINCE_ENGLISH = re.compile(
    r"(?:since|from|started?|starting|about)?\s*(?P<when>(?:last|this) (?:week|month|night|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|yesterday|(?:a|one|two|three|a few|\d{1,2}) (?:days?|weeks?|months?)(?= ?了| already| now)|(?:a|one|two|three|a few|\d{1,2}) (?:days?|weeks?|months?) ago|since (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))"
)
# What answers the question alone. A length of time does too: 「半个月」, 「好像有一阵子了」.
_LENGTH = rf"{_NUMBER}来?个?半?[多来]?(?:小时|天|周|星期|礼拜|月|年)[多半]?|有?一?阵子|有?一?段时间|好久|很久"
_OF_NOW = r"这个?(?:周|星期|礼拜)|本周|上月|[本这]?月初|月底"
_SINCE_ALONE = re.compile(
    r"(?:(?:我|都|不是)?说[过了]?|记得|从|自|就|也就|大概|大约|差不多|应该|可能|好像|估计|是|已经|持续|得|有(?!一?[段阵])|快|嗯|呃|哦|啊|开始时间)*"
    rf"(?P<when>{WHEN}|{_OF_NOW}|{_LENGTH})(?:吧|的|左右|上下|前后|那会儿?|开始|起|的样子|的时候|了|啊|呀|呢|喽|咯)*"
)
# 「差不多一个月了」; but 「买了一年多了」 is no fault that has lasted.
_LASTING = re.compile(
    rf"(?<![买用了])(?:已经|持续了?|差不多|大概|快|都|有|坏了|这样)(?:有|快|都|差不多)?(?P<when>{_NUMBER}个?半?多?(?:小时|天|周|星期|礼拜|月)多?)了"
)
_LASTING_ALONE = re.compile(
    rf"(?:都|已经|有|大概|差不多|快)*(?P<when>{_NUMBER}个?半?多?(?:小时|天|周|星期|礼拜|月)多?)(?:了|啦|咯|嘞|㗎喇?)[吧啊呢]?"
)  # 「充不进电，三天了」
# 「整了一上午了」
_HALF_A_DAY = re.compile(r"(?:坏|这样|整|弄|搞|折腾|卡|黑屏?)了(?P<when>(?:一|整整?一?个?|大?半)(?:个)?(?:上午|下午|早上|晚上|晚|天))了?")
_SINCE_NEW = re.compile(r"(?:一|刚)?买(?:回)?来(?:以后|之后|后)?就(?:这样|有|是|不)|(?:新机|开箱)就(?:这样|有|是)")
_BLANKS_OF_A_DAY = re.compile(r"(?<=[月年])\s+(?=\d)|(?<=\d)\s+(?=[日号月])|(?<=[日号])\s+(?=起|开始)")  # 「本月 10 日起」
_FREQUENCY = re.compile(
    rf"每[天周月][^，。,.；;]{{0,3}}?{_NUMBER}[次回遍]|每[次回][^，。,.；;]{{0,4}}?都|每[次回]|每天|每晚|天天|总(?:是|(?=[^共计归之部监算得要经结体额数而该有会裁统]))|一直(?!在?转)|老(?:是|(?![王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛段雷侯龙史陶黎贺顾毛郝龚邵万钱严](?:$|[^\u4e00-\u9fff]))(?=[^板师人家公婆妈爸爷奶伴乡外头大二三款旧化手年式机型了的太子弟哥姐妹叔友同小幼客顾花]))|经常|常常|偶尔|有时候?|时不时|频繁|间歇|时好时坏|断断续续|反复"
    rf"|(?:一|每|半|{_NUMBER})(?:个)?(?:小时|天|周|星期|月|分钟)[^，。,.；;前\s]{{0,4}}?{_NUMBER}[次回遍]|隔[^，。,.；;]{{1,6}}?就?一次|(?:只有|就|只)(?:过)?一次|第一次|随时|完全不"
)
# Of people, not of the trouble: 「她老跟我说」, 「我一直想问」, 「一直没办法」.
_OF_PEOPLE = re.compile(
    r"(?:老是?|总是?|一直|经常|常常|天天|每天|每次)(?:在|都|是)?(?:[跟和对给找催问][我你您他她]|想|打算|以为|觉得|没空|没时间|没(?:办法|法子?)(?=$|[，,。；;！!\s]))"
)
_STEPS = (
    r"强制(?:重启|关机)|重启(?:了|过)?(?:一下)?(?:路由器?|光猫|猫|网关|交换机|手表|耳机|音箱|电视|机顶盒)(?:[和跟、][\u4e00-\u9fff]{1,3}?(?=[都也了过，,。\s]|$))?|重启|重新开机|关机重开|关机再开|恢复出厂|还原(?:网络)?(?:所有)?设置|抹掉|重置|刷机|更新(?:系统)?|升级(?:系统)?|重装|卸载|重新安装|重新登录|退出账[户号]"
    r"|换(?:了|过)?(?:一?[根个条])?(?:充电)?(?:线|头|插座|充电器|网络|电脑|卡|耳机)|清理(?:充电口|灰尘|缓存|空间)?|拔插|重新(?:配对|连接|插拔)|忽略(?:网络|设备)"
)
_TRIED = re.compile(rf"(?:(?:试|尝试)(?:着|过|了)?)?(?P<step>{_STEPS})(?P<done>过|了|也|都|后|以后|之后|，|,)?")
_ALL_DONE = re.compile(rf"(?:我)?(?:(?:都|也|已经|还|先)?(?:{_STEPS})(?:过|了)+[，,、。；;\s]*)+")  # 「重启了，换了网络」
# What people do to a device in words of their own: 「充了一晚上电也没用」, 「去店里清过灰」. Naming it is not enough: it was done, or done in vain.
_DO = r"(?:重新|重|反复|试着|尝试)?(?:连|配对|登|装|插|拔|换|擦|清|冲洗|洗|按|长按|关|充|删|卸|退|恢复|还原|抹|刷|吹|晾|晒|埋|泡|调|忽略|格式化|解绑|取|拆|捏|敲|拍|放|静置|掏|抠|捅|剔|清理|检查|检测)"
_NOT_A_STEP = r"(?!充(?:了|过)?[\d一两二三四五六七八九十几好多]+(?:次|笔|块|元|百|千|万|年|个?月)(?!电)|充值|扣|换过?[^，,。]{0,3}(?:屏|电池|主板|外壳|后盖|玻璃)|充电[也都]|换了一[台部])"
_PLAIN = r"[^，,。；;！!？?\s不没哪怎什才就]"
_FUTILE = r"(?:没用|不行|没(?:有)?(?:反应|效果|变化|好|解决|用处|改善)|不管用|无效|不起作用|不好使|老样子|还?是?一样|那样)"
_DONE_IN_VAIN = re.compile(
    rf"(?:^|[，,。；;\s我]|已经|也|都|就|还|先){_NOT_A_STEP}(?P<step>{_DO}(?:{_PLAIN}{{0,12}}?(?:了|过|完|干){_PLAIN}{{0,10}}?|{_PLAIN}{{1,12}}?))"
    rf"(?:之?后)?[，,\s]?(?P<still>也|都|还是|照样|依然|依旧|仍然?|就是)?(?:还是)?{_FUTILE}"
)
_DONE = re.compile(
    rf"(?:^|[，,。；;\s我]|已经?|也|都|就|还|先|里){_NOT_A_STEP}(?P<step>(?:[用拿](?!了|过|的){_PLAIN}{{1,6}}?)?{_NOT_A_STEP}{_DO}(?:过|干了?|了(?=[一两三几半好])){_PLAIN}{{0,8}})(?=$|[，,。；;！!\s])"
)
# What was looked at, or tried with another device, and what came of it: 「看了电池健康 76」, 「外接显示器是好的」.
_CHECKED = re.compile(
    r"(?:看|查|测|检查|检测)(?:过|了)(?:一?下)?(?:电池|最大容量|健康|存储|剩余空间|网速|信号|温度|设置)[^，,。；;！!？?吗]{0,12}(?![^，,。；;]*[？?吗])"
)
_ELSEWHERE = re.compile(
    r"(?:外[接置]|(?<!更)换[^，,。；;\s]{0,6}?(?:线|充电头|充电器|插[座头排]|耳机|电脑|显示器|网络|热点|卡|路由器|手机))[^，,。；;\s吗么]{0,8}?"
    r"(?:(?:是|都|就|也|还是?)+(?:好的|正常|没问题|没事|可以)|(?:能|可以)(?:用|充|连|显示)[^，,。；;吗么?？]{0,3}|有(?:声音?|画面|反应|图像)|没(?:声音?|画面|图像|显示)|正常)(?![^，,。；;]*[？?吗么])"
)
# 「路由器没问题的，别的手机都能连」
_OTHERS_WORK = re.compile(
    r"(?:路由器?|猫|宽带|网络|网线|(?<!我的)(?<!这个)wi-?fi)(?:是|也|都|本身)*(?:没问题|没毛病|正常|好的)的?(?![^，,。；;]*[？?吗么])"
    r"|[^，,。；;！!？?\s]{0,4}?(?:别的|其他|另外的?|另一[台部个]|家里)(?:人的)?[^，,。；;！!？?\s吗么]{1,14}?(?:(?:都|也|就|却)+(?:能|可以|正常|没问题|没事|好的)|能(?:连|用|上))[^，,。；;！!？?\s吗么]{0,4}(?![^，,。；;]*[？?吗么])"
)
_IN_VAIN = re.compile(r"没用|不行|无效|没效果|不管用|还是(?!不)|依然|没好|没解决|试过|都试|过了")


def occurrence(text: str, *, asked: bool = False) -> dict[str, Any]:
    """`since`, `frequency` and `after`, as far as the words tell them. Where it was `asked`, a day or a length alone is the answer."""
    found: dict[str, Any] = {}
    text = _BLANKS_OF_A_DAY.sub("", text)
    since = _since(text, asked=asked)
    new = _SINCE_NEW.search(text)
    if since or new:
        found["since"] = since["when"] if since else new.group()  # type: ignore[union-attr]
    after = _AFTER.search(text)
    if after:
        found["after"] = after.group()
    often = max((match.group() for match in _FREQUENCY.finditer(_OF_PEOPLE.sub("，", text))), key=sharpness, default="")
    if often:
        found["frequency"] = "老是" if often == "老" else often
    return found


def sharpness(often: str) -> int:
    """How much a frequency tells: 「一天两三回」 more than 「每次都」, that more than 「偶尔」.

    >>> sharpness("一天两三回") > sharpness("每次都") > sharpness("经常")
    True
    """
    if re.search(r"[次回遍]", often) and not often.startswith(("每次", "每回")):
        return 3
    return 2 if often.startswith(("每", "天天", "隔")) else 1


def _since(text: str, *, asked: bool) -> re.Match[str] | None:
    """When it began; the day on which all was well only where no other is told."""
    well = _WELL_THEN.search(text)
    text = text[: well.start()] + "，" + text[well.end() :] if well else text
    pieces = re.split(r"[，,。；;！!\s]+", text.strip())
    alone = next((told for piece in pieces if (told := _SINCE_ALONE.fullmatch(piece))), None) if asked else None
    lasting = next((lasts for piece in pieces[1:] if (lasts := _LASTING_ALONE.fullmatch(piece))), None)
    bought = re.search(r"[买用]了?$|入手", "".join(pieces[:1])) is not None
    told = _LASTING.search(text) or _HALF_A_DAY.search(text) or _SINCE.search(text) or alone or (None if bought else lasting)
    return told or _SINCE_ENGLISH.search(text.lower()) or well


_BY_ITSELF = re.compile(r"(?:自动|反复|不停|无限|一直|总|老|会|自己|无法|不能|没法|没|不|不想|不敢|不愿意?|不用|懒得)\s*$")
_CANNOT = re.compile(r"\s*(?:都|也|根本|又|就)*(?P<verb>[\u4e00-\u9fff]?)(?:不了|不动|不成)")


def cannot(step: str, after: str) -> bool:
    """True where the step could not be done: 「关机都关不了」, 「重启不了」; not 「重启也好不了」."""
    match = _CANNOT.match(after)
    return match is not None and (not match["verb"] or match["verb"] in step)


def tried_steps(text: str) -> list[str]:
    """What was tried, where the words say that it was done, and not that the trouble came of it."""
    steps: list[str] = []
    if _ALL_DONE.fullmatch(text):
        return list(dict.fromkeys(match["step"] for match in _TRIED.finditer(text)))
    for match in _TRIED.finditer(text):
        clause = text[match.start() : match.start() + 24]
        done = match["done"] == "过" or (_IN_VAIN.search(clause) and match["done"] not in ("后", "以后", "之后"))
        step = match["step"]
        if done and not (_BY_ITSELF.search(text[: match.start()]) or cannot(step, text[match.start() + len(step) :])) and step not in steps:
            steps.append(step)
    return steps or _own_words(text)


def _own_words(text: str) -> list[str]:
    """What was done in words of the customer's own."""
    found = [m for m in _DONE_IN_VAIN.finditer(text) if m["still"] or re.search(r"[了过完干]", m["step"])]
    told = [m["step"].strip() for m in found or _DONE.finditer(text)]
    checked = [m.group().strip() for pattern in (_CHECKED, _ELSEWHERE, _OTHERS_WORK) for m in pattern.finditer(text)]
    return list(dict.fromkeys([*(step for step in told if not any(step in one for one in checked)), *checked]))


_TIMES = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:次|回|遍)"
_REPAIRED = re.compile(rf"(?:返修|送修|维修|返厂|修)(?:了|过)*(?:快|都|有)?{_TIMES}|{_TIMES.replace('<n>', '<m>')}(?:维修|返修|送修|修理)")
_ONCE = re.compile(r"(?:维修|修|更换|换)[一1](?:次|回|遍)[^了]?")  # 「修一次要几天」 tells of no repair
_REPLACED = re.compile(rf"(?:更换|换)(?:了|过)*(?:快|都|有)?{_TIMES}")
_WAITING = re.compile(r"(?:等|缺|没到|没货|没修好|没好|没消息|没有消息)")
_IN_REPAIR = re.compile(r"送修|维修|寄修|返修|返厂|修|零件|配件|部件|缺件|备件")
_WAITED = re.compile(
    r"(?P<n>半|\d{1,3}|[一二两三四五六七八九十]{1,4})\s*个?(?P<half>半)?(?P<more>多)?\s*(?P<unit>天|周|星期|礼拜|月)(?P<after>多|半)?"
)
_DAYS = {"天": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}
_SOLD_IN = re.compile(
    r"(?<!不是)(?P<named>港版|日版|美版|韩版|欧版|台版|澳版|加版|新加坡版|国际版|海外版|国外版|水货|国行)|"
    r"(?:在|从|去)?(?P<place>香港|澳门|台[湾北中南]|高雄|日本|东京|大阪|美国|韩国|欧洲|新加坡|国外|海外|境外)(?:那边|免税店|官网|直营店|亲戚)?(?:代购|买的|购买的?|买回来|带回来|入手)"
)
_NOT_SOLD = re.compile(r"不是(?:在|从)?$")
MAINLAND = "国行"


def repairs_told(text: str) -> dict[str, Any]:
    """How often it was repaired or replaced, how many days at least a repair has waited, and where the device was sold, as far as it is said."""
    found: dict[str, Any] = {}
    for name, pattern in (("repaired", _REPAIRED), ("replaced", _REPLACED)):
        match = pattern.search(text)
        if match and not _ONCE.fullmatch(text[match.start() : match.end() + 1]):
            said = next(value for value in match.groups() if value)
            found[name] = int(said) if said.isdigit() else chinese_number(said)
    waited = _WAITED.search(text)
    if waited and _WAITING.search(text) and _IN_REPAIR.search(text):
        n = 0.5 if waited["n"] == "半" else float(waited["n"]) if waited["n"].isdigit() else float(chinese_number(waited["n"]) or 0)
        half = 0.5 if waited["half"] or waited["after"] == "半" else 0
        found["waiting"] = round((n + half) * _DAYS[waited["unit"]]) + (1 if waited["more"] or waited["after"] == "多" else 0)
    sold = [match for match in _SOLD_IN.finditer(text) if not _NOT_SOLD.search(text[: match.start()])]
    if sold:
        found["sold_in"] = sold[-1]["named"] or f"{sold[-1]['place']}购买"
    return {name: value for name, value in found.items() if value}


_PROOF_LOST = re.compile(
    r"(?:发票|凭证|收据|小票)[^，。；]{0,4}(?:丢|没了|不见|找不到|没有|没留|扔)|(?:没有?|丢了?|找不到)(?:购买)?(?:发票|凭证|收据|小票)"
)


def proof_lost(text: str) -> bool:
    """True where the proof of purchase is said to be gone."""
    return _PROOF_LOST.search(text) is not None


_ITSELF = re.compile(r"(?:自动|反复|不停|无限|一直|总|老|会|自己|无法|不能|没法|没有?|还没|不用|不想|不敢|不)(?:试过?)?\s*$")
_WAS_DONE = re.compile(r"\s*(?:过|了(?!$|[，,。！!？?]?$)|完|也|都|好几)")


def was_tried(words: tuple[str, ...], text: str, *, asked: bool = False) -> bool:
    """True where one of the words stands for something that was done. Where it was `asked` what was done, naming it is enough.

    >>> was_tried(("重启",), "重启过了还是没声音"), was_tried(("重启",), "手机一直自动重启")
    (True, False)
    """
    for word in words:
        for match in re.finditer(re.escape(word), text):
            before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 14]
            if _ITSELF.search(before) or cannot(word, after):
                continue
            past = word.endswith(("了", "过", "也"))
            if asked or past or _WAS_DONE.match(after) or _IN_VAIN.search(after) or re.search(r"试过|已经|都试?$", before):
                return True
    return False
