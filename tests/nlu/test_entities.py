"""What a message names, with the span of it on the text as it was typed. Built from the catalogue alone: no model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpline.catalogue import load_catalogue
from helpline.settings import ROOT
from rasa_ext.nlu.entities import EntityMatcher

MATCHER = EntityMatcher(load_catalogue(ROOT / "catalogue"))
Named = tuple[str, str, str]  # entity, value, as typed


def found(text: str) -> list[Named]:
    return [(item.entity, item.value, item.text) for item in MATCHER.find(text)]


# Text, then each thing named: entity, canonical value, as typed.
SENTENCES: list[tuple[str, list[Named]]] = [
    ("我的iPhone 15 Pro Max升级到iOS 18.6.2以后很卡", [("device_model", "iPhone 15 Pro Max", "iPhone 15 Pro Max"), ("os_version", "iOS 18.6.2", "iOS 18.6.2")]),
    ("升到18.3之后掉电快", [("os_version", "18.3", "18.3")]),
    ("系统已经是最新的了还是卡", [("os_version", "最新版（客户所述）", "最新的")]),
    ("系統我升級到最新版了", [("os_version", "最新版（客户所述）", "最新版")]),
    ("iOS 更新到最新以后掉电快", [("os_version", "最新版（客户所述）", "最新")]),
    ("最新的手机什么时候出", [("device_family", "iPhone", "手机")]),
    ("系統版本 17.4.1", [("os_version", "17.4.1", "系統版本 17.4.1")]),
    ("升级 macOS Sequoia 卡住", [("os_version", "macOS Sequoia", "Sequoia")]),
    ("Apple Watch Series 9 watchOS 11.1", [("device_model", "Apple Watch Series 9", "Apple Watch Series 9"), ("os_version", "watchOS 11.1", "watchOS 11.1")]),
    ("ｉＰｈｏｎｅ　１５　屏幕碎了", [("device_model", "iPhone 15", "ｉＰｈｏｎｅ　１５"), ("component", "屏幕", "屏幕")]),
    ("型号A2634", [("device_model", "iPhone 13", "A2634")]),
    ("手表表冠掉了 AirPods Pro 2", [("device_family", "Apple Watch", "手表"), ("component", "表冠", "表冠"), ("device_model", "AirPods Pro 2", "AirPods Pro 2")]),
    ("iPhone16,1 闪退", [("device_model", "iPhone 15 Pro", "iPhone16,1")]),
    ("ipad pro 11寸 m4 充电口松了", [("device_model", "iPad Pro 11 英寸（M4）", "ipad pro 11寸 m4"), ("component", "充电口", "充电口")]),
    ("报错 0xE8000015", [("error_code", "0xe8000015", "0xE8000015")]),
    ("刷机报错4013", [("error_code", "4013", "4013")]),
    ("錯誤代碼 0x8006", [("error_code", "0x8006", "0x8006")]),
    ("错误代码-50", [("error_code", "-50", "-50")]),
    ("报错４０１３", [("error_code", "4013", "４０１３")]),
    ("序列号C39XK2ABC123", [("serial_number", "C39XK2ABC123", "C39XK2ABC123")]),
    ("序號是Ｃ３９ＸＫ２ＡＢＣ１２３", [("serial_number", "C39XK2ABC123", "Ｃ３９ＸＫ２ＡＢＣ１２３")]),
    ("IMEI 356938035643809", [("imei", "356938035643809", "356938035643809")]),
    ("我的电话138-1234-5678", [("contact_phone", "13812345678", "138-1234-5678")]),
    ("幺三八 一二三四 五六七八", [("contact_phone", "13812345678", "幺三八 一二三四 五六七八")]),
    ("我的電話１３８１２３４５６７８", [("contact_phone", "13812345678", "１３８１２３４５６７８")]),
    ("请打 0755-83765566", [("contact_phone", "075583765566", "0755-83765566")]),
    ("訂單編號W1234567890", [("order_number", "W1234567890", "W1234567890")]),
    ("订单号 W987654321 还没到", [("order_number", "W987654321", "W987654321")]),
    ("事件编号 234 5678 9013 帮我查", [("event_number", "23456789013", "234 5678 9013")]),
    ("iPhone 15 的事件编号是２３４５６７８９０１３，电话尾号 5678", [("device_model", "iPhone 15", "iPhone 15"), ("event_number", "23456789013", "２３４５６７８９０１３")]),
    ("编号 二三四 五六拐八 九洞幺三", [("event_number", "23456789013", "二三四 五六拐八 九洞幺三")]),
    ("我在深圳南山", [("place", "深圳", "深圳")]),
    ("在成都春熙路附近", [("place", "成都", "成都")]),
    ("廣州天河", [("place", "广州", "廣州")]),
    ("我在上海市", [("place", "上海", "上海")]),
    ("上海市浦东新区", [("place", "上海", "上海")]),
    ("北京市朝阳区三里屯", [("place", "北京", "北京")]),
    ("我人在重慶市渝北區", [("place", "重庆", "重慶")]),
    ("后天上午10点到12点，上海浦东", [("time", "后天上午10点到12点", "后天上午10点到12点"), ("place", "上海", "上海")]),
    ("明天下午三点", [("time", "明天下午三点", "明天下午三点")]),
    ("手機掉進水裡了，聽筒沒聲音", [("device_family", "iPhone", "手機"), ("fault_cause", "进水", "掉進水"), ("component", "听筒", "聽筒")]),
    ("蘋果十五 pro 鏡頭進水", [("device_model", "iPhone 15 Pro", "蘋果十五 pro"), ("component", "摄像头", "鏡頭"), ("fault_cause", "进水", "進水")]),
    ("螢幕摔碎了", [("component", "屏幕", "螢幕"), ("fault_cause", "摔落", "摔碎")]),
    ("泼了咖啡，键盘失灵", [("fault_cause", "进水", "泼了"), ("component", "键盘", "键盘")]),
    ("后玻璃压碎", [("component", "后盖", "后玻璃"), ("fault_cause", "挤压", "压碎")]),
    ("电池鼓了，没摔过", [("component", "电池", "电池"), ("fault_cause", "自然损坏", "没摔过")]),
    ("清华大学想买两百台ipad", [("organisation", "清华大学", "清华大学"), ("count", "200", "两百台"), ("device_family", "iPad", "ipad")]),
    ("我們學校想買三十台 iPad", [("count", "30", "三十台"), ("device_family", "iPad", "iPad")]),
    ("我们单位（苏州市自来水公司）要换电脑", [("organisation", "苏州市自来水公司", "苏州市自来水公司"), ("device_family", "Mac", "电脑")]),
    ("北京字节跳动科技有限公司要采购50部手机", [("organisation", "北京字节跳动科技有限公司", "北京字节跳动科技有限公司"), ("count", "50", "50部"), ("device_family", "iPhone", "手机")]),
    ("我是杭州阳光幼儿园的", [("organisation", "杭州阳光幼儿园", "杭州阳光幼儿园")]),
    ("🙏🙏屏幕碎了", [("component", "屏幕", "屏幕")]),
    ("小米15pro屏幕碎了", [("component", "屏幕", "屏幕")]),
    ("名称要补全 苏州青禾网络科技有限公司园区分公司", [("organisation", "苏州青禾网络科技有限公司园区分公司", "苏州青禾网络科技有限公司园区分公司")]),
    ("发票的单位名称为安徽明远勘测设计有限公司", [("organisation", "安徽明远勘测设计有限公司", "安徽明远勘测设计有限公司")]),
    ("是佛山宏远建材集团有限公司", [("organisation", "佛山宏远建材集团有限公司", "佛山宏远建材集团有限公司")]),
    ("我在深圳开了家有限公司", [("place", "深圳", "深圳")]),
    ("登记成四川美术学院设计学院", [("organisation", "四川美术学院设计学院", "四川美术学院设计学院")]),
    ("青岚物流（苏州）有限公司", [("organisation", "青岚物流（苏州）有限公司", "青岚物流（苏州）有限公司")]),
    ("麻烦开腾达公司的票", [("organisation", "腾达公司", "腾达公司")]),
    *((text, []) for text in ("微软登不上公司的会议", "走公司采购流程", "联系了公司说不行", "我是一家外贸公司的", "外面的快递公司说的", "老家县医院", "女儿上大学用", "先打银行")),
    ("上海银行的验证码收不到", [("organisation", "上海银行", "上海银行")]),
    ("我周末去中山公园那家", [("time", "周末", "周末")]),
    ("你好", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named"), SENTENCES)
def test_names_are_found_as_typed(text: str, named: list[Named]) -> None:
    assert found(text) == named


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([text for text, _ in SENTENCES] + ["，", "🙏", "　", "\n", "\u200b", "台灣"]), max_size=4).map("".join))
def test_spans_are_those_of_the_text_and_never_overlap(text: str) -> None:
    items = MATCHER.find(text)
    assert all(text[item.start : item.end] == item.text and item.start < item.end for item in items)
    assert all(before.end <= after.start for before, after in zip(items, items[1:]))
