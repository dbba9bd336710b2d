"""How a mishap is told without the bare words of the catalogue: 「被行李箱压到」, 「掉水池里了」, 「进了点水」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ON = r"[^，,。.；;！!？?\s没不]"  # what may stand between two words of one clause, but for a denial
_SOME = r"(?:了|过|到|着|上去?|在|进去?|满|得|一?点儿?|一?些|一身|好多|不少|很多|一?整?杯|半?杯|半?瓶|几?滴|场|大|小)*"
_LIQUID = r"(?:海水|雨水|汗水|水(?![果平准货印军费电])|雨|汗|液体|饮料|咖啡|奶茶|可乐|雪碧|茶(?!几)|汤(?!姆)|酒(?!店|吧|席)|牛奶|豆浆|果汁|啤酒|红酒|粥|酒精|消毒液|洗洁精|药水)"
_BASIN = r"(?:水[池里中桶盆槽杯坑沟缸塘底]|[洗泳浴鱼]手?[池缸盆](?:子|里)?|游泳池|洗[手脸菜碗]池|池子|池塘|脸盆|脚盆|马桶|厕所|坑里|浴缸|海里|大海|河里|湖里|江里|锅里|汤里|碗里|下水道|茶杯|咖啡杯|泡面)"
_INTO_WATER = rf"[掉落摔跌滑]{_ON}{{0,5}}?{_BASIN}|[掉摔跌滑][了过到进下在去]*落水|[掉摔跌滑落][了过到进下在去]+水(?![果平准货印军费电泥])"
_LIQUIDS = (
    rf"[进灌渗]{_SOME}{_LIQUID}",
    rf"[淋浇洒泼溅浸泡沾倒]{_SOME}{_LIQUID}",
    rf"{_LIQUID}{_ON}{{0,6}}?(?:洒|泼|溅|浇|淋|灌|渗|浸|打湿|倒(?:在|上|进|到|了)|流(?:进|到|上)|泡(?:了|过|坏)|打翻|弄翻|翻(?:了|在|到)|喷(?:了|到|上|在))",
    rf"(?:被|给|跟|和|连|一起|一块儿?|同){_ON}{{0,8}}?洗(?:了|过|掉|坏|完)",
    rf"(?:用水|水龙头){_ON}{{0,6}}?[冲洗]",
    r"捞(?:出|上|起)来",
    r"(?:泳池|池子?里?|海里|浴缸|水龙头)的?水(?![果平准])",  # 「应该是游泳池的水」
    r"(?:全|都|搞|弄|打|淋|浸|浇|泡)湿",
    r"(?<![a-z])(?:spill(?:ed|t)?|splash(?:ed)?|soak(?:ed)?|submerged|got wet|water(?!proof| ?resist| ?lock|mark)|liquid(?! ?(?:glass|retina)))(?![a-z])",
)
_TYPED = r"(?:[^，,。；;！!？?]{0,6}?(?:[打写说填输按点选发删记敲](?:错|反|成|漏|少|多|岔|串|了|掉)|[改换]成|应该?是|应为|不对)|\d{4})"
_CRUSHED = (
    rf"(?:被|给|让|叫){_ON}{{0,12}}?(?:[压夹挤踩坐碾轧咬啃嚼叼])(?:到|了|着|过|住|坏|扁|弯|断|裂|碎|变形|一[下口]|的|$)",
    r"[压挤踩碾轧](?:到|过|着|扁|变形|一下|弯|断|裂)(?!缩)",
    rf"撞(?:在|到|上|了)*{_ON}{{1,8}}?(?:上|角|框|墙|柱|栏杆)",
    r"坐(?:到|上去|在(?:手机|它|平板|电脑|屁股)|了一下|了一屁股|屁股)(?!站)",
    r"(?:弄|搞|掰|拧|折|别|挤|压|坐)弯",
    r"(?<![a-z])(?:sat on|stepped on|crushed|ran over|run over)(?![a-z])",
    r"(?<![电气血高低欺])[压挤夹硌顶坐碾轧踩](?:坏|裂|碎|弯|断|扁|破)?的(?=[吧啊呀好了嘛]*(?:像|$|[，,。；;！!…~\s]))",  # 「跟钥匙挤的」
    r"[狗猫](?:狗|子|儿)?(?:给|把它)?(?:咬|啃|嚼)",
)
_DROPPED = (
    r"(?:掉|摔|跌|滑|滚|甩|栽|砸)(?:到|在|了|进|落|下|过)*(?:地(?!方|图|址|铁)|水泥|瓷砖|楼下|楼梯|台阶|马路|床下|桌下|沟里)",
    r"(?:落|掼|撂|拌|栽|跣)(?:到|在|了|进|下|过)*(?:地(?!方|图|址|铁)|水泥|瓷砖|楼下|楼梯|台阶|马路)",
    r"(?<![a-z])(?:drop(?:ped|s)?(?! ?(?:calls?|signal|connection|connected|connect|wi-?fi|network|frames?|fps|down|off|out|box|let|in))|fell(?: off| down| on| out| from)?|impact)(?![a-z])",
    r"(?<!信号)(?<!电)掉(?:了|过)(?:几|一|两|三|好几|好多)[次回下](?!线|链|电)",
    rf"从{_ON}{{0,8}}?(?:[上里中]|楼|兜|包|手){_ON}{{0,2}}?(?:掉|摔|滑|滚|跌|飞|甩)(?!电|线|帧)",
    rf"(?:磕|碰|砸)(?:在|到|了)*{_ON}{{1,6}}?(?:角|框|墙|柱|栏杆|(?:台阶|桌|石头|地|门|床|柜)[^，,。]?上)",
    r"没(?:有)?(?:拿|抓|握)(?:稳|住|牢)|脱手|失手",
    # of the hand that held it; 「手滑打错了」 and 「刚才手滑」 are of what was typed
    rf"(?<!刚才)(?<!刚刚)(?<!字)手滑(?!了?[，,\s]*(?:[我又把给\d])*{_TYPED})",
    rf"(?:被|给|让){_ON}{{0,8}}?(?:摔|扔|砸|撞|碰|踢|推)(?:了|到|过|下|掉|地|坏|裂|碎|一下|的|$)",
)
# 「wifi 老是 drop」: a connection, a call or a figure falls, and no device.
_OF_A_LINK = re.compile(
    r"(?:wi-?fi|wlan|bluetooth|connections?|signal|calls?|network|internet|hotspot|vpn|airdrop|carplay|fps|frames?|battery|percent|%|price|信号|网络?|蓝牙|连接|热点|流量|通话|视频|帧率?|电量?|画面)[^，,。；;！!？?]{0,14}$"
)
_SLIP = re.compile(r"[打写说填输按点选发删记敲][错反成漏少多岔串]|不对|不是|应该?是|改成|\d{4}")  # 「打错了，手滑」
_FORMS = {cause: re.compile("|".join(forms)) for cause, forms in {"进水": _LIQUIDS, "挤压": _CRUSHED, "摔落": _DROPPED}.items()}


@dataclass(frozen=True)
class Mishap:
    """What happened, by the name of its cause, and where in the text; `into_water` where the fall is no matter."""

    cause: str
    start: int
    end: int
    into_water: bool = False


def mishaps(plain: str) -> Iterator[Mishap]:
    """Each mishap that is told; a fall into water first, then the other liquids, then force, then falls."""
    for match in re.finditer(_INTO_WATER, plain):
        yield Mishap("进水", match.start(), match.end(), True)
    outside = re.sub(_INTO_WATER, lambda match: "　" * len(match.group()), plain)
    for cause, form in _FORMS.items():
        for match in form.finditer(outside):
            before = outside[: match.start()]
            if (match.group().startswith("drop") and _OF_A_LINK.search(before)) or (match.group() == "手滑" and _SLIP.search(before)):
                continue
            yield Mishap(cause, match.start(), match.end())
