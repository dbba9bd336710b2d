"""What names of people look like: surnames, titles, kin and posts before a name, and the words that only look like one."""

from __future__ import annotations

import re

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严"
    "覃武戚莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳褚缪嵇荀甄芮宓郗栾戎郜蔺屠卓赖蒲邰佟佘晏闵裘冼邝谌洪蔡鲍穆项卞储沙柴桑臧闫瞿祁娄匡邬虞郁喻饶裘屈仇楚景简卫尤阚鞠牟仝滕宗敖岑巩隋桂茅欧阳上官司马诸葛东方夏侯尉迟皇甫"
)
TITLE = r"(?:先生|生(?![\u4e00-\u9fff])|女士|小姐|太太|老师|同学|医生|大夫|护士|经理|总监|主任|校长|院长|处长|科长|主管|工程?师?|总|师傅|阿姨|叔叔|大爷|奶奶|哥|姐)"
HAN = r"[\u4e00-\u9fff]"
_COMPOUND = r"(?:欧阳|上官|司马|诸葛|东方|夏侯|尉迟|皇甫)"
FAMILY = rf"(?:{_COMPOUND}|[{SURNAMES}])"
# Characters that hardly stand in a given name: of grammar, place and time, and of what is done to a device.
_NOT_GIVEN = "我你您他她它们的是在就不没了吗呢吧呀啊哦怎咋什么谁哪这那也都面边里上下前后候便多少回电话机号屏色问客装置间末午点州得过到给把被让从对跟与或还再又才只已修换坏碎买卖退查打约送寄店版码款价钱费元台部件条次样些种写填改人"
# Some of them stand in one all the same, where the word cannot go on as one of daily life: 「王德才」, 「李少华」, 「周元」, 「马万里」.
_STILL_GIVEN = (
    rf"才(?!{HAN})|少(?=(?![{_NOT_GIVEN}]){HAN}(?!{HAN}))|(?<![万百千金余单])元|(?<=[万千])里|得(?=[胜志利福贵全])|修(?=[文明德远齐杰平])"
)
GIVEN = rf"(?:(?![{_NOT_GIVEN}]){HAN}|{_STILL_GIVEN})"
# Of what the names of Tibetans, Uyghurs, Kazakhs, Mongols and Yi are made, written without the point: 「扎西次仁」, 「乌云其木格」.
_PIECES = (
    "扎西|次仁|诺布|尼玛|达瓦|卓玛|卓嘎|多吉|格桑|旺堆|边巴|普布|拉姆|央金|德吉|罗布|顿珠|平措|仁青|仁增|索朗|索南|洛桑|丹增|旦增|强巴|曲珍|白玛|贡嘎|贡布|益西|阿旺|巴桑|米玛|拉巴|加措|嘉措|次旦|次旺|桑珠|晋美|土登|云丹|更登|赤列|桑吉|才让|才旦|泽仁|措姆|旺姆|旺杰|旺久|群培|班觉|坚赞|江措|曲扎"
    "|买买提|麦麦提|阿卜杜|阿不都|艾合买提|艾买提|吐尔逊|艾力|阿迪力|木合塔尔|热依拉|迪丽热巴|古丽|努尔|帕提曼|玛依拉|买合木提|穆罕默德|肉孜|库尔班|玉素甫|依不拉音|依布拉音|热合曼|外力|阿依|夏木西|巴哈尔|米热|古力|那扎|娜扎|娜孜|托合提|赛买提|艾尔肯|江布尔|叶尔|别克|哈提|沙吾列"
    "|巴特尔|其其格|其木格|乌云|斯琴|苏日娜|娜仁|托娅|图雅|格日勒|巴雅尔|巴图|那日苏|呼和|敖登|阿拉坦|额尔敦|阿古拉|萨仁|高娃|宝音|青格勒|孟和|布仁|朝克|达来|吉日嘎拉|乌兰|特木尔|白音|哈斯|苏和|吉克|沙马|阿木|木乃|石古|俄木|尔古|曲比|阿果"
)
_ALONE = "扎西|诺布|那日松|次仁|卓玛|卓嘎|格桑|央金|德吉|罗布|顿珠|丹增|旦增|曲珍|买买提|麦麦提|迪丽热巴|巴特尔|其其格|苏日娜|那日苏|阿古拉|额尔敦"  # and no word besides
_FOREIGN = rf"(?:(?:{_PIECES}){{2,3}}|(?:{_ALONE}))(?!·)"
WHOLE = rf"(?:{FAMILY}{GIVEN}{{1,2}}|{_FOREIGN})"
# What may follow a name where nothing separates them: 「我叫周建国人在合肥」, 「登记成沈丽就行」.
THEN = (
    r"(?=$|[^\u4e00-\u9fff]|[就吧哈啊呀呢了的人在住我您你想要明今打怎咋没不请来是改写这那用和跟家男女也都务须需得]|电话|手机|号码|联系|平板|电脑|耳机|手表|屏幕|苹果|充电|验证码|密码|账号|[昨前]天|白天|后天|[他她它]|[上下]午|晚上|周[一二三四五六日末]"
    r"|星期|礼拜|麻烦|谢谢|先生|女士|可以|地址|公司)"
)
# Who is named by what they are to the customer, or by their post: 「我儿子周建国」, 「行政孙莉」.
RELATED = (
    r"(?:妈妈?|爸爸?|父亲|母亲|老[爸妈公婆伴]|爱人|先生|太太|媳妇|丈夫|妻子|对象|[男女]朋友|儿子|女儿|闺女|孩子|小孩|[哥姐弟妹]{1,2}|[表堂][哥姐弟妹]|爷爷|奶奶|外[公婆]|姥[姥爷]|[公婆]{2}|岳[父母]|舅舅|[舅姑姨婶]妈|叔叔|阿姨|[孙侄][子女]|外甥女?|女婿|儿媳妇"
    r"|同[事学桌]|室友|舍友|朋友|邻居|房东|领导|老板娘?|徒弟|助理|秘书|司机|行政|前台|财务|人事|会计|出纳|采购|店长|网管|运维|库管|内勤|客户经理|经理|主管|主任|老师|班主任|辅导员|学生|家属|家长|监护人|护工|保姆|负责人|经办人|对接人|联系人|机主)"
)
POST = r"(?:总监|专员|科员|管理员|部长|职员|员工|干事|文员|组长|队长|厂长|店员|站长|工程师|设计师|技术员|网管|(?i:it|hr))"
KIN = rf"(?:(?:我|我们|咱们?|他|她|我家)?的?{RELATED})?"
OFFICE = rf"(?:我们?|我司|本)?(?:学校|公司|单位)?的?{HAN}{{1,5}}?(?:部门?|科|处|室|组|中心|办公室)的?"
DESK = rf"(?:(?:{OFFICE})?{KIN}的?)"  # 「采购部林晓岚」, 「行政孙莉」
HAN_NAME = rf"[小老阿]?[{SURNAMES}](?:{HAN}{{0,3}}?){TITLE}?|{HAN}{{1,6}}·{HAN}{{1,8}}"
LATIN_NAME = r"[A-Za-z][A-Za-z.'-]{0,14}(?: [A-Za-z][A-Za-z.'-]{0,14}){0,2}"
# 「阿May」, 「王Lily」, 「Tony老师」, 「Amy陈」: no name of a thing, as in 「小Mac」.
THING = (
    r"(?!(?i:iphone|ipad|mac|macbook|imac|watch|airpods?|airtag|homepod|vision|apple|ios|ipados|macos|apps?|wi-?fi|siri|face|touch|id|sn|sim|imei"
    r"|ok|no|yes|hi|hello|pro|max|mini|plus|air|xs|xr|se|qq|vx|wx|icloud|safari|wechat|weixin|facetime|imessage|carplay|outlook|gmail|chrome|windows|android|usb|nfc|gps|vpn|esim|hr|it)(?![A-Za-z]))"
)
LATIN_GIVEN = rf"{THING}[A-Za-z][A-Za-z'-]{{1,14}}"
MIXED = rf"(?:[小老阿]|{FAMILY}){LATIN_GIVEN}{TITLE}?|{LATIN_GIVEN}(?: [A-Za-z]{{2,15}})? ?(?:{FAMILY}?{TITLE}|{FAMILY})"
NO_NAME = re.compile(
    r"我|错|写|改|填|什么|不|没|怎么|为什|哪|吗|呢|知道|可以|需要|电话|手机|方便|时候|确认|金额|安装|成功|文件|单位|路上|白天|任何|万一|包括|左右|关机|关于|毕竟|高兴|游戏|都行"
)
# Words of daily life that look like a name; what ends in a character of `_NOT_GIVEN` needs no word here.
WORDS = re.compile(
    r"谢谢|辛苦|高兴|安静|安全|安心|安排|安卓|左[耳边手声上下]|关[于注闭掉键]|万[一分能]|方[法案式向形]|白[天屏色]|夏[天季]|周[一二三四五六日天年]|上(?!官)|下周|马[上达]|成[功本交年]|金[额属色]|毕竟|文[件字本]|包[括装]|左右|游[戏客]|任[何意务]"
    r"|施工|严重|毛病|顾客|康复|程序|纪念|单[独位身]|蓝[牙色]|温度|易|钟[头点]|陆续|余[额下]|熊猫|牛奶|祝好|凌晨|申[请诉]|于[昨今前上本去是]|路[由上过]|高[清温考中]|和|向|平|全|时|许多|江[苏西湖]|甘肃|宁夏|安徽|石头|童年|盛夏|舒服|符合|计划|金融|黄[色牛]|全[部新]"
)


def no_name(name: str) -> bool:
    """True for words of daily life that look like a name."""
    return bool(NO_NAME.search(name) or WORDS.match(name))
