"""Whether what was understood as two problems is one: a fault and what is asked about it, or one fault and what came of it."""

from __future__ import annotations

import re

from helpline.model.symptom import led_to
from helpline.model.text import normalise
from helpline.model.understanding import Heard

BESIDES = re.compile(r"另外|还有(?!没|点|些|货|多)|除此之外|再就是|再一个")
_ASKS = ("hardware_ask_", "hardware_book_", "hardware_check_", "applecare_claim")
FAULTS = ("hardware_report_", "general_check_", "general_fix_system")
_OF_SYSTEM = ("general_update_software", "general_fix_system")  # out of which another fault comes
_LED_TO = re.compile(r"到现在|结果|然后|之?后就|[以之]后|后来|导致|引起|完就|再也|从那|自从|就(?:再|一直|开|连|没|变|不)")
# Two of a kind: 「有一台点不动，另一台充不进电」, 「我妈的手机屏碎了，我的充不进电」.
_SEVERAL = re.compile(
    r"[两二三几]\s*[台部块只副]|(?:另|还有|还)(?:外)?[有的]?[一那]?[台部块只副]|另一个(?:手机|平板|ipad|电脑|手表)|(?:[爸妈爷奶公婆]|老[公婆]|孩子|儿子|女儿|闺女|同事|朋友)的?(?:手机|平板|电脑|手表|耳机|i[pP]).*我(?:的|自己|这[台部])",
    re.IGNORECASE,
)
NOT_TO_MEND = ("store_trade_in", "general_find_lost_device")  # of a device that is given away, or is not there
TO_REPAIR = re.compile(r"修|换(?:屏|电池|个?屏|后盖|玻璃|块|壳)|检测|另外|顺便|对了|还有一[台部个]|[;；\n]")
MANAGED = ("education_deploy", "enterprise_manage_devices")
APART = re.compile(
    r"另外|还有(?!没)|除此|再就是|再一个|其次|同时|顺便|对了|第[一二三]|[一二三]是|(?:^|[\W])[1-5][、.．)）:：]|[①②③]|[两俩几]个(?:问题|事|毛病)|两件事|头一[件个]"
)


def kind(device: str) -> str:
    """All of one make are one kind: 「iPhone 13」 and 「iPhone」."""
    return "Mac" if "mac" in device.lower() else re.split(r"[ （]", device)[0]


def one_matter(heard: Heard) -> bool:
    """True for a fault and what is asked about it, or two faults of one device: 「相机打开是黑的，听说有免费维修？」. Another device would
    be another matter."""
    if of_managed(heard) or of_none_to_mend(heard):
        return True
    devices = {kind(found.value) for found in heard.found if found.entity in ("device_model", "device_family")}
    intents = [problem.intent for problem in heard.problems]
    asked = [intent for intent in intents if intent.startswith(_ASKS)]
    said = [problem for problem in heard.problems if BESIDES.search(problem.text)]
    if len(devices) < 2 and len(intents) == 2 and (not said and led_to(normalise(heard.text)) or _one_led_to_other(heard, intents)):
        return True  # 「昨晚更新系统，进度条跑到一半不动了，到现在开不了机」
    of_device = len(devices) < 2 and not _SEVERAL.search(heard.text) and all(intent.startswith((*_ASKS, *FAULTS)) for intent in intents)
    return of_device and (len(intents) > 1 if not asked else len(asked) == 1 and len(intents) == 2)


def main_fault(heard: Heard) -> str:
    """What is told first of the faults that need hands: 「WiFi 连不上，屏幕也碎了」 is of the screen."""
    faults = [problem.intent for problem in heard.problems if problem.intent.startswith("hardware_report_")]
    return faults[0] if faults and not heard.intent.startswith("hardware_report_") and heard.intent.startswith(FAULTS) else heard.intent


def of_managed(heard: Heard) -> str | None:
    """The matter of the devices of a school or firm, where what goes wrong with them was taken for another: 「…注册设备管理，报错无法注册」."""
    intents = [problem.intent for problem in heard.problems]
    mine = next((intent for intent in intents if intent in MANAGED), None)
    return (
        mine
        if len(intents) == 2 and all(i in MANAGED or i.startswith("general_") for i in intents) and not APART.search(heard.text)
        else None
    )


def of_none_to_mend(heard: Heard) -> str | None:
    """The trade-in of 「旧的 iPhone 13 可以折抵吗 屏幕有一点裂」, the loss of 「落出租车上了，后来就关机了」: what is wrong with the device is a
    remark, where nobody wants it mended."""
    mine = next((problem.intent for problem in heard.problems if problem.intent in NOT_TO_MEND), None)
    faults = [problem.intent for problem in heard.problems if problem.intent != mine]
    remark = len(faults) == 1 and len(heard.problems) == 2 and faults[0].startswith(("hardware_report_", "general_check_"))
    return mine if remark and not TO_REPAIR.search(normalise(heard.text)) else None


def told_apart(heard: Heard) -> bool:
    """True for 「听筒坏了；另外官网买的壳想退」: two matters of different kinds, and a word that says that they are two."""
    return several(heard) and APART.search(heard.text) is not None


def several(heard: Heard) -> bool:
    """True where two matters of different kinds were heard, each surely by itself."""
    return len({problem.intent.split("_")[0] for problem in heard.problems}) > 1


def _one_led_to_other(heard: Heard, intents: list[str]) -> bool:
    """「昨晚更新系统，进度条跑到一半不动了，到现在开不了机」: nothing says that these are two, and one came of the other."""
    faults = all(intent.startswith((*FAULTS, "general_fix_", "general_update_")) for intent in intents)
    told = _LED_TO.search(heard.text) or set(intents) & set(_OF_SYSTEM)
    return faults and bool(told) and heard.intent != "general_update_software" and not APART.search(heard.text)
