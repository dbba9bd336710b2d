"""What a customer has tried, in words of their own, and whether a step that an article knows was tried."""

from __future__ import annotations

import re
from functools import lru_cache

_KIND = r"(?:充电|数据|原装|官方|插|新的?|别的|其[他它]的?)*"
_SETTING = r"(?:飞行模式|蓝牙|wi-?fi|无线网?|蜂窝(?:数据|网络)?|移动数据|定位|推送)"
_STEPS = (
    rf"强制(?:重启|关机)|(?:force |hard )?(?:restart|reset|reboot)(?:ed)?|reinstall(?:ed)?|开关(?:过|了)?(?:一下)?{_SETTING}|(?:还原|重置)(?:过|了)?(?:所有)?网络(?:设置)?|"
    r"重启(?:了|过)?(?:一下)?(?:路由器?|光猫|猫|网关|交换机|手表|耳机|音箱|电视|机顶盒)(?:[和跟、][\u4e00-\u9fff]{1,3}?(?=[都也了过，,。\s]|$))?|重启|重新开机|重开机|关机重开|关机再开|恢复出厂|格式化|还原(?:网络)?(?:所有)?设置|抹掉|重置|刷机|更新(?:系统)?|升级(?:系统)?|重装|卸载|重新安装|(?:退出(?:再|又)?)?重新登[录陆入]|退出账[户号]"
    r"|更?换(?:了|过)?(?:好?几|一|两)?[根个条只块]?"
    rf"{_KIND}(?:线|头|插座|充电器|网络|电脑|卡|耳机)(?:[和跟与同、]{_KIND}(?:线|头|插座|充电器))*"
    r"|进(?:了|过)?(?:安全|恢复|dfu)模式|清[理洁](?:充电口|灰尘|缓存|空间|键盘|接口)?|清(?:了|过)?(?:[下遍])?(?:灰尘?|充电口|接口|缓存)|(?:擦|吹|掏|抠|重插)(?:了|过)(?:一?[下遍])?(?:充电|接|数据)?(?:口|灰尘?|线|卡|触点)|拔插|重新(?:配对|连接|插拔)|忽略(?:网络|设备)"
)
# Done by what the words are: 「换了个插座」, 「删了重装」, 「充电一晚上还是开不了机」. 「换了头就不充了」 is the cause.
_DONE_SO = re.compile(
    r"(?:换(?:了|过)(?:好?几|一|[两四2])?[节颗粒对副]?新?的?(?:干|碱性|纽扣)电池|换(?:了|过)(?:好?几|一|[两四2])?[节颗粒对副]新?的?电池|更?换(?:了|过)(?:好?几|一|两)?[根个条只块]?"
    rf"{_KIND}(?:线|头|插座|充电器)(?:[和跟与同、]{_KIND}(?:线|头|插座|充电器))*"
    r"|进(?:了|过)(?:安全|恢复|dfu)模式"
    rf"|(?:^|(?<=[，,。；;！!\s我也都]))(?:(?:强制)?重启|(?:force |hard )?(?:restart|reboot) ?|刷机|更?换{_KIND}(?:线|头))(?:了|过)?(?:\d+|[两二三四五六七八九十百几]+|好几|好多|无数|n)(?:[次回根个条](?![^，,。]{{0,2}}就)|遍)"  # 「重启3次 换线2根」
    r"|(?<!想)(?<!要)(?<!能)(?<!得)(?<!再)(?:删|卸载?)(?:了|掉了?|过)(?:又|再|重新)?(?:重?装|重新下载|重下|重新安装)(?:了|过)?(?:好?[一两三几]+[次遍])?)(?!就|才|之?后|以后|[^，,。；;！!\s]{0,4}[吗?？])"
    r"|充(?:了|电)?(?:整|大)?(?:[一两三半几]|好几)(?:整|个|大)?(?:晚上?|夜|天|小时|钟头|上午|下午)(?:的?电)?(?=[，,\s]*(?:了[，,\s]*)?(?:还|也|都|仍|依然|照样|没(?:用|反应|动静|亮)|开不|不开|不亮|充不))"
)
# Plain from the words alone: 「重启也重启了」, 「已经更新到最新了」, 「三击按钮也试过了」, 「笔尖我换过新的」.
_PLAINLY = re.compile(
    r"(?<![不没想要能])(?P<twice>重启|重置|更新|升级|恢复|还原|重装|卸载|关机)[也都](?P=twice)(?:过|了)"
    r"|(?:已经?|都|也|我|系统)(?P<newest>(?:更新|升级)(?:系统)?到了?(?:最新|最高)(?:版本?|系统|的)*)(?=[了过，,。！!\s]|还|也|都|依|仍|$)(?![^，,。]*[吗么？?])"
    r"|(?:^|[，,。；;、！!\s]|还)(?P<named>(?!也|都|我|你|什么|能|该|还?有|口[也都])(?=[^，,。；;、！!？?\s]*?(?:[按击点划拔插清擦换关开连]|重|更新|升级|恢复|还原|配对|卸载|登录|忽略))[^，,。；;、！!？?\s不没怎哪什能该叫让说]{2,10}?)(?:我|也|都|全|均|皆|已经?|早就?)*(?:试|做|弄)(?:过了?|了)(?![^，,。；;！!\s]{0,4}[吗么？?])"
)
_LIKE_A_STEP = r"[按击点划拔插清擦换关开连充装卸登刷]|重|更新|升级|恢复|还原|配对|忽略|格式化|restart|reboot|reset|forget|toggle|reinstall|update|unplug"
_NEW_ONE = re.compile(
    r"(?:^|[，,。；;！!\s把])(?P<thing>(?!我|你|他|店|师傅|官方)(?![^，,。\s]{0,4}(?:屏|电池|主板|后盖|外壳|手机|一[台部]))[\u4e00-\u9fff]{1,4}?)(?:我自己|我|也|都|已经?|刚|早)*换(?:了|过)个?(?:新|别|原装|大号|小号|另一?[个只根])的"
)
# What a step was done to, right beside it: 「SMC 重置」, 「重置过 NVRAM」, 「系统重装」.
_BEFORE_STEP = re.compile(
    r"(?:(?<![a-z])(?!(?:and|then|but|or|also|still|i|have) ?$)[a-z][a-z0-9+]*\s?|系统|应用|软件|网络设置|蓝牙|硬|深度)$"
)
_AFTER_STEP = re.compile(
    r"(?:过|了)?\s?(?!and|then|but|or|also|still)[a-z][a-z0-9]*(?:[和跟与、][a-z][a-z0-9]*)*(?![\u4e00-\u9fff]{0,2}(?:之?后|就|才))"
)
_CAUSED = re.compile(r"[了完]?(?:之?后|以后)?就(?!好|行|可以|正常|能)")  # 「升级过了就卡死」: the trouble came of it
_BROUGHT = re.compile(r"(?:系统|了)*(?:(?:更|升|刷|弄|搞|整|闹|惹)(?:级|新)?(?:出来|坏)|闹的|惹的|害的|造成|引起|导致)")  # 「更新更出来的」
_TRIED = re.compile(rf"(?:(?:试|尝试)(?:着|过|了)?)?(?P<step>{_STEPS})(?P<done>过|了|也|都|后|以后|之后|，|,)?")
_ALL_DONE = re.compile(rf"(?:我)?(?:(?:都|也|已经|还|先)?(?:{_STEPS})(?:过|了)+[，,、。；;\s]*)+")  # 「重启了，换了网络」
# What people do to a device in words of their own: 「充了一晚上电也没用」, 「去店里清过灰」. Naming it is not enough: it was done, or done in vain.
_DO = r"(?:重新|重|反复|试着|尝试)?(?:连|配对|登|装|插|拔|换|擦|清|冲洗|洗|按|长按|关|充|删|卸|退|恢复|还原|抹|刷|吹|晾|晒|埋|泡|调|忽略|格式化|解绑|取|拆|捏|敲|拍|放|静置|掏|抠|捅|剔|倒扣|倒放|控|甩|烘|冲|清理|检查|检测)"
_NOT_A_STEP = r"(?!充(?:了|过)?[\d一两二三四五六七八九十几好多]+(?:次|笔|块|元|百|千|万|年|个?月)(?!电)|充值|扣|换过?[^，,。]{0,3}(?:屏|电池|主板|外壳|后盖|玻璃)|充电[也都]|换了一[台部])"
_PLAIN = r"[^，,。；;！!？?\s不没哪怎什才就]"
_FUTILE = r"(?:没用|不[行得]|没(?:有)?(?:反应|效果|变化|好|解决|用处|改善)|不管用|无效|不起作用|不好使|老样子|还?是?一样|那样)"
# In vain, told by what is still wrong: 「换了新电池还是连不上」.
_STILL_WRONG = r"(?P<wrong>还是|照样|依然|依旧|仍然?|也)(?:[\u4e00-\u9fff]不[\u4e00-\u9fff]{1,2}|不[亮开行动响灵认充显连转](?!好)|没(?:信号|声|反应|电|网)|卡|闪退?|黑屏|死机|断|发?烫|唔[\u4e00-\u9fff])"
_TOOL = r"(?:棉签|牙签|卡针|牙刷|软?毛?刷子?|纸巾|湿巾|酒精|温水|清水|热水|吹风机|气吹|胶带|关机)(?=[清擦掏抠刷吹冲洗粘捅剔倒放晾])"
_WITH = rf"(?:[用拿](?!了|过|的){_PLAIN}{{1,6}}?|{_TOOL})"
_DONE_IN_VAIN = re.compile(
    rf"(?:^|[，,。；;\s我]|已经|也|都|就|还|先){_NOT_A_STEP}(?P<step>{_WITH}?{_DO}(?:{_PLAIN}{{0,12}}?(?:了|过|完|干){_PLAIN}{{0,10}}?|{_PLAIN}{{1,12}}?))"
    rf"(?:之?后)?[，,\s]?(?P<still>也|都|均|皆|全|还是|照样|依然|依旧|仍然?|就是)?(?:还是)?{_FUTILE}"
    rf"|(?:^|[，,。；;\s我]|已经|都|就|还|先|(?<=[a-z]))(?!换(?:了|过)?[^，,。]{{0,3}}(?:屏|主板|外壳|后盖|玻璃|一[台部])|充值|充(?:了|过)?[\d一两二三几百]+[次笔块元])(?P<so>{_WITH}?{_DO}(?!了?(?:电池)?(?:就|之?后))(?:{_PLAIN}{{0,12}}?(?:了|过|完){_PLAIN}{{0,10}}?))[，,\s]?{_STILL_WRONG}"
)
# 「充满电、重新配对都试了」
# 「restarted the phone, toggled wifi off and on, still nothing」
_IN_ENGLISH = re.compile(
    r"(?:^|[,，.。;；!！]\s*|(?<![a-z])(?:i|i've|already|and|also|then)\s+)(?P<step>(?:restarted|rebooted|reinstalled|toggled)(?: (?!and|but|then|still)[a-z-]+){0,2}(?: off and on| on and off)?"
    r"|(?:forgot|forgotten) (?:the |this |that |my )?(?:network|wi-?fi))(?=\s*(?:$|[,，.。;；!！])|\s+(?:and|but|then|still)(?![a-z]))"
)
_ITEM = r"(?:[^，,。；;！!？?\s、]|(?<=[a-z]) (?=[a-z])){2,20}?"
_BETWEEN = r"\s?(?:、|和|跟|以及)\s?"
_LISTED = re.compile(
    rf"(?:^|[，,。；;！!？?\s])(?P<list>{_ITEM}(?:{_BETWEEN}{_ITEM})+)(?:我|也|都|全|统统|\s)+(?:试|做|弄|搞)(?:过了?|了)(?![^，,。；;！!\s]{{0,4}}[吗么？?])"
)
_DONE = re.compile(
    rf"(?:^|[，,。；;\s我]|已经?|也|都|就|还|先|里){_NOT_A_STEP}(?P<step>(?:{_WITH}{_DO}(?:过了?|干了?|了)|{_NOT_A_STEP}{_DO}(?:过了?|干了?|了(?=[一两三几半好])))(?:(?!也|都|还|但|可|结果){_PLAIN}){{0,8}})(?=$|[，,。；;！!\s也都还但可结])"
)
# The thing before what was done to it: 「线也换了，口也清了」. 「系统更新了就坏了」 is no attempt.
_THING = r"(?:(?:干|碱性|纽扣|里面的)?电池|(?:充电|数据|原装|快充|电源|网)?线|(?:充电|快充|插)?头|充电器|适配器|插[座排口]|充电口|接口|(?:(?:两|三|四|几|每|各|所有|其[他它]|别的|另)一?个?的?|左右|两边|usb)(?:usb|type-?c|充电|雷雳)?[口孔]|(?<![窗门路入出])[口孔](?![也都]试)|灰尘?|缓存|后台(?:刷新|程序|应用|app)?|(?:安全|恢复|dfu)模式|路由器?|光猫|网络(?:设置)?|sim卡|(?<!银行)(?<!礼品)卡|系统|软件|app|蓝牙|wi-?fi|耳机|底座|电脑)"
_NO_QUESTION = r"(?!没|多少|[^，,。；;！!\s]{0,6}[?？吗么])"
_THING_DONE = re.compile(
    rf"(?<![换清拔插擦][了过])(?<![换清拔插擦])(?<![根条个张只])(?<!还原)(?<!重置)(?<!恢复)(?P<step>{_THING}(?:[和跟与、]{_THING})*(?:我自己|我们?|也|都|全|早|就|已经?|刚)*"
    r"(?:重新|重)?(?:换|更换|清(?:理|洁|干净)?|擦|洗|掏|吹|插|拔|插拔|重启|重置|还原|恢复|更新|升级?|刷|装|卸载?|连|试|检查|配对|忽略|关|进)(?:过了?|了(?:又[开连插装])?|完了?)(?:好?[一两三几]+[根条个遍次下](?!月))?(?:灰尘?)?)"
    rf"(?!就|也?[以之]?后|才|不了){_NO_QUESTION}"
)
# What was looked at, or tried with another device, and what came of it: 「看了电池健康 76」, 「外接显示器是好的」.
_CHECKED = re.compile(
    r"(?:看|查|测|检查|检测)(?:过|了)(?:一?下)?(?:电池|最大容量|健康|存储|剩余空间|网速|信号|温度|设置(?!里?面?上?(?:写|显示|是)))[^，,。；;！!？?吗]{0,12}(?![^，,。；;]*[？?吗])"
)
_ELSEWHERE = re.compile(
    r"(?:外[接置]|(?<!更)换[^，,。；;\s]{0,6}?(?:线|充电头|充电器|插[座头排]|耳机|电脑|显示器|网络|热点|卡|路由器|手机))[^，,。；;\s吗么]{0,8}?"
    r"(?:(?:是|都|就|也|还是?)+(?:好的|正常|没问题|没事|可以)|(?:能|可以)(?:用|充|连|显示)[^，,。；;吗么?？]{0,3}|有(?:声音?|画面|反应|图像)|没(?:声音?|画面|图像|显示)|正常)(?![^，,。；;]*[？?吗么])"
)
# 「路由器没问题的，别的手机都能连」; 「学生那边 Wi-Fi 是好的」 is how it is, and nothing that was done
_OTHERS_WORK = re.compile(
    r"(?:路由器?|猫)(?:是|也|都|本身)*(?:没问题|没毛病|正常|好的)的?(?![^，,。；;]*[？?吗么])"
    r"|[^，,。；;！!？?\s]{0,4}?(?:别的|其他|另外的?|另一[台部个]|家里)(?:人的)?[^，,。；;！!？?\s吗么]{1,14}?(?:(?:都|也|就|却)+(?:能|可以|正常|没问题|没事|好的)|能(?:连|用|上))[^，,。；;！!？?\s吗么]{0,4}(?![^，,。；;]*[？?吗么])"
)
_IN_VAIN = re.compile(
    r"(?:仍|均|皆|亦|也|依旧|依然|并)(?:无|未)(?:法|效|改善|变化|好转|解决|果|用|恢复|见)|没(?:个?[卵鸟屁毛])?用|屁用|用没有|白搭|不行|不得(?!不)|无效|没效果|不管用|还是(?!不)|依然|没好|没解决|试过|都试|过了"
)


_MERELY_DONE = re.compile(r".[了过完]+")
_BY_ITSELF = re.compile(r"(?:自动|反复|不停|无限|一直|总|老|会|自己|无法|不能|没法|没|不|不想|不敢|不愿意?|不用|懒得)\s*$")
_CANNOT = re.compile(r"\s*(?:都|也|根本|又|就)*(?P<verb>[\u4e00-\u9fff]?)(?:不了|不动|不成)")


def cannot(step: str, after: str) -> bool:
    """True where the step could not be done: 「关机都关不了」, 「重启不了」; not 「重启也好不了」."""
    match = _CANNOT.match(after)
    return match is not None and (not match["verb"] or match["verb"] in step)


def tried_steps(text: str) -> list[str]:
    """What was tried, where the words say that it was done, and not that the trouble came of it."""
    text = text.replace("从新", "重新")
    things = {match.start(): match["step"] for match in _THING_DONE.finditer(text)}
    if _ALL_DONE.fullmatch(text):
        return _apart({match.start(): match["step"] for match in _TRIED.finditer(text)}, things)
    things = {**{at: step for at, step in things.items() if not _CAUSED.match(text[at + len(step) :])}, **_plainly(text)}
    text = _NEW_ONE.sub(lambda match: "，" * len(match.group()), text)
    steps: dict[int, str] = {match.start(): match.group() for match in _DONE_SO.finditer(text)}
    told, tools = list(steps.items()), {tool.end(): tool.group() for tool in re.finditer(f"用?{_TOOL}", text)}
    for match in _TRIED.finditer(text):
        clause = re.split(r"[?？]", text[match.start() : match.start() + 24])[0]  # 「换个网络？不行不行」 was not done
        caused = (
            _BROUGHT.match(text[match.start("step") + len(match["step"]) :])
            or match["step"].startswith(("升级", "更新"))
            and match["done"] == "过"
            and _CAUSED.match(text[match.end() :])
        )
        done = not caused and (match["done"] == "过" or (_IN_VAIN.search(clause) and match["done"] not in ("后", "以后", "之后")))
        step = match["step"]
        part = any(at <= match.start() < at + len(whole) for at, whole in told)
        at = match.start("step")
        if done and not part and not (_BY_ITSELF.search(text[: match.start()]) or cannot(step, text[at + len(step) :])):
            start, whole = _whole(text, at, step)
            steps[start] = tools.get(at, "") + whole
    return _apart(steps or _own_words(text), things)


def _plainly(text: str) -> dict[int, str]:
    """What the words alone say to have been done, by its place."""
    found = {m.start(): m["twice"] or m["newest"] or m["named"] for m in _PLAINLY.finditer(text)}
    for m in _LISTED.finditer(text):
        found = {at: step for at, step in found.items() if step not in m["list"]} | {
            m.start("list") + m["list"].find(step): _in_capitals(step)
            for step in re.split(_BETWEEN, m["list"])
            if re.search(_LIKE_A_STEP, step) and not step.startswith("我")
        }
    found |= {m.start("step"): m["step"] for m in _IN_ENGLISH.finditer(text)}
    return {**found, **{m.start("thing"): f"换{m['thing']}" for m in _NEW_ONE.finditer(text)}}


def _whole(text: str, start: int, step: str) -> tuple[int, str]:
    """The step with what it was done to."""
    before, after = _BEFORE_STEP.search(text[:start]), _AFTER_STEP.match(text[start + len(step) :])
    begins = before.start() if before else start
    whole = text[begins : start + len(step) + (after.end() if after else 0)].strip()
    return begins, _in_capitals(whole)


def _in_capitals(step: str) -> str:
    return re.sub(r"smc|nvram|pram|dfu|wi-?fi", lambda name: "Wi-Fi" if name.group()[0] == "w" else name.group().upper(), step)


def _apart(steps: dict[int, str], things: dict[int, str]) -> list[str]:
    """Both as they stand in the text, without what is a piece of a thing that was done."""
    ends = {start: start + len(step) for start, step in things.items()}
    others = {start: step for start, step in steps.items() if not any(a < start + len(step) and start < b for a, b in ends.items())}
    return list(dict.fromkeys(step for _, step in sorted({**others, **things}.items())))


def _own_words(text: str) -> dict[int, str]:
    """What was done in words of the customer's own, by its place; 「关了」 tells nothing."""
    found = [m for m in _DONE_IN_VAIN.finditer(text) if m["so"] or m["still"] or re.search(r"[了过完干]", m["step"])]
    if so := {m.start("so"): m["so"].strip() for m in found if m["so"]}:
        return so
    told = {m.start("step"): m["step"].strip() for m in found or _DONE.finditer(text) if not _MERELY_DONE.fullmatch(m["step"].strip())}
    checked = {m.start(): m.group().strip() for pattern in (_CHECKED, _ELSEWHERE, _OTHERS_WORK) for m in pattern.finditer(text)}
    return {**{at: step for at, step in told.items() if not any(step in one for one in checked.values())}, **checked}


_ITSELF = re.compile(r"(?:自动|反复|不停|无限|一直|总|老|会|自己|无法|不能|没法|没有?|还没|不用|不想|不敢|不)(?:试过?)?\s*$")
_DONE_TO = re.compile(r"(?P<verb>[换清掏吹拔取])(?:了|过)?[根条张]?(?P<thing>[^了过理干根条张]{1,3})")
_WAS_DONE = re.compile(r"\s*(?:过|了(?!$|[，,。！!？?]?$)|完|也|都|好几)")


@lru_cache(maxsize=2048)
def _any_order(word: str) -> str:
    """The word, or what it is done to elsewhere: 换线 is 「换了两根线」 and 「线也换了」 too."""
    said, named = re.escape(word), _DONE_TO.fullmatch(word)
    if named is None:
        return said
    verb, thing = named["verb"], named["thing"]
    return rf"{said}|{verb}(?:了|过)+[^，,。；;！!\s不没]{{0,6}}?{thing}|{thing}(?:[和跟与、][^，,。；;\s]{{1,4}}?)?(?:我|也|都|全|已经?)*{verb}(?:理|洁|干净)?(?:了|过){_NO_QUESTION}"


_OTHER_THING = re.compile(
    r"(?:路由器?|光猫|(?<!熊)猫|网关|交换机|机顶盒|热点|wi-?fi|无线网?|(?:别的|其他|另一?[台部个])[^，,。；;！!\s]{0,4})"
    r"(?:和[^，,。；;！!\s]{1,4})?(?:也|都|我|已经?|早就?|刚才?|都已经)*$"
)
_ITS_THING = re.compile(r"(?:了|过)*(?:一?下|几[次遍])?(?:我?家里?的?)?(?:路由|光猫|猫|网关|交换机|机顶盒|热点|wi-?fi|无线)")


def was_tried(words: tuple[str, ...], text: str, *, asked: bool = False) -> bool:
    """True where one of the words stands for something that was done. Where it was `asked` what was done, naming it is enough.

    >>> was_tried(("重启",), "重启过了还是没声音"), was_tried(("重启",), "手机一直自动重启")
    (True, False)
    """
    for word in words:
        for match in re.finditer(_any_order(word), text):
            before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 14]
            if _ITSELF.search(before) or cannot(word, after) or _of_other_thing(word, before, after):
                continue
            past = word.endswith(("了", "过", "也")) or match.group() != word
            if asked or past or _WAS_DONE.match(after) or _IN_VAIN.search(after) or re.search(r"试过|已经|都试?$", before):
                return True
    return False


def _of_other_thing(word: str, before: str, after: str) -> bool:
    """True where it was done to something that the step does not name: 「路由器重启过了」 is no start of the phone anew."""
    return word in ("重启", "关机", "重新开机", "开机") and bool(_OTHER_THING.search(before) or _ITS_THING.match(after))
