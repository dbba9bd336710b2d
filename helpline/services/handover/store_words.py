"""Which store words mean: a piece of its name, district or address, or its place in the list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from helpline.catalogue.facts import Store
from helpline.model.acts import Does, Move, Way
from helpline.model.draft import Draft
from helpline.model.text import chinese_number, normalise
from helpline.model.understanding import Heard
from helpline.services.reply import Say, choose

# What says nothing of which store: words of wishing, and words that many addresses share.
FILLERS = re.compile(r"apple store|apple|store|苹果|直营店|专卖店|门店|分店|那家|这家|那边|这边|附近|就去|我要|我想|想去|可以|好的")
COMMON = frozenset(["广场", "中心", "商场", "大道", "北路", "南路", "东路", "西路", "中路", "大街", "号店", "商城", "一层", "购物"])
OTHER_STORE = re.compile(
    r"(?:换|改)(?:一?[个家间])?(?:别的|其他|另外?的?)?(?:一?[个家间])?(?:直营|门)?店|(?:别的|其他|其它|另一?[个家]|另外一?[个家]?)(?:直营|门)?店"
    r"|(?:换|改)(?:一|别)?家|(?:别|另一|其他|其它)家|(?:换|改)(?:个|一个)地方|(?:这|那)家(?:店)?(?:太远|不行|不方便|远)"
)
_AROUND = re.compile(r"^(?:我|就|都|说了?|选|去|要|在|那|改|还是|是|[，,])+|[那的店吧呢啊呀哦了，,。.！!~\s]+$")
_LETTERS = re.compile(r"[a-z0-9]+")
_ORDINAL = re.compile(r"第?([一二三四五六七八九十]|\d{1,2})(?:个|家)?")


def holding(stores: list[Store], rest: str) -> list[Store]:
    """The stores that share the longest piece with what was said."""
    shared = [_shared(rest, normalise(f"{store.name} {store.district} {store.address}")) for store in stores]
    longest = max(shared, default=0)
    return [store for store, length in zip(stores, shared) if length == longest] if longest >= 2 else []


def at_place(stores: list[Store], text: str) -> list[Store]:
    """The store at the place in the list that was said: 「第二家」."""
    ordinal = _ORDINAL.fullmatch(re.sub(r"^(?:就|选|去|那就)+|[吧。！!，,]+$", "", normalise(text)))
    if ordinal is None:
        return []
    number = int(ordinal[1]) if ordinal[1].isdigit() else chinese_number(ordinal[1]) or 0
    return stores[number - 1 : number] if number else []


def is_store(stores: Iterable[Store], text: str) -> bool:
    """True for 「济南恒隆广场！」 and 「就恒隆那家！！」, which tell a store and nothing else."""
    rest = _AROUND.sub("", FILLERS.sub("", normalise(text)))
    names = [(normalise(store.city), normalise(store.name)) for store in stores]
    bare = [rest, *(rest.removeprefix(city).removeprefix("市").removeprefix("的") for city, _ in names)]
    return any(len(one) > 1 and one not in COMMON and one in name for one in bare for _, name in names)


def _shared(said: str, of_store: str) -> int:
    """Length of the longest piece of `said` that stands in `of_store`, common words not counted. The 「pm」 of an hour is no piece of 「apm」."""
    pieces = (said[i:j] for i in range(len(said)) for j in range(i + 2, min(len(said), i + 8) + 1))
    words = set(_LETTERS.findall(of_store))
    named = (piece for piece in pieces if " " not in piece and not piece.isdigit() and piece in of_store and piece not in COMMON)
    return max((len(piece) for piece in named if words.issuperset(_LETTERS.findall(piece))), default=0)


def in_characters(stores: Iterable[Store], heard: Heard) -> Heard:
    """The message with the stores that it names in letters as they are called: 「去 Nanjing East Road 那家店」."""
    if heard.chosen or not re.search(r"[A-Za-z]{4}", heard.text):
        return heard
    for name, latin in ((store.name, latin) for store in stores for latin in store.latin):
        spelt = r"\s+".join(map(re.escape, latin.split()))
        pattern = rf"(?<![A-Za-z0-9])\s*{spelt}(?:\s+(?:road|rd))?(?![A-Za-z0-9@.])\s*"
        if match := re.search(pattern, heard.text, re.IGNORECASE):
            heard = _replaced(heard, match.start(), match.end(), name)
    return heard


def _replaced(heard: Heard, start: int, end: int, name: str) -> Heard:
    longer = len(name) - (end - start)
    moved = (replace(one, start=one.start + longer, end=one.end + longer) if one.start >= end else one for one in heard.found)
    found = tuple(one for one in moved if one.end <= start or one.start >= start + len(name))
    return replace(heard, text=heard.text[:start] + name + heard.text[end:], found=found)


# 「她在漳州，厦门的店也行」, 「想约厦门的店」
_STORE_THERE = re.compile(
    r"市?(?:的|那边?|这边?)*[家个]?(?:直营|门|苹果|零售)?店(?P<fits>(?:也|都|就|还)*(?:可以|行|成|好|方便|近)(?![吗么嘛?？不没]))?"
)
_GOES_THERE = re.compile(r"(?:[去约到选订换]|预约)(?:个|一?家|一下|的是)?$")


def wishes_store_of(text: str, start: int, end: int) -> bool:
    """True where the city that is named there is the one whose store is wished for."""
    store = _STORE_THERE.match(text, end)
    return store is not None and bool(store["fits"] or _GOES_THERE.search(text[:start]))


# Where a parcel is, or comes from: 「包裹到了郑州就不动了」. Who writes 「快递到了，我在郑州」 is there.
_SENT_TO = re.compile(  # 「改送到上海徐汇区」: where the parcel is to go
    r"(?:改送|改派|改寄|配送|派送)(?:到|去|至|给)?$|(?:收货|送货)?地址[^，,。；;]{0,4}(?:改|换)[^，,。；;]{0,2}(?:成|为|到)$|(?:收货|送货)地址(?:是|为|[:：])?$"
)
_PARCEL = re.compile(r"包裹|快递|物流|(?<![退换])货|转运|中转|分拣|集散|滞留")
_IT_IS_AT = re.compile(r"(?:到了?|至|从|[停卡滞留]+在|还在|一直在|显示在?|(?<![我们家人住])在|由)$")
_ON_ITS_WAY = re.compile(
    r"^(?:市|那边|那里)?(?:的)?(?:就|一直|又|已经|都)?(?:不动|没动|不走|转运|中转|分拣|集散|网点|仓|发[出货]|停|卡|滞留|好几天)"
)


# Where one was once, and is no more: 「上个月带着手机去三亚玩」, 「在三亚旅游的时候」, 「三亚回来以后」. Who writes 「我在三亚玩」 is there.
_LEISURE = r"(?:玩|旅[游行]|度假|出差|游泳|潜水|浮潜|冲浪|泡温泉|爬山|登山|徒步|自驾|滑雪|看海|赶海|露营|开会|培训|参[加观]|考察|过[年节]|蜜月|团建|看演唱会|比赛|参赛|集训|演出|考试|探亲|看病|研学|支教|见客户|办事|[喝吃]喜酒)"
_WENT = re.compile(r"(?:去过?|到过?|飞|上|跑)了?$")
_WAS_THEN = re.compile(
    r"(?:上个?(?:月|周|礼拜|星期)|[去前]年|前(?:阵子|段时间|几天|两天|些天)|之前|以前|昨天|前天|那次|国庆|五一|暑假|寒假|放假|春节)[^，,。；;]{0,12}$"
)
_WILL_GO = re.compile(r"下个?(?:周|月|礼拜|星期)|周末|[明后]天|准备|打算|计划|过几天|过两天|马上|即将|将要|[要会]去|正好|顺便")
# Why one will not be there: 「我那天要带队去银川比赛」, unless it can be mended on the way.
_AWAY = re.compile(r"(?:那[一几]?天|当天|届时|到时候?|[要得]带[^，,。；;]{1,8})[^，,。；;]{0,10}[去到飞上]$")
_ON_THE_WAY = re.compile(r"顺便|正好|修|店|直营")
_VISITED = re.compile(rf"^(?:市|省|岛)?(?:那边|那里|那儿)?(?:海边|景区)?{_LEISURE}")
_VISIT_OVER = re.compile(
    rf"^(?:市|省|岛)?(?:那边|那里|那儿)?(?:海边|景区)?(?:{_LEISURE}(?:了|过|完|一?圈|一?趟|[几两三]天)*)?(?:的?(?:时候|途中|路上|期间|那[几次天会])|回来|回去)"
)


# A name in which a city stands: 「北京时间」, 「上海话」, 「广州本田」; where somebody else was: 「账号在长沙有人登录」.
_OF_A_NAME = re.compile(r"^(?:时间|时区|话(?![费题])|口音|方言|银行|本田|丰田|大众|现代|奔驰|牌照|移动|联通|电信|广电)")
_LOGGED_IN = re.compile(r"^(?:市|那边|那里)?(?:有(?:个|一个)?(?:人|设备)|被人?|的?(?:一台|新|陌生)?设备|尝试)?[^，,。；;]{0,4}登[录陆]")
_STUCK_AT = re.compile(r"(?:[停卡压趴搁]|滞留|积压|耽搁)在?了?$")  # no person is


def passed_by(text: str, start: int, end: int) -> bool:
    """True where the place is one that a parcel goes by, that was visited once or that is part of a name, not where the customer is."""
    lead, tail = re.split(r"[，,。；;！!？?\n]", text[:start])[-1], re.split(r"[，,。；;！!？?\n]", text[end:])[0]
    if _AWAY.search(lead) and _VISITED.match(tail) and not _ON_THE_WAY.search(text):
        return True
    if _WILL_GO.search(lead):
        return False  # 「周末去苏州玩，顺便修」
    visited = _VISITED.match(tail) and (_WENT.search(lead) or _WAS_THEN.search(lead))
    if visited or _VISIT_OVER.match(tail):
        return True
    if _SENT_TO.search(lead) or _ON_ITS_WAY.search(tail) or _OF_A_NAME.search(tail) or _LOGGED_IN.search(tail) or _STUCK_AT.search(lead):
        return True
    return _PARCEL.search(lead + tail) is not None and _IT_IS_AT.search(lead) is not None


# 「成都万象城不去，停车太难了，去太古里那个」, 「原定到五角场店，需改至静安店」
_NOT_THERE = re.compile(
    r"不(?:想|用|要|打算)?[去到约](?!了?[?？吗])|别(?:给我|帮我|再|又)*[去到约订弄](?!的)|不要|不方便|本来|原来|原定|原先|之前(?:想|约|定|说)|太(?:远|挤|难|堵)|堵(?:得|死|车)|挤(?:得|死)|人(?:太|特别|超级?|巨|好)多|不好(?:停|走|找|进|打车|坐车|开车)|难(?:停|走|找)|停不[了下]|不是"
)
_INSTEAD = re.compile(r"(?:改|换)(?:到|至|成|去|为)|而是")
_ERRAND = re.compile(rf"(?:[去到]|前往)[^，,。；;]{{1,8}}{_LEISURE}")  # 「我那天要去西湖开会」 says why, and where one is then


_TAKES_BACK = re.compile(r"[哎唉诶欸呃嗯哦啊]*(?:不+|不行|不对|算了|等等|等一?下|no)[了啊吧呢哈]*")
_CHANGES_STORE = re.compile(
    r"(?:改|换|转|调|挪)(?:到|至|成|去|为|一?家)[^，,。；;]{2,}|(?:改|换|转)一?[个家间](?:别的|其他|另外?的?)?(?:直营|门)?(?:店|铺|地方)|店[^，,。；;]{0,4}(?:改|换|转)(?!过|[新原]?(?:屏|电池|主板|后盖|壳|膜))|还是[^，,。；;]{0,2}(?:去|到|在)?[^，,。；;点周天午]{2,8}(?:店|那家|那边|吧|好了|好点|方便)"
    r"|(?<![a-z])(?:switch|change|move)(?![a-z])"
)


def changes_store(text: str) -> bool:
    """True for words in which another store may be wished for in place of the one that is booked."""
    return _CHANGES_STORE.search(normalise(text)) is not None


def changed_in(heard: Heard) -> str:
    """The clauses of what surely moves the booking that change or wish for something: 「算了还是去西湖 万象城电瓶车不好停」."""
    if not heard.surely(Move.REARRANGES):
        return ""
    return "，".join(clause for clause in re.split(r"[，,。；;！!？?\s]+", heard.text) if heard.does(clause) in (Does.CHANGE, Does.WISH))


def without_change(text: str) -> str:
    """What may name a store in the wish to change a visit, without the words of the wish and what is not wished for."""
    return re.sub(r"(?:改|换)(?:到|成|去|为)?|预约|时间|帮我|我想|可以|能不能|[吗吧么]", " ", normalise(without_refused(text)))


def without_refused(text: str) -> str:
    """The words without the clauses that name where one does not go, where others are left: a store in them is not wished for."""
    clauses = [clause for clause in re.split(r"[，,。；;！!？?…\s]+", text) if clause]
    back = max((at for at, clause in enumerate(clauses[:-1]) if _TAKES_BACK.fullmatch(normalise(clause))), default=-1)
    if back > 0 and any(len(clause) > 1 and not _refused([clause], 0) for clause in clauses[back + 1 :]):
        return without_refused("，".join(clauses[back + 1 :]))  # 「新街口吧……不，停车不便，还是虹悦城」
    kept = [clause for at, clause in enumerate(clauses) if not _refused(clauses, at)]
    return "，".join(kept) if kept and len(kept) < len(clauses) else text


def _refused(clauses: list[str], at: int) -> bool:
    errand = _ERRAND.search(clauses[at]) is not None and _ON_THE_WAY.search(clauses[at]) is None
    return (errand or _NOT_THERE.search(clauses[at]) is not None) and _INSTEAD.search(clauses[at]) is None


def with_distances(near: list[tuple[str, int]]) -> str:
    """Cities as they are told, each with how many kilometres away it is."""
    return "、".join(f"{name}（约 {distance} 公里）" for name, distance in near)


# 「那几家分别叫啥来着」, 「店名再发我一遍」
_LIST_AGAIN = re.compile(
    r"(?:店|家)[^，,。；;]{0,6}(?:叫|名字)[^，,。；;]{0,2}(?:什么|啥)|店名[^，,。；;]{0,6}(?:什么|啥|再|忘|没记)|(?:是|有|都|哪)(?:有)?哪(?:几|[三两仨俩])?[家个]店?(?:来着|呀|啊|呢)|(?:店|家|地址|名单|列表)[^，,。；;]{0,8}(?:再|重新?)(?:给我|帮我)?[发列说讲念看报来]"
    r"|(?:再|重新?)(?:给我|帮我)?[发列说讲念报](?:给?我)?(?:一?[遍次下回])?[^，,。；;]{0,4}(?:店|家|地址|名单)|忘了?(?:是|有)?哪几家"
)
# 「三家都好远啊」: none of them will do.
_ALL_FAR = re.compile(
    r"(?:[一两二三四五几仨俩]|每|哪)家(?:店)?(?:都|也|全|离我|离这|[，,])*(?:好|太|挺|蛮|很|老|忒|嫌|不是一般的?)?远|(?:都|全)(?:好|太|挺|蛮|很|老|忒|离我|离我家|离这)+(?:好|太|挺|蛮|很|老)?远|(?:一家|哪家)?都不(?:近|顺路)|(?:没有?|冇)(?:一家)?(?:近一?点的|离我近的|顺路的)"
)


def asks_list(text: str) -> bool:
    """True where the stores that were listed are asked for once more."""
    return _LIST_AGAIN.search(normalise(text)) is not None


def all_far(text: str) -> bool:
    """True where all of them are too far away."""
    return _ALL_FAR.search(normalise(text)) is not None


def told_stores(city: str) -> str:
    """Under what it is remembered that the stores of a city were listed with their addresses."""
    return f"stores {city}"


def fitting(stores: list[Store], text: str, city: str = "") -> list[Store]:
    """The stores of which a piece stands in the text beside the name of the city and words that say nothing of which."""
    plain = normalise(text)
    return holding(stores, FILLERS.sub(" ", plain.replace(normalise(city), " ") if city else plain))


_OF_A_PLACE = ("talk_inform", "hardware_ask_store", "hardware_book_repair", "service_change_booking", "outside_other")
_LIKELY = 0.5
_TRIED = 2  # times that a name is turned down before something else is done


_LIVES = re.compile(r"(?:住|家|人|公司|单位)(?:就|都|也)?(?:在|是)")


def of_elsewhere(draft: Draft, stores: list[Store], heard: Heard, cities: list[str]) -> list[Say] | None:
    """The same to 「河西金鹰」 in Nanjing: a district that another of the `cities` has, which is not named, is no wish to go there."""
    known, plain = str(draft.facts.get("place") or ""), normalise(heard.text)
    other = bool(known and cities) and known not in cities and not any(normalise(city) in plain for city in cities)
    return not_listed(draft, stores, heard) if other and re.search(r"[\u4e00-\u9fff]", plain) else None


def not_listed(draft: Draft, stores: list[Store], heard: Heard) -> list[Say] | None:
    """What is said to a store that the city does not have: 「艾尚天地」; None for words that name no place, and after the second time."""
    if len(stores) < 2 or heard.intent not in _OF_A_PLACE or heard.way() not in (None, Way.GENIUS_BAR, Way.OTHER):
        return None
    told = heard.chance_of(Move.TELLS, Move.REARRANGES, Move.CORRECTS) > _LIKELY
    asked = heard.intent == "hardware_ask_store" and heard.chance_of(Move.ASKS) > _LIKELY  # 「中央商场行不」
    rest = FILLERS.sub("", normalise(heard.text)).replace(normalise(stores[0].city), "")
    if len(_AROUND.sub("", rest)) < 2 or _LIVES.search(rest):
        return None  # the city alone, and where one lives, name no store
    if not (told or asked) or heard.does(heard.text) is Does.TROUBLE or draft.tried("place") > _TRIED:
        return None
    buttons = tuple(choose("place", store.id, store.name) for store in stores)
    return [Say("utter_store_not_listed", {"city": stores[0].city, "stores": "、".join(store.name for store in stores)}, buttons)]
