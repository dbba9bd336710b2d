"""What an advisor would note, taken from the customer's own words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.model.attempts import tried_steps, was_tried
from helpline.model.purchase import read_bought
from helpline.model.symptom import occurrence
from helpline.model.text import normalise
from helpline.services.intake.telling import bought_on, cause_told
from tests.content import reading


@pytest.mark.parametrize(("text", "since"), [
    ("昨天开始充不进电", "昨天"), ("从上周三起就一直闪", "上周三"), ("前天晚上突然黑屏了", "前天晚上"), ("三个月前出现的", "三个月前"), ("这两天开始掉电快", "这两天"),
    ("11月3号开始的", "11月3号"), ("最近发现声音小", "最近"), ("买来就这样", "买来就这样"), ("昨天买的手机", None), ("明天下午三点去修", None), ("上周订单的发票", None),
    ("iPhone 13 屏幕摔碎了", None), ("今天约到店", None),
    ("帮我约这周六上午的天才吧 电池不行了", None), ("今天早上开机一直白屏转圈", "今天早上"), ("充不进电，昨天还行呢", "昨天还行"),
    ("昨天还好好的，今天就开不了机", "今天"), ("昨天还好的 今早就这样", "今早"), ("昨天还说可以退", None), ("今天都可以", None), ("周三都可以过去", None),
    ("昨天买的还好", None), ("上个月买的一直白屏", None), ("今天打电话一直没人接", None), ("半个月", None),
    ("照片不同步是十月底开始的", "十月底"), ("本月 10 日起连不上", "本月10日"), ("触屏失灵，已持续一周", "一周"),
    ("该问题持续时间近一个月", "一个月"), ("续航持续三小时", None), ("十一月十号开始的", "十一月十号"), ("十九号开始卡", "十九号"), ("上个月底开始", "上个月底"),
    ("表冠两个礼拜了转不动", "两个礼拜"), ("买了两个礼拜了不想要", None), ("用了三年了充不进电", None), ("昨天晚上从灶台边绊下来", "昨天晚上"),
    ("iPhone 14 Pro 昨天进水了", "昨天"), ("11月买的", None), ("三号线", None), ("一月一号买的", None),
])  # fmt: skip
def test_since_when(text: str, since: str | None) -> None:
    assert occurrence(text).get("since") == since


@pytest.mark.parametrize("text", [
    "昨天", "大概上周吧", "三天前", "上个月左右", "昨天，每次都这样", "半个月", "大概三个星期", "好像上个月吧", "今天早上", "差不多有一个来月了",
    "有一阵子了", "说了今天早上啊,昨晚关机之前还好好的", "从昨晚开始", "两三天吧", "上个礼拜六",
    "应该是11月初,每回转都卡", "本月 10 日起", "两个礼拜前洗完碗之后", "不清楚,反正今天早上,再问我挂了", "都话了三天前啰", "今天上午在地铁上",
])  # fmt: skip
def test_a_day_alone_answers_the_question(text: str) -> None:
    assert occurrence(text, asked=True).get("since")
    assert not occurrence("昨天").get("since")


@pytest.mark.parametrize("text", ["上个月买的", "前天我打给客服了", "去年换过电池", "等下周再看"])
def test_a_day_of_something_else_is_no_answer(text: str) -> None:
    assert occurrence(text, asked=True).get("since") is None


@pytest.mark.parametrize(("text", "frequency"), [
    ("每次打开都黑屏", "每次打开"), ("偶尔会断", "偶尔"), ("一天三四次", "一天三四次"), ("一直这样", "一直"), ("时好时坏", "时好时坏"), ("每天都会", "每天"),
    ("就一次", "就一次"), ("老板说不修", None), ("总共三台", None), ("屏幕裂了", None), ("每次25蚊", None), ("每次扣25", None), ("陈总的助理", None), ("总死机", "总"), ("这个总能修吧", None), ("屏幕总成", None), ("我老是记错", None), ("一直到昨天才回来", None), ("老断网", "老是"), ("每次都扣钱", "每次都"),
    ("偶尔闪一下电池图标又没了,每次都这样", "每次都这样"), ("一天两三回", "一天两三回"), ("每回转都卡", "每回转"), ("一直转圈", None), ("每次都这样，一天三次", "一天三次"),
    ("总不能挨个手动弄吧", None), ("总不能充电", "总"), ("总公司那边", None), ("老充电器也插过", None), ("老接口松了", None), ("老接不通", "老是"), ("老师用的", None),
    ("总发票金额", None), ("总连不上", "总"), ("有时候能开", "有时候"),
])  # fmt: skip
def test_how_often(text: str, frequency: str | None) -> None:
    assert occurrence(text).get("frequency") == frequency


def test_after_what() -> None:
    assert occurrence("更新完系统以后邮件收不了")["after"] == "更新完系统以后"
    assert occurrence("摔了之后没声音")["after"] == "摔了之后"
    assert occurrence("是之前泡温泉以后的事")["after"] == "泡温泉以后"
    assert occurrence("停电以后开不了机")["after"] == "停电以后"
    assert occurrence("整个抹掉恢复了才出现")["after"] == "抹掉恢复后"
    assert "after" not in occurrence("升级了才能用吗")
    assert "after" not in occurrence("以后再说")
    assert "after" not in occurrence("掉水里了然后右边没声")


@pytest.mark.parametrize(("text", "steps"), [
    ("重启过，没用", ["重启"]), ("重启了还是不行，换了根线也不行", ["重启", "换了根线"]), ("强制重启过，也恢复出厂过", ["强制重启", "恢复出厂"]),
    ("更新系统以后就卡", []), ("自动重启好几次了还是这样", []), ("手机反复重启", []), ("怎么重置", []), ("没更新过", []), ("更新过系统了没好", ["更新"]),
    ("重新连过蓝牙也没用", ["重新连过蓝牙"]), ("充了一晚上电还是没反应", ["充了一晚上电"]), ("换了三根线两个头都不行", ["换了三根线两个头"]),
    ("擦干放了一晚上", ["擦干放了一晚上"]), ("去店里清过灰", ["清过灰"]), ("按哪里都没反应", []), ("充电没反应", []), ("充了半小时才1%", []), ("装了新系统就不行了", []),
    ("在外面换过屏", []), ("充电也不行", []), ("登录不行", []), ("换货不行吗", []),
    ("用牙签掏过灰", ["用牙签掏过灰"]), ("看了电池健康 76", ["看了电池健康 76"]), ("外接显示器是好的", ["外接显示器是好的"]), ("换我老婆的充电器能充", ["换我老婆的充电器能充"]),
    ("外接显示器可以吗", []), ("看了下你们官网", []), ("换个时间可以吗", []), ("换手机可以抵钱吗", []), ("用了半年换过电池", []),
    ("关机都关不了 就是黑的", []), ("重启不了，还是黑屏", []), ("不想重启，还是不行", []), ("重启了还是打不开", ["重启"]),
    ("路由器没问题的,别的手机都能连", ["路由器没问题的", "别的手机都能连"]), ("手机和别的电脑连同一个wifi都没问题", ["手机和别的电脑连同一个wifi都没问题"]),
    ("棉签清了耳网", ["棉签清了耳网"]), ("换了线同插头都不得", ["换了线同插头"]), ("关机倒扣了一晚", ["关机倒扣了一晚"]), ("温水冲了一下还是卡", ["温水冲了一下"]),
    ("后台刷新关了也费电", ["后台刷新关了"]), ("换了个插座", ["换了个插座"]), ("充电一晚上还是开不了机", ["充电一晚上"]), ("进过安全模式也一样", ["进过安全模式"]),
    ("删了重装还是闪退", ["删了重装"]), ("换了线就不充了", []), ("充一晚上电只能用半天", []), ("想删了重装", []), ("掏出来好多灰", []),
    ("换个网络、接上电源?不行不行我懒得弄", []), ("换了头之后充不进", []),
    ("已用清水冲洗过", ["用清水冲洗过"]), ("我已经删了两千张了", ["删了两千张了"]), ("别的手机能连吗", []), ("路由器没问题吗", []), ("别的手机可以寄过来修", []),
])  # fmt: skip
def test_what_was_tried(text: str, steps: list[str]) -> None:
    assert tried_steps(text) == steps


@pytest.mark.parametrize(("text", "tried"), [("关机都关不了", False), ("重启不了", False), ("重启也好不了", True), ("重启也连不上", True)])
def test_what_could_not_be_done_was_not(text: str, tried: bool) -> None:
    assert was_tried(("重启", "关机"), text, asked=True) is tried


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert all(value and value in text for value in occurrence(text, asked=True).values())
    assert all(step in text for step in tried_steps(text))


@pytest.mark.parametrize(("text", "day"), [
    ("mac mini 2024 半年前买的开不了机", "2026-04-25/2026-06-24"), ("去年10月1号买的", "2025-10-01"), ("才买三天就坏了", "2026-11-21"), ("昨天买的", "2026-11-23"),
    ("2026年11月17日买的", "2026-11-17"), ("想买新的", None), ("明年买", None), ("三十年前买的", None), ("13月5日买的", None),
])  # fmt: skip
def test_when_it_was_bought(text: str, day: str | None) -> None:
    found = bought_on(text, date(2026, 11, 24))
    assert (found.text() if found else None) == day


@pytest.mark.parametrize(("text", "since"), [
    ("今年6月16号就这样了", "今年6月16号"), ("去年十月开始的", "去年十月"), ("大概三天前 一天好几次", "三天前"), ("两三天了", "两三天"), ("一年多了，越来越严重", "一年多"),
])  # fmt: skip
def test_since_when_as_it_is_answered(text: str, since: str) -> None:
    assert occurrence(text, asked=True)["since"] == since


@pytest.mark.parametrize(
    ("text", "bought"), [("对了已经开着机用了一天了", None), ("才用了三天就坏了", "2026-11-21"), ("用了两年了", "2024-10-10/2025-01-08")]
)
def test_a_day_of_running_is_no_day_of_purchase(text: str, bought: str | None) -> None:
    found = bought_on(text, date(2026, 11, 24))
    assert (found.text() if found else None) == bought


@pytest.mark.parametrize(("text", "bought"), [
    ("去年教师节那天", "2025-09-10"), ("教师节买的", "2026-09-10"), ("去年双十一", "2025-11-11"), ("双11刚买的", "2026-11-11"), ("双十一期间", "2026-11-01/2026-11-24"), ("2023年春节", "2023-01-21/2023-01-28"), ("去年双十一当天", "2025-11-11"), ("前年圣诞", "2024-12-25"),
    ("圣诞前后", "2025-12-01/2025-12-31"), ("国庆买的", "2026-10-01/2026-10-31"), ("国庆那天", "2026-10-01"), ("618那天", "2026-06-18"), ("2024年六一", "2024-06-01"),
    ("元旦那天", "2026-01-01"), ("情人节", "2026-02-14"),
])  # fmt: skip
def test_a_feast_is_its_day(text: str, bought: str) -> None:
    found = read_bought(text, date(2026, 11, 24), asked=True)
    assert found is not None and found.text() == bought


@pytest.mark.parametrize(("text", "cause"), [
    ("無跌過", "自然损坏"), ("无跌过", "自然损坏"), ("冇跌过", "自然损坏"), ("未摔过", "自然损坏"), ("没有跌过", "自然损坏"), ("跌过", "摔落"), ("无意中摔了", "摔落"),
    ("之前泡温泉以后", "进水"),
])  # fmt: skip
def test_a_denied_fall_is_none(text: str, cause: str) -> None:
    assert cause_told(reading.catalogue(), normalise(text)) == cause


@pytest.mark.parametrize(("text", "steps"), [
    ("已尝试重启，无效。", ["重启"]), ("尝试更换数据线，无效", ["更换数据线"]), ("已尝试恢复出厂设置仍无改善", ["恢复出厂"]),
])  # fmt: skip
def test_a_step_that_was_attempted_is_kept_by_its_name(text: str, steps: list[str]) -> None:
    assert tried_steps(normalise(text)) == steps


@pytest.mark.parametrize(("text", "bought"), [
    ("买的时候是今年2月8号，还在保吧", "2026-02-08"), ("我记得买的那天是去年11月11号", "2025-11-11"), ("买的时候是好的，上个月开始坏的", None),
])  # fmt: skip
def test_when_it_was_bought_in_so_many_words(text: str, bought: str | None) -> None:
    told = bought_on(normalise(text), date(2026, 11, 24))
    assert (told.text() if told else None) == bought
