"""What an advisor would note of a symptom, where the customer has said it: since when, how often, after what, what was tried.

All values are the customer's own words.
"""

from __future__ import annotations

import re
from typing import Any

from helpline.model.name_shapes import SURNAMES
from helpline.model.text import chinese_number

_NUMBER = r"(?:\d{1,3}|[一二两俩三仨四五六七八九十几半好多]{1,3}|好些)"
_MONTH = r"(?:(?<![\d.])\d{1,2}|[一二三四五六七八九十]{1,2})"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
WHEN = (
    rf"(?:(?:最近这?|(?<![最附])近){_NUMBER}个?半?(?:天|周|星期|礼拜|月|年)"
    r"|大?前[天日晚儿]个?|昨[天晚夜日儿个]个?|今[天早晚晨日儿]个?|刚才|刚刚|这[两几]天|最近(?:几天)?|近[几两]天|前(?:[几两]|好几)个?(?:天|周|星期|礼拜|月)|前段时间|前一?阵子?|上上?个?(?:周|星期|礼拜)[一二三四五六日天末]?"
    rf"|(?:[本这]个?|上个?)月(?:{_DAY}|初|中旬?|底|末|[上下]旬)|(?:[去今前]年的?)?{_MONTH}月(?:{_DAY}|初|中旬?|底|末|[上下]旬|份?(?=开始|以来|起(?!来)))"
    r"|[去今前]年的?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?"
    r"|(?:(?:[去今前]|\d{2,4})年的?)?(?:[春夏秋冬][天季]|入[春夏秋冬]|开春|立[春夏秋冬]|[暑寒]假)"
    r"|(?:(?:[去今前]|\d{2,4})年的?)?(?:国庆|中秋|春节|过年|(?<![一二三四五六七八九十])五一(?![一二三四五六七八九十点月])|端午|清明|元旦|双(?:十[一二]|1[12]))节?(?:假期|长假|放假)?(?:那?几天|那会儿?|那阵子?|前后|期间|的?时候)?"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|上个?月|这个月|去年|今年|年初|年底"
    rf"|{_NUMBER}个?(?:小时|钟头|天|周|星期|礼拜|月|年)(?:多)?(?:以前|之前|前)|\d{{1,2}}月\d{{1,2}}[日号]|\d{{1,2}}[日号]|(?:十[一二三四五六七八九]|二十[一二三四五六七八九]?|三十一?)[日号])(?:早上|上午|中午|下午|晚上|夜里|夜晚|后晌|前晌|晌午|半夜|凌晨|傍晚)?"
)
# The system between an update and what came after it: 「升级watchOS 11以后」, 「更新到18.1之后」
_SYSTEM = (
    r"[了过完到成]{0,2}\s?(?:最新的?|新的?)?(?:手机|电脑|手表|平板)?的?(?:系统)?\s?(?:(?:ios|ipados|macos|watchos|tvos|visionos)\s?(?:[a-z]{4,8}\s?)?)?"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,2})?\s?(?:正式版|测试版|公测版|beta|的?版本?|的?系统)?[了过完]?"
)
_NAMED = re.compile(r"(?P<of>i|ipad|mac|watch|tv|vision)os(?P<name> [a-z]{4,8})?(?![a-z])")
_UPDATED = rf"(?<![想要能备算])(?:更新|升级|更(?=[了到完])|(?<![提上])升(?=[了到完]))(?:{_SYSTEM})"
_AFTER = re.compile(
    rf"{_UPDATED}(?:之后|以后|后(?![盖该壳背玻置摄面屏盘]))|"
    r"(?:更新|升级|更完|升完|停电|断电|跳闸|打雷|[洗做吃跑干拖搬弄用玩烧炒喂]完|摔|抹掉|(?<!抹)掉|进水|泡水|换(?:了|过)?(?:屏幕?|电池)|维修|修完|充(?:完|满)?电(?![头器线宝口])|淋雨|泡了?(?:温泉|澡)|洗澡|游泳|下水|蒸桑拿|恢复|刷机|重启|重置|还原|安装|(?<!原)装了?|设置|同步)[^，。,.；;！!？?\s]{0,6}?(?:之后|以后|(?<![然最随])后(?![盖该壳背玻置摄面屏盘]))"
)
# 「整个抹掉恢复了才出现」
_ONLY_AFTER = re.compile(
    r"(?P<after>(?:更新|升级|抹掉|恢复|还原|刷机|重置|重装|停电|进水|摔|换(?:了|过)?(?:屏幕?|电池))[^，。,.；;！!？?\s]{0,6}?(?:了|过|完)?)(?:之?后|以后)?才(?=出现|有|开始|这样|变|[不没]|坏|卡|闪|黑)"
)
# 「昨天升完级就这样」
_SO_AFTER = re.compile(
    rf"(?P<after>(?=[^就，,。；;]*?(?:[了完到]|os|\d)){_UPDATED}|(?:升完级?|更新?完|升级完|抹掉|刷完?机|恢复完|还原完|重置完|重装完|重启完|换完(?:屏幕?|电池)|修完|摔完|洗完[^，,。；;\s]{{0,2}}|装完)(?:系统|了)?)就(?:是?这样|是?那样|卡|[黑花白闪]|变|坏|死机?|出现|没(?:声|反应|信号|电)|不(?:灵|行|能|亮|动|响|好|开|充|连|显)|[开充连打]不)"
)
# 「就是更新更出来的」
_BROUGHT = re.compile(
    r"(?<!不是)(?<!不会是)(?<!不像)(?P<after>更新|升级|刷机|停电|恢复|还原|重置)(?:系统|了)*(?:(?:更|升|刷|弄|搞|整|闹|惹|停)(?:级|新)?(?:出来|坏)|闹的|惹的|害的|造成的|引起的|导致的)(?![吗么?？])"
)
# 一直 of the trouble, not of what people do all along: 「一直连着wifi」, 「发票一直没收到」.
_ALWAYS = (
    r"(?<!这样)(?<!好好)一直(?!到|(?:都|就|在|是)*(?:连[着的]|放(?!不|大|音)|用(?!不)|戴|带着|[插充揣搁摆贴套挂拿装盖]着|插在|开着(?!花)|好好|正常|没问题|很好|挺好|好用"
    r"|没有?(?:收到|到|发|寄|退|人|回|消息|处理|联系|给|货|开[具票]|下来|等|摔|碰|磕|进水|拆|动|修|空)|不(?:发|退|给|回[复我])|等|联系|打|[想找问催]|转))"
)
_SINCE = re.compile(
    rf"(?:从|自|打)?(?P<when>{WHEN})(?:以来|开始|起(?!来)|的?(?:事情?(?![故先业])|那会儿?|那阵子?|时候(?!买))|[^，。,.；;买约到去]{{0,12}}?(?:开始|出现|发现|一看|突然|坏|(?:来|[以之]?后|完)?就(?:这样|那样|不|没|变|出|坏|[开充连打]不|有(?!人))|都有|都这样|(?<!天)才(?![买购换修]|入手|收到)|老(?:是|(?![板公婆师人大家]))|总是?|动不动|频繁|摔|跌|绊[下倒掉]|被[^，。,.；;]{0, 4}夹|[滑滚][落下]|磕|砸|碰|撞|泼|洒|坐|压|淋|进了?[水液汗雨]|泡了?水|掉(?!电)"
    r"|{_ALWAYS}(?!在)|反复|不停|自动|[白黑花蓝]屏|死机|卡[死住]|闪[屏退]|没声|没反应|开不了|打不开|充不进|充不上|连不上|进不去))"
)
# 「昨晚到今天都提示满」; 「昨天到今天打了三次」 is of the calls.
_TILL_NOW = re.compile(
    rf"(?:从|自|打)?(?P<when>{WHEN})(?:一直)?到(?:今[天早晚]|现在|刚才|目前|这会儿?)(?=[^，,。；;！!？?\s打约]{{0,8}}?(?:提示|显示|报错|不(?!是|知|想|要)|没(?!人|收到|空)|[黑白花闪]|卡|死机|断|掉线|烫|响|这样|[开充连打]不))"
)
# 「自上周三系统升级以后」, 「昨天更新完系统」
_SINCE_THEN = re.compile(rf"(?:从|自从?|打)(?P<when>{WHEN})[^，。,.；;！!？?\s买约]{{0,12}}?(?:[以之]后|以来|后|起)(?!来)")
# 「昨天还行呢」: it was well then, so that it began after.
_PAST = rf"(?=[昨前上刚最去]|大前天|今[早晨]|今天早|{_NUMBER}个?(?:小时|钟头|天|周|星期|礼拜|月|年)){WHEN}"
_WELL_THEN = re.compile(
    rf"(?P<when>{_PAST}[^，。,.；;！!？?\s买说约去到]{{0,8}}?(?:还是?(?:好好|挺好|正常|没事|没问题|能用|可以|好用|好使|好|行)|好好的))(?!几|多|像|不|看|说|奇)"
)
_SINCE_ENGLISH = re.compile(
    r"(?:since|from|started?|starting|about)?\s*(?P<when>(?<!it )(?<!fix )(?<!done )(?<!come )(?<!in )(?:last|this(?! \w+[?？]?$)) (?:week|month|night|morning|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|yesterday|(?:a|one|two|three|a few|\d{1,2}) (?:days?|weeks?|months?)(?= ?了| already| now)|(?:a|one|two|three|a few|\d{1,2}) (?:days?|weeks?|months?) ago|since (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))"
)
# What answers the question alone. A length of time does too: 「半个月」, 「好像有一阵子了」.
_UNITS = r"小时|钟头|天|周|星期|礼拜|月"
_SOME = rf"(?:(?<!差不)大?{_NUMBER}来?个?半?[多来]?"
_LENGTH = rf"{_SOME}(?:{_UNITS}|年)[多半]?)|有?一?阵子?|有?一?段(?:时间|日子)|有些?(?:天|日子)|好久|很久"
_OF_NOW = r"这个?(?:周|星期|礼拜)|本周|上月|[本这]?月初|月底"
_SINCE_ALONE = re.compile(
    r"(?:(?:我|都|不是)?[说讲话][过了]?|反正|其实|记得|从|自|就|也就|大概|大约|差不多|应该|可能|好像|估计|是|已经|持续|得|有(?!一?[段阵])|快|嗯|呃|哦|啊|开始时间)*"
    rf"(?P<when>{WHEN}|{_OF_NOW}|{_LENGTH})(?:吧|的|左右|上下|前后|那会儿?|开始|起|的样子|的时候|了|啊|呀|呢|喽|咯|啰|啦|喇|嘛|嘞)*"
)
# 「差不多一个月了」, and written 「已持续一周」; but 「买了一年多了」 and 「手机有三年了」 are no fault that has lasted.
_LASTING = re.compile(
    rf"(?:(?P<written>(?:已经?|仍|一直)持续|持续(?:时间|时长)|(?<!续航)(?<!待机)(?<!播放)(?<!使用)持续(?=[约达近将])|至今已?有?|为时|历时)(?:约为?|大约|将近|接近|近|达|有|了|为)*|(?<![买用修寄等过了])(?:已经|持续了?|差不多|大概|快|都|有|坏了|这样)(?:有|快|都|差不多)?)(?P<when>{_SOME}(?:{_UNITS})[多半]?))(?(written)|(?:了|啦))"
)
_LASTING_ALONE = re.compile(
    rf"(?:都|已经|有|大概|差不多|快)*(?P<when>{_SOME}(?:{_UNITS})[多半]?))(?P<so>了|啦|咯|嘞|㗎喇?)?[吧啊呢]?"
)  # 「充不进电，三天了」
_TROUBLE = re.compile(r"(?<!能)不(?!是|知|想|要)|没(?!买|用过)|坏|失灵|死机?|黑屏|[闪断花]|卡|掉|裂|碎")  # before a bare 「一个礼拜」
# An update or a fall that led to it: 「昨晚更新系统，进度条跑到一半不动了」.
_LED_TO = re.compile(
    rf"(?P<when>{_PAST})(?:我|就|在|把|手机|电脑|给|它|系统|自动|ios|ipados|macos|[晚夜]上?|\s){{0,4}}(?:更新|升级|更完|升完|更了|升了|刷机|刷了|恢复出厂|还原|抹掉)"
    r"(?!过|[^，,。；;！!？?]{0,8}[，,。；;\s]?(?:但|可是|也|还是|仍|依然|没用|不行|没好))[^，,。；;！!？?]{0,8}[，,。；;！!\s].*(?:不|没|死|卡|黑|白苹果|坏|失|烫|热|闪|慢|重启)"
)
# 「最近一个月电池不行」, 「这半年风扇特别响」; 「最近没空」 tells of no trouble.
_LATELY = re.compile(
    rf"(?P<when>(?:(?:最近|近|这|过去)的?这?{_NUMBER}个?半?(?:天|周|星期|礼拜|月|年)|最近(?!一次)|近[期来]|这一?[段阵](?:时间|日子|子)?)(?:[以之]?来|里)?)"
    r"[^，,。.；;！!？?\s买约寄]{0,10}?(?:不(?!是|知|想|要|方便|在|打算|去|能去|好意思|懂|确定|清楚|错|用)|没(?!时间|空|去|买|用过|联系|在|人|法|办法|事|问题|换|修|摔|动)"
    r"|坏|失灵|死机|黑屏|[闪断花]|卡(?![片号通])|掉(?!价)|裂|碎|慢|响|烫|热|重启|关机|频繁|老是|总(?!觉|共|监|体)|异[常响]|漏|鼓|糊|杂音|变[差弱暗黄])"
)
# 「上周五我不小心把新买的电脑从楼梯上滚下去了」: many words may stand before an accident; 「上周买的电脑摔了」 tells of the purchase.
_ACCIDENT_THEN = re.compile(
    rf"(?P<when>{_PAST})(?!(?:才|刚刚?|新)?[买购入])(?:[^，,。.；;！!？?\n买购约修没未]|(?:新|刚|才)买){{0,28}}?"
    r"(?:摔|跌(?!价)|[滑滚翻坠掉](?=[落下到进出在])|磕|砸|撞|泼|洒|[坐踩]坏|[坐踩压]了|进了?[水液汗雨]|[泡淋]了?[水雨])"
)
# 「小孩摔的 上个月15号」
_THEN_IT_FELL = re.compile(
    rf"(?:摔|跌|磕|碰|砸|撞|进水|泡水|洒|压|坐|踩)(?:坏|碎|裂)?(?:了一下|了|过|的|到)[，, ]*(?:就|是|在|大概)*(?P<when>{_PAST})(?:的|吧|的事)*(?=$|[，。,.；;！!\s])"
)
# 「差不多半年了慢慢变成这样的」, 「电池不行好几天了」
_GROWING = re.compile(
    rf"(?<![买用])(?P<when>{_SOME}(?:{_UNITS}|年)[多半]?))[了来][,， ]?(?:慢慢|渐渐|逐渐|越来越|{_ALWAYS}|都?是?这样|反复|断断续续)"
)
_GONE_ON = re.compile(
    rf"(?:不[行灵动上了进出着好通开亮响到]|坏|没[^，,。；;\s]{{1,3}}|[断卡死黑闪]屏?|这样)(?:了|有|已经|都)?(?P<when>{_SOME}(?:{_UNITS})[多半]?))了"
)
# 「表冠两个礼拜了转不动」; 「买了两个礼拜了不想要」 tells of no trouble.
_LASTED_SO = re.compile(
    rf"(?:^|[，,。；;！!\s])[^，,。；;！!\s买用等修寄戴拿送]{{0,10}}?(?P<when>{_SOME}(?:{_UNITS}|年)[多半]?))[了啦](?:都|还|也|就|一直)*(?:[转按点充开打连用动关读识看听扫刷戳][不没]|不[转动响亮行灵好显充开]"
    r"|没(?:声|反应|电|信号|网|画面|响)|黑屏|花屏|闪|卡[死住顿]|坏)"
)
# 「摔是上个月的事，按键是前天坏的」: when it fell is told apart from when it broke.
_FELL_THEN = re.compile(
    rf"(?:摔|跌|掉地|磕|碰|撞|砸|进水|进液|泡水|淋雨)[^，,。；;！!\s]{{0,4}}?(?:是|都是|在){WHEN}[^，,。；;！!\s]{{0,4}}?(?:事|摔|跌|磕|的)了?(?=$|[，,。；;！!\s])"
)
# 「快递三天没动」; 「系统半年没更新」 and 「一天没电」 tell of no trouble that began then.
_STOOD = re.compile(
    rf"(?P<when>{_SOME}(?:{_UNITS})[多半]?))[了啦]?(?:都|也|还|一直|就|仍|依然)*(?:没有?(?:动(?![它过手])|反应|变化|进展|发货|到货|收到|信号|网(?!购)|声音?|消息|人[管理])|不动了?|(?<=天)没更新(?=[^，,。]*(?:物流|快递|包裹)|$))"
)
# 「连不上蓝牙这两天」, 「前天晚上扣的」
_ENDS_SO = re.compile(
    r"(?:[转按点充开打连用动读识看听扫刷戳进收][不没](?!着)[^，,。；;！!？?\s买约]{0,6}?|不[灵动响亮行]|没(?:声音?|反应|信号|网)|坏|死机|黑屏|花屏|闪屏?|闪退|卡[死住顿]|掉线|断[连线]|[烫热]|[快慢响]得很?)了?"
    rf"(?P<when>这[两几]天|这一?[段阵](?:时间|日子|子)?|最近(?:这?[两几]天)?|{_PAST})(?:的事?|开始|起|才这样|吧)?(?=$|[，,。；;！!\s])"
)
_PAID = re.compile(rf"(?P<when>{_PAST}(?:的?{WHEN})?)(?:就|又|被|给|的?时候){{0,2}}(?:扣(?!除)|盗刷|[刷转划]走|乱扣)")
# 「整了一上午了」
_HALF_A_DAY = re.compile(r"(?:坏|这样|整|弄|搞|折腾|卡|黑屏?)了(?P<when>(?:一|整整?一?个?|大?半)(?:个)?(?:上午|下午|早上|晚上|晚|天))了?")
_SINCE_NEW = re.compile(r"(?:一|刚)?买(?:回)?来(?:以后|之后|后)?就(?:这样|有|是|不)|(?:新机|开箱)就(?:这样|有|是)")
_BLANKS_OF_A_DAY = re.compile(r"(?<=[月年])\s+(?=\d)|(?<=\d)\s+(?=[日号月])|(?<=[日号])\s+(?=起|开始)")  # 「本月 10 日起」
_EACH_TIME = r"每[次回](?!\s*(?:\d|[扣收付花要]|[一二两三四五六七八九十几百千]+[块元蚊]))(?:[^，,。.；;\s都]{0,6}?都(?:这样|那样|如此)|[^，,。.；;\s都]{1,6}?(?=都)|都)?"  # 「每次打开」, 「每次都」
# What a device does: 「总闪」, 「老断」; 「这个总能修吧」, 「总不能一台台点吧」, 「屏幕总成」 and 「老充电器」 tell of no trouble.
_TROUBLED = r"(?:(?!不(?:能(?!正常|连|开|充|打开|识别|上网|解锁|用)|会(?![识显响亮充动转])|至于|可能|是|该|见得|好|得|要|想|让)|发票|充值|充电[器线头宝口]|打款|打印机|报[价销]|转[账换接]|收[入款据音]|关系|连[接锁]线?|提[成货款]|变[更压]|显示[器屏]|走[量廊]|重庆)[不闪死卡断掉自黑白重跳弹显提出发没连打关充响跑走报转丢坏失误熄抖漏停退崩收认识刷变烫热](?!成|算)|开(?=不|机)|花屏|对不|读不|用不)"
_FREQUENCY = re.compile(
    rf"每[天周月][^，。,.；;]{{0,3}}?{_NUMBER}[次回遍]|{_EACH_TIME}|每天|每晚|天天|总(?:是(?!否)|(?=(?:会|要)?{_TROUBLED}))|{_ALWAYS}"
    rf"|老(?:是|(?={_TROUBLED}|[在会要让扫看点占叫]|[接听](?![口筒线头])|按(?![键钮])|有(?!钱|人)))"
    rf"|经常|常常|偶尔|有时候?|时不时|频繁|间歇|时好时坏|断断续续|反复"
    rf"|(?:一|每|半|{_NUMBER})(?:个)?(?:小时|天|周|星期|月|分钟)(?:(?!就?掉(?!线|电|帧|网))[^，。,.；;前\s摔磕碰进泡撞扣收付修换送充约]){{0,4}}?{_NUMBER}[次回遍]"
    rf"|隔[^，。,.；;]{{1,6}}?就?一次|(?:只有|就|只)(?:过)?一次|(?:第一|头一)[次回](?=出现|发生|遇|碰|见|这样|吧|$|[，,。；;！!\s])|随时|完全不"
)
# Of people, not of the trouble: 「天天插拔」, 「她老跟我说」, 「我一直想问」, 「一直没办法」.
_OF_PEOPLE = re.compile(
    rf"(?:^|[，,。；;！!\s是我叫找给跟和姓们])[{SURNAMES}]总(?!是)|"
    r"(?:发票|退款|钱款?|快递|包裹|物流|[订下]单|货|客服|顾问|售后)[^，,。；;！!\s]{0,4}?一直[^，,。；;！!\s]{0,3}?[没不未]"
    r"|(?:天天|每天|经常|常常|一直|老(?:是|(?![板公婆师人大家]))|总是?|频繁)(?:都|要|得|在|地|这么|来回|反复)*(?:[插拔]{2}|(?:用|玩|戴|充电?)(?:它|着|的)?(?=$|[，,。；;！!\s]))"
    r"|(?:我|[他她]|本人|自己|人|年纪大了?)(?:也|就|又|这人)?(?:老(?:是|(?![板公婆师人大家]))|总是?|一直|经常|常常|每次)(?:都|会|要)?(?:[记忘想说写打输填看弄搞听](?:错|混|反|不住|不[清得]|漏|成|岔|不到)|忘|记不|想不起)"
    r"|(?:老(?:是|(?![板公婆师人大家]))|总是?|一直|经常|常常|天天|每天|每次)(?:在|都|是)?(?:[跟和对给找催问][我你您他她]|想|打算|以为|觉得|没空|没时间|没(?:办法|法子?)(?=$|[，,。；;！!\s]))"
)


def occurrence(text: str, *, asked: bool = False) -> dict[str, Any]:
    """`since`, `frequency` and `after`, as far as the words tell them. Where it was `asked`, a day or a length alone is the answer."""
    found: dict[str, Any] = {}
    text = _BLANKS_OF_A_DAY.sub("", text)
    since = _since(text, asked=asked)
    new = _SINCE_NEW.search(text)
    if since or new:
        found["since"] = since["when"] if since else new.group()  # type: ignore[union-attr]
    if after := _AFTER.search(text):
        found["after"] = after.group()
        if "since" not in found and (then := _JUST_BEFORE.search(text[: after.start()])):
            found["since"] = then["when"]  # 「昨天游泳之后屏幕有水雾」
    elif only := _ONLY_AFTER.search(text) or _SO_AFTER.search(text) or _BROUGHT.search(text):
        found["after"] = f"{re.sub('[了过完]+$', '', only['after'])}后"
    if "after" in found:
        found["after"] = _NAMED.sub(lambda m: m["of"].replace("ipad", "iPad") + "OS" + (m["name"] or "").title(), found["after"])
    often = max((match.group() for match in _FREQUENCY.finditer(_OF_PEOPLE.sub("，", text))), key=sharpness, default="")
    if often:
        found["frequency"] = "老是" if often == "老" else often
    return found


def paid_then(text: str) -> bool:
    """True for 「前天晚上扣的」, which dates what was charged and asks for no time to come."""
    return _PAID.search(text) is not None


def led_to(text: str) -> bool:
    """True where the words tell of an update, and of the trouble that came of it."""
    return _LED_TO.search(text) is not None


def sharpness(often: str) -> int:
    """How much a frequency tells: 「一天两三回」 more than 「每次都」, that more than 「偶尔」.

    >>> sharpness("一天两三回") > sharpness("每次都") > sharpness("经常")
    True
    """
    if re.search(r"[次回遍]", often) and not often.startswith(("每次", "每回")):
        return 3
    return 2 if often.startswith(("每", "天天", "隔")) else 1


# Asked since when, a day that is over answers among other words: 「两个礼拜前洗完碗之后」. What was bought, or well, then tells nothing.
_AMONG_WORDS = re.compile(rf"(?P<when>{_PAST}|今[天日早晨]{{1,2}}(?:早上|上午|中午|下午)?)")
_NOT_ONSET = re.compile(r"[买购](?![菜饭药票])|入手|下单|换过|修过|寄|收到|约|打[给过]|还好|正常|没事|还[行能]|[?？吗]|多久|怎么|为[什啥]")


_JUST_BEFORE = re.compile(rf"(?P<when>{_PAST})(?:我|就|在|去|刚|手机|它|系统|[晚夜]上?|\s){{0,3}}$")
# 「京东买的 去年双十一」 says when it was bought.
_BOUGHT_THEN = re.compile(
    r"(?:买|购|入手|下单)(?:的|了)[，, ]+(?:[去今前]年|20\d\d|\d{1,2}月|双十|618|国庆|春节|元旦)[^，。,；;！!？?\s开就]{0,6}(?=$|[，。,；;！!\s])"
)


def _among_words(pieces: list[str]) -> re.Match[str] | None:
    """The day in the first piece that tells of one and of nothing else that is dated."""
    return next((told for piece in pieces if not _NOT_ONSET.search(piece) and (told := _AMONG_WORDS.search(piece))), None)


def _since(text: str, *, asked: bool) -> re.Match[str] | None:
    """When it began; the day on which all was well, or on which it only fell, where no other is told."""
    fell = _FELL_THEN.sub("", text)
    if fell != text and (broke := _since(fell, asked=asked)):
        return broke
    well = _WELL_THEN.search(text)
    text = text[: well.start()] + "，" + text[well.end() :] if well else text
    pieces = re.split(r"[，,。；;！!\s]+", _BOUGHT_THEN.sub("，", text).strip())
    alone = next((told for piece in pieces if (told := _SINCE_ALONE.fullmatch(piece))), None) if asked else None
    lasting = next(
        (
            lasts
            for before, piece in zip(["", *pieces], pieces)
            if (before or piece.startswith("好"))
            and (lasts := _LASTING_ALONE.fullmatch(piece))
            and (lasts["so"] or _TROUBLE.search(before))
        ),
        None,
    )
    bought = re.search(r"(?<!没)(?:买|(?<!不)用)了?$|入手", "".join(pieces[:1])) is not None
    lasted = next(
        (match for pattern in (_LASTING, _GROWING, _GONE_ON, _LASTED_SO, _STOOD, _HALF_A_DAY) if (match := pattern.search(text))), None
    )
    told = lasted or next(
        (
            match
            for pattern in (_TILL_NOW, _SINCE, _SINCE_THEN, _LED_TO, _ACCIDENT_THEN, _THEN_IT_FELL, _PAID, _ENDS_SO)
            if (match := pattern.search(text))
        ),
        None,
    )
    told = told or alone or _LATELY.search(text) or (None if bought else lasting) or _SINCE_ENGLISH.search(text.lower())
    return told or (_among_words(pieces) if asked else None) or well


_TIMES = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:次|回|遍)"
_REPAIRED = re.compile(rf"(?:返修|送修|维修|返厂|修)(?:了|过)*(?:快|都|有)?{_TIMES}|{_TIMES.replace('<n>', '<m>')}(?:维修|返修|送修|修理)")
_ONCE = re.compile(r"(?:维修|修|更换|换)[一1](?:次|回|遍)[^了]?")  # 「修一次要几天」 tells of no repair
_REPLACED = re.compile(rf"(?:更换|换)(?:了|过)*(?:快|都|有)?{_TIMES}")
_WAITING = re.compile(r"(?:等|缺|没到|没货|没修好|没好|没消息|没有消息)")
_IN_REPAIR = re.compile(r"送修|维修|寄修|返修|返厂|修|零件|配件|部件|缺件|备件")
_WAITED = re.compile(
    r"(?P<n>半|\d{1,3}|[一二两三四五六七八九十]{1,4})\s*个?(?P<half>半)?(?P<more>多)?\s*(?P<unit>天|周|星期|礼拜|月)(?P<after>多|半)?"
)
_DAYS = {"天": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30}
_SOLD_IN = re.compile(
    r"(?<!不是)(?P<named>港版|日版|美版|韩版|欧版|台版|澳版|加版|新加坡版|国际版|海外版|国外版|水货|国行)|"
    r"(?:在|从|去)?(?P<place>香港|澳门|台[湾北中南]|高雄|日本|东京|大阪|美国|韩国|欧洲|新加坡|国外|海外|境外)(?:那边|免税店|官网|直营店|亲戚)?(?:代购|买的|购买的?|买回来|带回来|入手)"
)
_NOT_SOLD = re.compile(r"不是(?:在|从)?$")
MAINLAND = "国行"


def repairs_told(text: str) -> dict[str, Any]:
    """How often it was repaired or replaced, how many days at least a repair has waited, and where the device was sold, as far as it is said."""
    found: dict[str, Any] = {}
    for name, pattern in (("repaired", _REPAIRED), ("replaced", _REPLACED)):
        match = pattern.search(text)
        if match and not _ONCE.fullmatch(text[match.start() : match.end() + 1]):
            said = next(value for value in match.groups() if value)
            found[name] = int(said) if said.isdigit() else chinese_number(said)
    waited = _WAITED.search(text)
    if waited and _WAITING.search(text) and _IN_REPAIR.search(text):
        n = 0.5 if waited["n"] == "半" else float(waited["n"]) if waited["n"].isdigit() else float(chinese_number(waited["n"]) or 0)
        half = 0.5 if waited["half"] or waited["after"] == "半" else 0
        found["waiting"] = round((n + half) * _DAYS[waited["unit"]]) + (1 if waited["more"] or waited["after"] == "多" else 0)
    sold = [match for match in _SOLD_IN.finditer(text) if not _NOT_SOLD.search(text[: match.start()])]
    if sold:
        found["sold_in"] = sold[-1]["named"] or f"{sold[-1]['place']}购买"
    return {name: value for name, value in found.items() if value}


_PROOF_LOST = re.compile(
    r"(?:发票|凭证|收据|小票)[^，。；]{0,4}(?:丢|没了|不见|找不到|没有|没留|扔)|(?:没有?|丢了?|找不到)(?:购买)?(?:发票|凭证|收据|小票)"
)


def proof_lost(text: str) -> bool:
    """True where the proof of purchase is said to be gone."""
    return _PROOF_LOST.search(text) is not None
