"""How somebody wants to be called: 「我姓王」, 「李老师」, 「叫我小陈就行」, 「Kevin Wu」."""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严"
    "覃武戚莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳褚缪嵇荀甄芮宓郗栾戎郜蔺屠卓赖蒲邰佟佘晏闵裘冼邝谌洪欧阳上官司马诸葛东方夏侯尉迟皇甫"
)
_TITLE = (
    r"(?:先生|女士|小姐|太太|老师|同学|医生|大夫|护士|经理|总监|主任|校长|院长|处长|科长|主管|工程?师?|总|师傅|阿姨|叔叔|大爷|奶奶|哥|姐)"
)
_HAN_NAME = rf"[小老阿]?[{_SURNAMES}](?:[\u4e00-\u9fff]{{0,3}}?){_TITLE}?|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff]{{1,8}}"
_LATIN_NAME = r"[A-Za-z][A-Za-z.'-]{0,14}(?: [A-Za-z][A-Za-z.'-]{0,14}){0,2}"
_ENDS = r"(?:就行|就好|就可以|即可|吧|哈|啊|呀)?"
_INTRODUCED = re.compile(
    rf"(?:您好|你好|那|您?你?就)*(?:我叫|叫我|我姓|免贵姓|贵姓?|(?:[他她]|机主|本人)?(?<!贵)姓|[他她]叫|我的?名字(?:是|叫)|称呼(?:我|就)?(?:写|用|是|为|[:：])?)\s*({_HAN_NAME}|{_LATIN_NAME}|[小老阿]?[\u4e00-\u9fff]{{1,3}}){_ENDS}$"
)
_ALONE = re.compile(rf"(?:我?是|应该是|您?就叫)?\s*({_HAN_NAME}|{_LATIN_NAME}){_ENDS}")
_TITLED = re.compile(rf"(?:我是)?([{_SURNAMES}]{_TITLE})")
_DEPARTMENT = re.compile(r"^(?:我是)?[\u4e00-\u9fff]{1,6}(?:部门?|科|处|室|组|中心)(?:的)?(?=[\u4e00-\u9fff]{1,4}$)")  # 「采购部小韩」
_NUMBER = r"\d[\d -]{5,}\d"
# 「13800001111吴」, 「13800001111 孙女士」: beside a number a surname alone is one.
_AFTER_NUMBER = re.compile(rf"[^\u4e00-\u9fff]*{_NUMBER}\s*([{_SURNAMES}]{_TITLE}?)[。.]?")
# 「13800001111 我姓苗 她那个店里…」: blanks in place of points.
_SURNAME_BESIDE = re.compile(rf"(?:^|[\s\d，,。；;])(?:我|他|她|机主|本人)?免?贵?姓([\u4e00-\u9fff]{{1,2}}{_TITLE}?)(?=[\s，,。；;！!]|$)")
_NO_NAME = re.compile(
    r"我|错|写|改|填|什么|不|没|怎么|为什|哪|吗|呢|知道|可以|需要|电话|手机|方便|时候|确认|金额|安装|成功|文件|单位|路上|白天|任何|万一|包括|左右|关机|关于|毕竟|高兴|游戏|都行"
)


def read_name(text: str) -> str | None:
    """The name in an answer to how somebody is called; None where the text is none.

    >>> read_name("我姓王"), read_name("就是上课用"), read_name("Kevin Wu")
    ('王', None, 'Kevin Wu')
    """
    plain = _DEPARTMENT.sub("", text.strip(" 。，,.!！~"))
    introduced = introduced_name(plain)
    if introduced:
        return introduced
    match = _ALONE.fullmatch(plain)
    return match[1] if match and (_TITLED.fullmatch(match[1]) or not _NO_NAME.search(match[1])) else None


def introduced_name(text: str) -> str | None:
    """The name of somebody who gives it unasked: 「我姓王」, 「李老师」 alone."""
    for part in re.split(rf"[，,。；;！!\n]|{_NUMBER}", text):
        match = _INTRODUCED.match(part.strip()) or _TITLED.fullmatch(part.strip())
        if match and not _NO_NAME.search(match[1]):
            return match[1]
    beside = _AFTER_NUMBER.fullmatch(text.strip()) or _SURNAME_BESIDE.search(text)
    return beside[1] if beside and not _NO_NAME.search(beside[1]) else None


_SIGNED = re.compile(rf"[小老阿][{_SURNAMES}]|[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}{_TITLE}")


def signed_name(text: str) -> str | None:
    """The name of somebody who adds it to something else: with a title, as 「老周」, or behind a department. A bare name is none.

    >>> signed_name("信息科老周"), signed_name("金陵饭店")
    ('老周', None)
    """
    plain = text.strip(" 。，,.!！~")
    rest = _DEPARTMENT.sub("", plain)
    return read_name(plain) if rest != plain or _SIGNED.fullmatch(plain) else introduced_name(plain)
