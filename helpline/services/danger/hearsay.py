"""A fear of fraud: somebody else was deceived, or it might happen; nothing happened to who writes, who wants to know whom they talk to."""

from __future__ import annotations

import re

from helpline.catalogue.facts import Catalogue
from helpline.model.acts import Asks
from helpline.model.draft import Draft
from helpline.model.event import Label
from helpline.model.statements import clauses
from helpline.model.text import normalise
from helpline.model.understanding import Heard
from helpline.services.danger.scams import doubts, given_away, happens, judged
from helpline.services.reply import Say

_REPORTS = "safety_report_"
_FRAUD = re.compile(r"骗|诈|冒充|假(?:客服|冒|的)|钓鱼|盗刷|卷(?:走|跑)|忽悠|呃(?:咗|了|人|钱|走)")
_IF = re.compile(r"万一|要是|如果|假如|若是|的话|怕|担心|会不会|不会")
# Whom one lives with is told of as of oneself: a mother who was robbed needs the steps too.
_OTHERS = re.compile(
    r"隔[壁篱离]|邻居|同事|同学|朋友|闺蜜|亲戚|老乡|战友|街坊|室友|熟人|别人|人家|旁人|好多人|有人(?!打|给我|加我|冒充|让我|叫我)|(?:村|镇|厂|班|楼|群|小区|社区|单位|公司|学校|店)(?:里|上|下|头)(?!面)|对门|楼[上下]|我们这(?:边|儿|里)"
    r"|[\u4e00-\u9fff](?:老师|阿姨|大爷|大妈|大叔|大姐|师傅|总|大哥|婶|伯)(?!傅)|表[哥姐弟妹]|堂[哥姐弟妹]|[大二三小][姨姑舅叔婶伯]|舅|姨|新闻|电视|网上|抖音|视频里|广播|听(?:人|他们)?(?:说|讲)|报道|宣传|传单|警察(?:老|经常|天天|来)"
)
_SUPPOSED = re.compile(
    r"[係系是]咪|万一|要是|如果|假如|若是|怕|担心|恐|别(?:是|又|再|给我|把我)|不会(?:是|又)?|会不会|是不是|该不会|分不清|分不出|分辨|认不出|辨不|怎么(?:知道|晓得|分|辨|认|证明)|咋(?:知道|晓得|分|认)|哪(?:里|能|儿)?(?:知道|晓得|分)|防|小心|警惕|现在(?:的)?骗子|骗子(?:太|这么|那么|好|真|满|多|横行)"
)
_TO_ONESELF = re.compile(
    r"(?:骗|坑|诈|忽悠)(?:了|走|去)?(?:我|俺|咱)(?!们这)|(?:我|俺|咱)(?:也|就|都|已经|刚刚?|昨[天晚]|今[天早]|上[周个])*(?:被|让人|给人|叫人)[^，,。；;]{0,6}(?:骗|诈|坑|忽悠|盗)(?!子)|(?:我|俺)(?:已经|刚刚?|都|也|就)*(?:转|付|汇|给|告诉|报|点|填|下载?|装|共享)(?:了|过)"
    r"|(?:刚刚?|刚才|今[天早]|昨[天晚]|前[天几]|上午|下午)[^，,。；;]{0,6}(?:有人|接到|收到|打给我|给我打|来电|来了个|陌生)|接到(?:了|个|一)|收到(?:了|个|一|条)|自称|[让叫要]我(?!怎么|咋|如何)"
)
_OF_US = re.compile(r"你们|您|顾问|客服|真人|人工|机器人|这边|这里|打(?:过?来|给我)|来电|回电|电话")
_OF_THE_CALL = re.compile(r"打|来电|回电|电话|接|联系|致电|call|phone")
_AT_HOME = re.compile(r"(?:我|俺|咱)?(?:老?[妈爸爹娘]|爷爷?(?!叔)|奶奶?|外[公婆]|姥[姥爷]|老[公婆伴]|爱人|媳妇|儿子|女儿|闺女|孩子)")


def feared(catalogue: Catalogue, draft: Draft, heard: Heard) -> list[Say] | None:
    """How our call is known, or who we are, in the middle of another matter or after it; None for anything that is to be reported.

    「打来的是真的人工吧，上个月隔壁刘老师刚被骗掉三万块」 asks of us, and 「我妈刚被骗了三万」 is a report.
    """
    route = catalogue.routes.get(draft.intent or "")
    under_way = route is not None and route.label is not Label.SAFETY and bool(draft.asking or draft.event_number)
    if not heard.intent.startswith("safety_") or not (under_way or (draft.last_event and draft.intent is None)) or not only_feared(heard):
        return None
    if judged(heard.text, catalogue):
        return None  # a number or a page is to be looked at
    if _OF_THE_CALL.search(normalise(heard.text)) or heard.asks_of(Asks.CALLER):
        return [Say("utter_side_caller")]
    return [Say("utter_safety_identity", {"number": catalogue.number_of(catalogue.line_of(Label.SAFETY))})]


def only_feared(heard: Heard) -> bool:
    """True where every loss and every fraud of a message is another's or only supposed, and it is asked or feared of us."""
    plain = normalise(heard.text)
    said = [normalise(clause) for clause, _ in clauses(heard.text)]
    of_fraud = [clause for clause in said if _FRAUD.search(clause) or given_away(clause)]
    of_others = _OTHERS.search(plain) is not None
    told = heard.intent.startswith(_REPORTS) or happens(heard.text) or of_others
    happened = any(_TO_ONESELF.search(clause) and not _IF.search(clause) for clause in said)
    if not told or not of_fraud or happened or not (_SUPPOSED.search(plain) or doubts(plain)):
        return False
    home = [clause for clause in of_fraud if _AT_HOME.search(clause) and not _SUPPOSED.search(clause)]
    if home or not (_OF_US.search(plain) or all(_SUPPOSED.search(clause) for clause in of_fraud)):
        return False
    return all(of_others or _SUPPOSED.search(clause) or (doubts(clause) and not given_away(clause)) for clause in of_fraud)
