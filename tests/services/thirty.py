"""Thirty customers with a broken device or a question about one: a topic or a family each, and what each answers when asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.services.talk import PHONE


@dataclass(frozen=True)
class Customer:
    """`first` is what is said first, `intent` what it is about; `answers` differ from the usual ones; `ends` must be in the event."""

    first: str
    intent: str
    answers: dict[str, str] = field(default_factory=dict)
    ends: dict[str, object] = field(default_factory=dict)
    mode: str = "call_back"

    @property
    def name(self) -> str:
        return f"{self.intent}: {self.first[:14]}"


USUAL = {
    "device_model": "iPhone 15",
    "os_version": "26.1",
    "serial_number": "XG4K2H7Q0P",
    "symptom": "上周三开始的，一天两三次",
    "fault_cause": "没摔过，自己就这样了",
    "purchase_date": "2026年3月5日",
    "tried_steps": "重启过，没用",
    "contact_phone": PHONE,
    "contact_name": "王芳",
    "plan": "AppleCare+",
    "service_mode": "顾问回电",
    "callback_time": "明天下午三点半",
    "confirm": "确认",
    "place": "上海",
    "visit_time": "周六下午三点",
    "order_number": "W1234567890",
}

CUSTOMERS = [
    # one a topic
    Customer(
        "我的 iPhone 14 Pro 屏幕出现一条绿线", "hardware_report_screen", {}, {"device_model": "iPhone 14 Pro", "fault_cause": "自然损坏"}
    ),
    Customer("MacBook Air M2 15寸 泼了咖啡，键盘没反应了", "hardware_report_liquid", {}, {"fault_cause": "进水"}),
    Customer("iPhone 12 电池不耐用，半天就没电了", "hardware_report_battery", {}, {"since": "上周三"}),
    Customer("iPhone 15 昨天开始开不了机，一直白苹果", "hardware_report_power", {}, {"since": "昨天"}),
    Customer("iPad Air 5 充不进电", "hardware_report_charging", {"serial_number": "跳过"}, {"device_model": "iPad Air（第 5 代）"}),
    Customer("iPhone 13 摄像头摔坏了，拍照全是黑的", "hardware_report_camera_damage", {}, {"fault_cause": "摔落"}),
    Customer("iPhone 14 听筒坏了没声音", "hardware_report_audio_damage", {}, {"frequency": "一天两三次"}),
    Customer("iPhone 13 mini 音量键按不动了", "hardware_report_body", {"fault_cause": "摔过一次"}, {}),
    Customer("MacBook Pro 键盘有几个键坏了", "hardware_report_mac_parts", {"device_model": "14 寸 M3 的"}, {}),
    Customer(
        "AirPods Pro 2 左耳坏了不出声",
        "hardware_report_earphones_watch",
        {"serial_number": "找不到，跳过"},
        {"device_model": "AirPods Pro 2"},
    ),
    Customer("帮我查一下 iPhone 15 还在不在保修期", "hardware_check_coverage", {}, {"purchase_date": "2026-03-05"}),
    Customer("我想预约维修", "hardware_book_repair", {"symptom": "屏幕碎了，昨天摔的"}, {}, "genius_bar"),
    Customer("iPhone 13 换屏多少钱", "hardware_ask_price", {}, {"device_model": "iPhone 13"}),
    Customer("iPhone 14 Plus 后置摄像头打不开，有没有维修扩展计划", "hardware_ask_programme", {}, {}),
    Customer("iPhone 12 电池老化想寄修可以吗", "hardware_ask_mail_in", {}, {}, "mail_in"),
    Customer("iPhone 15 才买三天就开不了机，能三包退换吗", "hardware_ask_rights", {}, {"purchase_date": "2026-11-21"}),
    Customer(
        "附近哪里可以修苹果手机", "hardware_ask_store", {"symptom": "外屏裂了，自己摔的", "device_model": "iPhone 11"}, {}, "genius_bar"
    ),
    Customer("iPhone 15 维修大概要几天，资料会不会丢", "hardware_ask_repair_policy", {}, {}),
    # one a family
    Customer(
        "爱疯16 pro max 昨天开始后摄总是糊，玻璃没碎",
        "hardware_report_camera_damage",
        {},
        {"device_model": "iPhone 16 Pro Max", "since": "昨天"},
    ),
    Customer("iPad 第 9 代屏幕碎了", "hardware_report_screen", {}, {"device_model": "iPad（第 9 代）"}),
    Customer("iMac 开不了机", "hardware_report_power", {"device_model": "24 寸 M1 的"}, {"device_model": "iMac（24 英寸，M1，2021 年）"}),
    Customer("Apple Watch S9 表冠掉了", "hardware_report_earphones_watch", {}, {"device_model": "Apple Watch Series 9"}),
    Customer("AirPods 4 充电盒充不进电", "hardware_report_charging", {}, {}),
    Customer("AirTag 换了电池还是没反应，坏了", "hardware_report_power", {"device_model": "第一代"}, {"device_model": "AirTag（第 1 代）"}),
    Customer("HomePod mini 没声音了，是坏了吧", "hardware_report_audio_damage", {}, {"device_model": "HomePod mini"}),
    Customer("Apple TV 4K 开不了机", "hardware_report_power", {"device_model": "Apple TV 4K 三代"}, {}),
    Customer("Apple Vision Pro 前面的玻璃裂了", "hardware_report_screen", {"fault_cause": "不小心磕的"}, {}),
    Customer("Apple Pencil 二代笔尖断了，充不进电", "hardware_report_mac_parts", {}, {}),
    # and the plan of a device
    Customer("iPhone 15 屏幕碎了，有 AppleCare+，怎么理赔", "applecare_claim", {}, {}),
    Customer("我的 iPhone 15 上周二买的，还能买 AppleCare+ 吗", "applecare_buy", {}, {"purchase_date": "2026-11-17"}),
]
