"""What is asked of a visit beside its time: what to bring, and when the store is open."""

from __future__ import annotations

import re
from datetime import datetime

from helpline.catalogue.distances import near_store_cities
from helpline.catalogue.facts import Catalogue, Store
from helpline.model.event import Event, Mode
from helpline.model.text import normalise
from helpline.services import events
from helpline.services.handover.confirmation import bring
from helpline.services.handover.store_words import with_distances
from helpline.services.questions.question_words import BRING
from helpline.services.reply import Say

_BRING = re.compile(BRING)
_HOURS = re.compile(
    r"几点(?:开门|关门|开始营业|营业|打烊)|(?:营业|开门|关门)时间|(?:开|营业)到几点|几点到几点|(?:开门|营业|开店)[吗么不嘛]|开不开门"
)
_HOURS_OF_A_STORE = re.compile(
    rf"(?:店(?!员)|门市|genius)[^，,。；;我]{{0,8}}(?:{_HOURS.pattern}|几点(?:开|关|上班|下班|收工))|(?:{_HOURS.pattern})[^，,。；;]{{0,6}}店"
)
_CROWD = re.compile(
    r"人(?:会|是|还)?(?:不会|是不是)?(?:很|太|特别|比较)?(?:多不多|挤不挤|多[吗么嘛]|挤[吗么嘛]|少[一点些]*[吗么嘛])|(?:忙不忙|挤不挤)|(?:什么时候|啥时候|几点|哪天|哪个时[间段])[^，,。；;]{0,4}人(?:比较|最|会)?少"
    r"|(?:要不要|会不会|用不用|需不需要|是不是要?)(?:等|排)(?:很|好|多)?(?:久|长|队)|(?:要|会|得|用)排(?:很|好)?(?:久|长)?(?:的|时间)?队?(?:[吗么嘛]|很久)"
)
_WHERE = re.compile(
    r"(?:地址|在哪[里儿]?|怎么(?:走|去|过去))(?:呢|啊|呀)?[?？]?$|(?:店|你们|那[儿里边]|那家)[^，,。；;]{0,4}(?:在|开在|位于|是|靠近|挨着|离)[^，,。；;]{0,3}(?:哪|什么|啥)(?!时)(?:[条个座栋一]|儿|里)*(?:路|街|楼|层|商场|广场|地铁|位置|地方|大厦|区|站|$|[，,。？?])"
    r"|(?:门店|店里?|那家)?的?(?:地址|位置|定位|门牌)[^，,。；;不错写填改]{0,6}(?:发|给|说|告诉|是|在|多少|[吗呢么?？])|导航[^，,。；;]{0,6}(?:搜|输|哪|什么|到)|(?:几|哪[一个]?)(?:楼|层)(?=[，,。？?呢啊]|$)"
)
_PARKING = re.compile(r"停车|车位|泊车|停得?[到下了]车|车停|车库|地库|parking|(?<![a-z])park(?![a-z])")
# 「除了顺城还有别家吗」, of the city of the visit
_OTHERS = re.compile(
    r"(?:还有|有没有|有无|就没|没有)[^，,。；;]{0,4}(?:别|其[他它]|另一?|另外|第二|近[点一些])(?:的|个|家|间|一|点|些)*(?:直营|门|苹果|分)?(?:店|家|铺|地方|门市)?[^，,。；;]{0,3}(?:吗|么|嘛|没|呢|不|[?？]|$|[，,])"
    r"|(?:就|只有?)(?:这|那|一)一?[家间](?:店|门店)?[^，,。；;]{0,2}[吗么嘛?？]"
)
_OF_A_STORE = re.compile(r"店|家|间|铺|门市|地方")
_ELSE = re.compile(r"时间|时段|问题|[改换挪](?:到|成|去)")
_LATE = re.compile(
    r"(?:可以|能|能不能|可不可以)?(?:提前|早点|早一?些|晚点|晚一?些|晚一会)(?:去|到|过去|来)[^，,。]{0,6}(?:[吗么嘛]|行不|可不可以|能不能|没事)"
    r"|(?:(?<!推)(?<!差点)(?<!差点儿)(?<!险些)迟到|晚到|晚一?点到|堵车|赶不及|来晚|去晚|过号)"
)


def of_the_store(text: str) -> bool:
    """True for 「店开在哪条街上」 and 「好停车不」, which ask of the very store."""
    plain = normalise(text)
    return _PARKING.search(plain) is not None or _WHERE.search(plain) is not None


def asked_of_visit(catalogue: Catalogue, store: Store | None, event: Event | None, text: str) -> list[Say] | None:
    """The answer; None where the text asks nothing of the kind. Before a store is settled that its hours are its own."""
    plain = normalise(text)
    if store is None or event is None:
        return [Say("utter_store_hours_own")] if _HOURS_OF_A_STORE.search(plain) else None
    if _BRING.search(plain):
        return [Say("utter_visit_bring", {"bring": "、".join(bring(catalogue, event, Mode.GENIUS_BAR))})]
    if _HOURS.search(plain) or _HOURS_OF_A_STORE.search(plain):
        return [Say("utter_visit_hours", {"store": store.name, "phone": store.phone})]
    if _CROWD.search(plain):
        return [Say("utter_visit_crowd", {"store": store.name, "phone": store.phone})]
    if _LATE.search(plain):
        return [Say("utter_visit_late", {"store": store.name, "phone": store.phone})]
    if _WHERE.search(plain):
        return [Say("utter_visit_where", {"store": store.name, "address": store.address, "phone": store.phone})]
    if _PARKING.search(plain):
        return [Say("utter_visit_parking", {"store": store.name, "phone": store.phone})]
    return None


def _others(catalogue: Catalogue, store: Store) -> list[Say]:
    """The stores of the same city; where it has but one, the cities nearest to it."""
    stores = catalogue.stores_in(store.city)
    if len(stores) > 1:
        listed = "\n".join(f"{one.name}：{one.address}" for one in stores)
        return [Say("utter_visit_others", {"city": store.city, "count": str(len(stores)), "stores": listed})]
    near = with_distances(near_store_cities(catalogue, store.city, but=store.city))
    return [Say("utter_store_only_one", {"city": store.city, "near": near})]


def visit_asked(catalogue: Catalogue, event: Event, text: str, now: datetime) -> list[Say] | None:
    """The same of a visit that is booked."""
    place = event.hand_off.place if event.hand_off and events.is_live(event, now) else None
    store = catalogue.stores.get(place.id) if place else None
    if store is None:
        return None
    plain = normalise(text)
    others = _OTHERS.search(plain) and _OF_A_STORE.search(plain) and not _ELSE.search(plain)
    return asked_of_visit(catalogue, store, event, text) or (_others(catalogue, store) if others else None)
