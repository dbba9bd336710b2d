"""The words around secrets, and around numbers that are none. All patterns read text made by `plain_digits`.

Digits in words are digits here: 「六位数」 reads 6位数.
"""

from __future__ import annotations

import re

# What a value is called that nobody should be told.
LABEL = re.compile(
    r"(?:登录|登陆|锁屏|解锁|开机|支付|取款|屏幕使用时间|访问限制|网银|银行卡|id|app专用)?(?:密码|口令|密ma|mima|蜜码|pin码|锁屏码|开机码|解锁码)"
    r"|(?:动态|短信|校验|验证|安全|识别|授权|登录|确认|双重认证)码|验证数字|yzm|密钥|恢复秘钥|助记词|密保(?:问题)?(?:的)?答案|口令卡"
    r"|(?<![a-z])(?:password|passwd|passcode|pass\s?word|pswd|pwd|pin(?!g)|otp|psw|cvv2?|cvc2?|pw)(?![a-z])"
    r"|(?<![a-z])(?:verification|verify|security|sms|login|auth|2fa|access)\s*code|recovery\s*key"
    r"|(?:银行|信用|储蓄|借记|工资|付款|礼品|充值)卡?(?:的)?卡号|卡号|(?:银行卡|信用卡|储蓄卡|礼品卡)(?:号码?|兑换码)?|身份证件?(?:号码?)?|证件号码?|护照(?:号码?)?|通行证(?:号码?)?"
    r"|双重认证|2步验证|(?:two|2)[\s-]?factor(?:\s*code)?|(?<!error )(?<![a-z])code(?=\s*(?:is|was|:|=)?\s*\d{6}(?!\d))"
    r"|(?<![维条编号代串源解尺乱误件约对请惠器])(?<![末后尾]4)码(?=(?:是|为|[:：])?\s*\d{4,8}(?!\d))|收到的码|发来的码"
    r"|[468]位(?:数字|数|码|的数字|的码)|(?:1串|那串|这串|几位|几个)数字|短信(?:里|上|内容)(?:的|是)?(?:数字|码)"
)
# A secret that only a card has; an expiry date is one beside these.
CARD_WORDS = re.compile(r"信用卡|银行卡|储蓄卡|卡号|cvv|cvc|安全码")
EXPIRY = re.compile(r"(?:有效期|过期|exp(?:iry|ires|iration)?)(?:限|日期|到|至|date|是|为|[:：\s])*?(\d{1,2}\s*[/\-.月年]\s*\d{2,4})")
# Between a name and its value. The stronger it points, the less the value must look like one.
POINTS = re.compile(
    r"(?:(?:的|号码|号|数字|就|都|还|应该|好像|可能|大概|1直|我(?!爱)|对方|他|她|也|明文|如下|在这里?|分别|前\d?位?|后\d?位?|前面|后面|前半段?|后半段?|末尾|最后\d?位?"
    r"|是|为|叫|设的?|设成|设置[成为]?|改[成为]|改成了|填的?|输的?|输入的?|写的?|用的?|收到的?|收到了|发来的?|发的|发来了|来了|显示|念给|告诉|报给|给了?|说了?|发过来|发你了?|发给你"
    r"|(?:shi|is|was)(?=\s)|[:：=＝\s\"“”'「」『』【】\[\]()（）<>《》、，,.。…\-—→>`~])){0,8}"
)
STRONG = re.compile(r"是|为|叫|[:：=＝→>「『【\"“]|[成](?=\W*$)")
FORGOT = re.compile(
    r"(?:忘记?了?|修?改|更[改换]|重[置设]|找回|设置|取消|输入?|换|没有?|关闭?|开启?|不要|破解|清除|解除)[^，。！？\n]{0,6}$"
)
# A message that promises the value for the next one.
ANNOUNCES = re.compile(r"(?:是|为|叫|[:：=＝]|如下|发您|给您|告诉您|发你|给你|告诉你|你?您?记1?下|在下面|下1条|马上发|这就发)\W*$")
HALF = re.compile(r"前\d?位|后\d?位|前[面半]|后[面半]|剩下|余下|接上|接着|还有|另1半|下半|先[给发说]")
# What tells that a number near by is something harmless.
HARMLESS_BEFORE = re.compile(
    r"(?:订单|单号|运单|快递|物流|流水号?|交易号|商户|发票|税号|信用代码|条码|货号|型号|机型|序列号?|s/n|sn|imei\d?|meid|iccid|eid|电话|手机号?|座机|号码"
    r"|联系方式|热线|拨打|拨|尾号|工号|事件|案例|工单|编号|报错|错误|故障码|错误代码|代码|邮编|房间|门牌|地址|ip|端口|价格?|花了|¥|￥|rmb|ios|ipados|macos|watchos|版本|系统"
    r"|iphone|ipad|watch|mac|型|楼|路|座|qq|微信|群)(?:号码?|号|是|为|了|的|:|：|\s|#){0,4}$"
)
# 「验证码也报给他了，还转了4980」: money that was paid, of which a victim seldom says the unit.
PAID_BEFORE = re.compile(
    r"(?<!中)(?:转|汇|付|扣|刷|花|损失|骗|打|充|交|亏|取|划|盗刷)(?:走|掉|给|过去|出去|账|款|钱|我|他们?|她|对方|卡里|一共|总共)*(?:了|走|掉|去|过)(?:我|他们?|她|对方|一共|总共|共|大概|差不多|将近|整整|钱|款|\s|，)*$"
    r"|(?:一共|总共|共|合计|损失|骗走|付款|转账|汇款|扣款)(?:是|了|有|差不多|大概)*$"
)
PAID = re.compile(r"[1-9]\d{0,4}|[1-9]\d{3}00")
UNIT_AFTER = re.compile(
    r"\s*(?:元|块|圆|万|亿|rmb|年|月|日|天|号(?!码)|点(?!\d点)|时|分|秒|小时|次|遍|回|个|台|部|条|张|件|位|%|％|gb|g(?![a-z])|mb|tb|kb|mah|毫安|毫米|mm|cm|寸|w(?![a-z])|v(?![a-z])"
    r"|人|楼|栋|室|路|街|款|代|级|倍|折|度|公里|米|岁|周|ppi|hz|mhz|ghz|nm|路公交)"
)
# Names that stand where a value might, but are none.
KNOWN_NAME = re.compile(
    r"(?:i?(?:phone|pad|pod|mac)|imac|macbook|watch|airpods?|airtag|homepod|apple|ios|ipados|macos|watchos|tvos|visionos|icloud|itunes|app|store|face|touch|id|wifi|wi-fi|wlan"
    r"|carplay|siri|safari|facetime|imessage|nfc|usb|type|lightning|sim|esim|ok|pro|max|plus|mini|air|ultra|se|care|applecare|pay|mail|web|www|http|https|com|cn|error|code|reset|password|pin"
    r"|gmail|outlook|qq|wechat|vpn|bug|pc|windows|android|logo|home|m|a|s|x|xs|xr)[\s+\-_]*(?:\d{1,2}(?:\.\d{1,2}){0,2})?(?:pro|max|plus|mini|air|ultra|se|s|e|c|gb|g|[+])*"
)
MODEL = re.compile(
    r"a\d{4}|\d{1,4}(?:gb|tb|g|mah|hz|w|mm|nm|寸)|[a-z]{3,6}\d?[a-z]{0,3}/[a-z]|w\d{8,11}|m\d(?:pro|max|ultra)?|\d{1,2}(?:\.\d{1,2}){1,2}"
)
_WEB = r"https?://[!-~]+|www\.[!-~]+|[a-z0-9.-]{1,60}\.(?:com|cn|net|org|cc|xyz|io|hk|tw)(?:/[!-~]*)?"
EMAIL = re.compile(r"[a-z0-9._%+\-]{1,64}@[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]+)*\.[a-z]{2,}")
ADDRESS = re.compile(rf"{EMAIL.pattern}|{_WEB}")
# Alone in a message beside a secret these say nothing.
FILLER = re.compile(
    r"[\s\W_]|我|的|是|为|了|就|这|那|个|它|给|你|您|发|告诉|账[号户]|帐[号户]|apple|icloud|id|收到|前|后|面|位|剩下|还有|另外|接着|然后|再|吧|啊|呀|哦|嗯|好|号码?|数字?|有效期|到|和|跟|还|说|要"
)
RECOVERY_KEY = re.compile(
    r"(?<![a-z0-9])(?:rk[\s\-]?)?(?:[a-z0-9]{4}[\s\-—–.]{1,2}){5,6}[a-z0-9]{4}(?![a-z0-9])|(?<![a-z0-9/=%])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{28}(?![a-z0-9])"
    r"|(?<![a-z0-9])rk(?:[\s\-][a-z0-9]{2,4}){3,5}(?![a-z0-9])"
)
APP_PASSWORD = re.compile(r"(?<![a-z0-9\-/.])[a-z]{4}(?:-[a-z]{4}){3}(?![a-z0-9\-])")
GIFT_CARD = re.compile(r"(?<![a-z0-9])x[a-z0-9]{3}(?:[\s\-]?[a-z0-9]{4}){3}(?![a-z0-9])")
DATE = re.compile(r"(?<!\d)(?:19|20)\d{2}\s?[\-./年]\s?\d{1,2}\s?[\-./月]\s?\d{1,2}(?!\d)日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?")
CLOCK = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|(?<!\d)(?:[12]?\d|3[01])\s?[号日]\s?[012]?\d"
)  # 「26 号 13:00」: a time of day
MOBILE = re.compile(r"(?<!\d)(?:\+?(?:00)?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?!\d)")
LINE = re.compile(
    r"(?<!\d)(?:[48]00[ \-]?\d{3}[ \-]?\d{4}|[48]00[ \-]?\d{4}[ \-]?\d{3}|0\d{2,3}[ \-]?\d{7,8}|\+\d{2,3}[ \-]?\d[\d \-]{6,12}\d|95\d{3}|96\d{3}|100\d{2})(?!\d)"
)
