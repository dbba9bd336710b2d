"""The words by which customers call a fact, by slot. Which are sure enough depends on what they do with it."""

from __future__ import annotations

import re

# What a question may name, whatever is asked: 「序列号在哪看」 while a phone number is.
IN_QUESTIONS = {
    "event_number": re.compile(r"事件(?:编?号|编码)"),
    "order_number": re.compile(r"订单(?:编?号|编码)"),
    "serial_number": re.compile(r"(?:序列|串行)号|序号|串号|imei"),  # 串行 is what `normalise` makes of 序列
    "os_version": re.compile(r"系统版本|版本号|什么系统|哪个系统"),
    "device_model": re.compile(r"型号|哪[一]?款"),
    "contact_phone": re.compile(r"电话|手机号|号码"),
    "purchase_date": re.compile(r"购买(?:日期|时间)|什么时候买"),
    "organisation": re.compile(r"(?:学校|公司|单位|幼儿园|医院|企业|机构|组织)(?:的|全)?(?:名字?|名称|称呼|叫什么)|抬头"),
    "contact_name": re.compile(r"姓名|名字|称呼"),
    "place": re.compile(r"城市"),
}
# What is put right whole, the surer first; a bare 电话 is too often a wish to be called.
IN_CORRECTIONS = (
    ("order_number", r"订单(?:编号|号码?)|单号|(?<!取消)(?<!撤销)(?<!修改)(?<![改退查撤换下补催看])订单"),
    ("serial_number", r"序列号|序号|\bsn\b"),
    (
        "contact_phone",
        r"(?:手机|电话|联系)号码?|联系(?:电话|方式)|号码|^\s*(?:电话|手机)[。.！!~ ]*$"
        r"|(?:电话|手机)(?=(?:我|俺|好像|怕|可能|应该|都|刚才|刚刚|是|给|又)*(?:[写说念读抄填输打弄搞记留]?[错岔反]|不对|有误|[要改换]?[改换]成|换一?个(?!时间)|(?:得|要|想|需要)+(?:改|换)(?!到|时间|期|天|[周明后今上下晚早])))"
        r"|(?:[改换]|更[正新]|修改)(?:一?下|一?个|掉)?(?:我的?|你们?登记的?|联系)*的?(?:手机|电话)号?码?(?!时间|预约|的|回访)",
    ),
    ("device_model", r"型号|机型|设备|(?:手机|电脑|平板)(?=(?:写|说|填|弄)?(?:错|不对|不是))"),
    ("os_version", r"系统(?:版本)?|版本"),
    ("received", r"(?:收到?货?|到货|签收|送到)的?(?:日期|时间|日子)"),
    (
        "purchase_date",
        r"购买(?:日期|时间)|买的(?:日期|时间|日子|时候(?=是|应该|不是|错|不对))|(?<!故障)(?<!损坏)(?<!停电)(?<!开始)(?<!出现)(?<!发生)(?<!维修)(?<!预约)(?<!到店)(?<!回电)日期",
    ),
    ("sold_in", r"销售地区|购买地区?|地区"),
    ("contact_name", r"称呼|姓名|(?<!公司)(?<!单位)(?<!学校)(?<!机构)(?<!公司的)(?<!单位的)(?<!学校的)名字"),
    ("organisation", r"(?:单位|公司|学校|机构|组织(?=名)|抬头)(?:的)?(?:全称|全名|名称|名字|名|称呼|全(?!部|体|都))?"),
    ("plan", r"服务计划|计划"),
    ("since", r"(?:开始|出现|发生|故障|损坏)的?(?:时间|日期|日子)|什么时候开始"),
    ("after", r"发生在(?=[那这一]?一?[栏行项条个处]|改|应|写|不对|错|[的:：\s]|$)"),
    ("frequency", r"(?:出现)?频率|多久(?:出现)?一次"),
    ("fault_cause", r"(?:损坏)?原因|怎么坏的"),
    ("place", r"城市"),
    ("error_code", r"(?:错误|报错)代码"),
    ("tried_steps", r"试过的?(?:办法|方法|步骤)?"),
    ("symptom", r"情况|现象|症状|描述"),
)
# A number of which a part is put right: beside digits a bare 电话 is one.
IN_PARTS = (
    ("order_number", re.compile(r"订单(?:编?号码?)?|单号")),
    ("imei", re.compile(r"imei|串号")),
    ("serial_number", re.compile(r"序列号?|序号|(?<![a-z])s/?n(?![a-z])")),
    (
        "contact_phone",
        re.compile(
            r"(?:手机|电话|联系)号码?|联系(?:电话|方式)|电话|手机|号码|(?:(?<=我)|(?<=我的)|^|(?<=[，,\s]))号(?=\s*(?:尾[号数]|最后[几两一]位)?(?:好像|也|我|刚才?|给)*[写打填报输留说发][错反])"
        ),
    ),
)
# What stands between the word for a company and its new name: 「我们公司改名了，现在叫云帆科技」.
RENAMED = re.compile(
    r"^(?:[\s，,:：]|(?:好像|都|也|给我?)*[写填打输登]?(?:漏|[少多缺](?=[写填打输了字一二两三几]))(?:[写填打输]|了|[一二两三几]个?字|字(?!节))*|字了|不完整|不全|不是全[称名]|有误|(?:应该|其实|正确的|就)?是|全[称名]|[写填]全|改?名[了称]?|更名|现在|如今|叫做?|[写填登改换记]?成(?!都)|为|我们?(?:集团|公司|总部|单位)?(?:[:：是]|叫做?))+"
)
# Between the name of a line and what should stand there.
BETWEEN = re.compile(
    r"^(?:[\s，,。:：、]|也|的|是|为|写|说|填|输|打|弄|搞|记|都|好像|刚才|不对|错了?|有误|要|改成|改做|改为|改一下|改|[补写填]?全(?:一点|一些|点|了)?|完整(?:一点|些)?|换成|换一?个|更正|请|应该|应为|其实|才对|了|下|吧|[那这]?一?[栏行项条处](?:里面?)?|里面?)+"
)
