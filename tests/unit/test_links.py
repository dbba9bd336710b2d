"""Numbers and addresses are official only where the list says so, whatever they look like (US-27)."""

from __future__ import annotations

import pytest

from helpline.model.callers import find_callers
from helpline.model.links import find_links
from tests.content import reading

KNOWN = reading.catalogue().official


@pytest.mark.parametrize(("text", "reason"), [
    ("https://support.apple.com/zh-cn", "link_official"),
    ("https://checkcoverage.apple.com", "link_official"),
    ("apple.com.cn", "link_official"),
    ("ＷＷＷ．ＡＰＰＬＥ．ＣＯＭ", "link_official"),
    ("apple点com点cn", "link_official"),
    ("https://iforgot.apple.com/password/verify", "link_official"),
    ("https://www.icloud.com/find", "link_official"),
    ("https://x.example/proxy?url=https://www.apple.com.cn/shop", "link_proxy"),
    ("https://go.cc/?u=https%253A%252F%252Fwww.apple.com", "link_proxy"),
    ("apklas.com?arsae=https://www.apple.com.cn", "link_known"),
    ("http://test.916300.xyz/a?url=https://www.apple.com.cn/b", "link_known"),
    ("https://melakarnets.com/proxy/https/support.apple.com/", "link_known"),
    ("apple2.izyt.cc", "link_known"),
    ("wx.applewxw.cn", "link_known"),
    ("cinxe.com/event/1", "link_known"),
    ("http://222.178.203.72:19005/x/zh-cn/guide/iphone", "link_ip"),
    ("http://3736062792/login", "link_ip"),
    ("apple.com.cn.evil.cn", "link_name"),
    ("icloud-find.cn", "link_name_alone"),
    ("appie.com", "link_name_alone"),
    ("icl0ud.com", "link_name_alone"),
    ("applе.com", "link_letters"),
    ("https://xn--80ak6aa92e.com/", "link_letters"),
    ("https://www.apple.com@evil.cn/login", "link_userinfo"),
    ("https://www.apple.com\\@evil.cn", "link_odd"),
    ("https://www.apple.com:8443/", "link_odd"),
    ("www.apple.com.cn/cn/search/加微信解锁", "link_path"),
    ("https://www.apple.com/search?q=400-123-4567", "link_path"),
    ("https://www.apple.com/go?to=https://evil.cn", "link_redirect"),
    ("t.cn/A6xyz", "link_short"),
    ("www.baidu.com", "link_unlisted"),
    ("support@apple.com.cn", "mail_official"),
    ("apple@icloud-service.cn", "mail_unlisted"),
])  # fmt: skip
def test_an_address_is_judged_by_its_host(text: str, reason: str) -> None:
    assert [one.reason for one in find_links(f"这个 {text} 是真的吗", KNOWN)] == [reason]


@pytest.mark.parametrize("text", ["iOS 18.6 升级", "3.5mm 耳机", "iPhone 13，屏幕碎了。怎么办", "版本 26.1.0"])
def test_what_only_has_a_dot_is_no_address(text: str) -> None:
    assert list(find_links(text, KNOWN)) == []


@pytest.mark.parametrize(("text", "reason"), [
    ("400-666-8800", "number_official"),
    ("４００ ６６６ ８８００", "number_official"),
    ("+86 400 666 8800", "number_official"),
    ("四零零六六六八八零零", "number_official"),
    ("400-663-9988", "number_official"),
    ("400-666-8888", "number_wrong"),
    ("400-600-8800", "number_wrong"),
    ("400-680-8581", "number_wrong"),
    ("400-666-8801", "number_near"),
    ("+4006668800", "number_near"),
    ("0040066688001", "number_near"),
    ("021-61234567", "number_unlisted"),
    ("13812345678", "number_unlisted"),
    ("96110", "number_emergency"),
])  # fmt: skip
def test_a_number_is_official_only_on_the_list(text: str, reason: str) -> None:
    assert [one.reason for one in find_callers(f"有个{text}打给我", KNOWN)] == [reason]


def test_a_whole_message_is_read() -> None:
    text = "【Apple】您的设备已定位，点击 http://www.icloud-find.cn/ab 查看，如有疑问拨打4006668888"
    found = [*find_links(text, KNOWN), *find_callers(text, KNOWN)]
    assert [(one.shown, one.reason) for one in found] == [("www.icloud-find.cn", "link_name"), ("4006668888", "number_wrong")]
