"""What is a name, and what is an answer to something else."""

from __future__ import annotations

import pytest

from helpline.model.person import Named, Weight, better_name, given_name, introduced_name, read_name

NAMES = [
    ("王芳", "王芳"), ("我姓王", "王"), ("免贵姓欧阳", "欧阳"), ("李老师", "李老师"), ("我是陈主任", "陈主任"), ("叫我小林就行", "小林"), ("Kevin Wu", "Kevin Wu"),
    ("我叫买买提·艾力", "买买提·艾力"), ("姓赵，男", "赵"), ("张总", "张总"), ("我叫周杰", "周杰"), ("高老师", "高老师"), ("司马光", "司马光"), ("阿黄", "阿黄"), ("文女士。", "文女士"),
    ("資訊部 簡志豪", "簡志豪"), ("行政部，黎少芬", "黎少芬"),
    ("俺姓王 叫王德才", "王德才"), ("偶叫李小璐", "李小璐"), ("我是IT主管蒋涛", "蒋涛"), ("我是行政总监李元", "李元"),
]  # fmt: skip
NONE = [
    "就是上课用，9月前要到",
    "为什么要问名字",
    "不方便说",
    "贵方好",
    "贵处好",
    "13812345678",
    "我们公司在上海",
    "确认",
    "白天都行",
    "高兴就好",
    "明天下午",
    "",
    "😀",
    "没有",
    "可以",
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_read(text: str, name: str) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_name_is_not_kept_as_one(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我姓王，电话13812345678", "王"),
        ("李女士", "李女士"),
        ("手机是我叫我爸买的", None),
        ("我的 iPhone 坏了", None),
        ("王", None),
        ("姓名牌坏了", None),
        ("13911112222 姓孙", "孙"),
        ("18620001234吴", "吴"),
        ("139 1111 2222 孙女士", "孙女士"),
        ("13911112222 谢谢", None),
        ("阿強 13911112222", "阿強"),
        ("13911112222 小鹿", "小鹿"),
        ("陈生 13911112222", "陈生"),
        ("叫我陈生就得", "陈生"),
        ("学生 13911112222", None),
        ("老家 13911112222", None),
        ("13911112222小时候", None),
        ("13770021846 我姓苗 她那个店里的人说要换屏", "苗"),
        ("她姓褚", "褚"),
        ("称呼写褚女士", "褚女士"),
        ("她姓什么来着", None),
        ("称呼写错了", None),
    ],
)
def test_a_name_given_unasked(text: str, name: str | None) -> None:
    assert introduced_name(text) == name


RUN_ON = [
    ("13911112222 我叫郑晓东人在无锡周末打给我", "郑晓东"), ("刚才就说了我叫何静", "何静"), ("还是没写上我姓何何静", "何静"), ("我個名係梁家輝，電話91234567", "梁家輝"),
    ("联系人何静，怎么没有", "何静"), ("名字登记成何静就可以", "何静"), ("称呼改成全名何静吧", "何静"), ("联系人写我妈王秀兰", "王秀兰"),
    ("何静 13911112222", "何静"), ("13911112222，何静，谢谢", "何静"), ("13911112222欧阳娜", "欧阳娜"), ("姓名：何静 电话：13911112222", "何静"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), RUN_ON)
def test_a_name_ends_where_other_words_begin(text: str, name: str) -> None:
    assert introduced_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        *(
            "13911112222 苏州的",
            "13911112222，周二下午",
            "13911112222 白天都行",
            "13911112222 微信同号",
            "13911112222 马上打",
            "13911112222 手机是XS",
            "13911112222 马上才下班",
            "13911112222 我是找客户经理王强买的",
            "何静",
            "称呼对的",
        ),
        *("我叫师傅来看的", "我是周末才有空", "名字叫什么来着", "我是江苏人", "联系人安排好了吗"),
    ],
)
def test_words_that_look_like_a_name_are_none(text: str) -> None:
    assert introduced_name(text) is None


def test_a_bare_name_stands_alone_where_one_is_asked() -> None:
    assert given_name("何静", alone=True) == Named("何静", Weight.BARE)
    assert [given_name(text, alone=True) for text in ("谢谢", "周三", "方便", "没问题", "高兴")] == [None] * 5


@pytest.mark.parametrize(
    ("known", "told", "better"),
    [
        ("何", Named("何静", Weight.BARE), True),
        ("何女士", Named("何静", Weight.BARE), True),
        ("何静", Named("何", Weight.OWN), False),
        ("何静", Named("王秀兰", Weight.BARE), False),
        ("王秀兰", Named("何静", Weight.OWN), True),
        ("何静", Named("王", Weight.OF_ANOTHER), False),
        ("何静", Named("何女士", Weight.AS_IT_SHOULD_STAND), True),
    ],
)
def test_the_better_name_stands(known: str, told: Named, better: bool) -> None:
    assert better_name(known, told) is better


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("13980617352 我叫小鹿 在成都", "小鹿"),
        ("名字没写上啊 小鹿 其他都对 确认", "小鹿"),
        ("称呼写小鹿", "小鹿"),
        ("写张一鸣，弓长张", "张一鸣"),
        ("不对，写许晴，言午许，晴天的晴", "许晴"),
        ("名字写我爱人的吧，许晴", "许晴"),
        ("叫我Kevin就行，周凯文", "周凯文"),
        ("更正一下，不是上周三，是上周一16号晚上，姓陈", "陈"),
        ("联系人没有", None),
        ("客服叫我重启 还是不行", None),
    ],
)
def test_a_name_is_found_between_blanks_spelt_or_left_out_before(text: str, name: str | None) -> None:
    assert introduced_name(text) == name


DICTATED = [
    ("我叫刘桂兰验证码我也告诉他了", "刘桂兰"), ("喂你好啊我是老赵嗯我那个", "老赵"), ("我姓邓就叫我邓老师吧", "邓老师"), ("本人姓陈,名静怡", "陈静怡"),
    ("后续联系人是采购部林晓岚女士", "林晓岚"), ("sorry 名字拼 Kevin Zhou,左耳写错了", "Kevin Zhou"), ("请与电教组罗老师联系", "罗老师"), ("打过来找刘总！", "刘总"),
    ("名字打错了！！是王芬不是王芳", "王芬"), ("我姓闵白天在工地上太吵", "闵"),
    ("please call me at 13166072285", None), ("我是老顾客了", None), ("我是小白不太懂", None), ("联系方式不变", None), ("那就写自然损坏吧", None), ("跟苏宁联系过", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), DICTATED)
def test_a_name_is_heard_among_dictated_words(text: str, name: str | None) -> None:
    assert introduced_name(text) == name


BESIDE_A_NUMBER = [
    ("本人钱文涛，于上月购得", "钱文涛"), ("my cell is 13911112222, ask for Jason", "Jason"), ("13911112222, it's Tony", "Tony"), ("13911112222 Amy", "Amy"), ("13911112222，丹增卓玛", "丹增卓玛"),
    ("乌云其木格 13911112222", "乌云其木格"), ("13911112222，这个是我女婿何强的，打给他", "何强"), ("联系财务孙敏，13911112222", "孙敏"), ("13911112222，我是她女儿张倩", "张倩"),
    ("13911112222 找何芳女士", "何芳"), ("请联系我们前台周倩 13911112222", "周倩"), ("13911112222（何秀英，我妈）", "何秀英"), ("回电人换成我同事邓强 13911112222", "邓强"), ("何老师，何静", "何静"),
    ("周六让我弟弟何洋送过去 13911112222", "何洋"), ("我係陳家樂 13911112222", "陳家樂"), ("我是李晓娜我的平板黑屏", "李晓娜"),
    ("贵阳", None), ("13911112222 找我就行 我妈不会接", None), ("收件人写的是我同事何雷 他手机13911112222", None), ("是我老公周强给我买的 13911112222", None), ("本人马上出国 13911112222", None),
    ("13911112222 Thanks", None), ("13911112222 WeChat", None), ("13911112222, call me tomorrow", None), ("13911112222 I'm busy", None), ("13911112222 这个是我老公的", None), ("13911112222 乌云", None), ("联系不上客服", None),
    ("找你们经理", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), BESIDE_A_NUMBER)
def test_whose_number_it_is(text: str, name: str | None) -> None:
    assert introduced_name(text) == name
