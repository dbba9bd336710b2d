"""Mishaps that are told in other words than those of the catalogue, and what is denied."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpline.catalogue.loader import load_catalogue
from helpline.model.text import normalise
from helpline.services.intake.telling import cause_told


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("被行李箱壓到", "挤压"),
        ("让车给轧了一下", "挤压"),
        ("被我家狗子啃了一口", "挤压"),
        ("洗手的时候掉水池里了，捞出来就充不进了", "进水"),
        ("不小心从桌上掉水池里", "进水"),
        ("好像是三四天前 那天出去玩淋了雨进了点水", "进水"),
        ("跟牛仔裤一起洗了", "进水"),
        ("奶茶翻在键盘上了", "进水"),
        ("泡过海水", "进水"),
        ("应该是游泳池的水", "进水"),
        ("没拿稳", "摔落"),
        ("从车筐里滚出去了", "摔落"),
        ("从来没掉进过水里", "自然损坏"),
        ("没淋过雨也没洒过咖啡", "自然损坏"),
        ("没被压到过", "自然损坏"),
        ("摔落、进水等情形均不存在", "自然损坏"),
        ("昨天落到地上了", "摔落"),
        ("跌咗落水", "进水"),
        ("I dropped it yesterday", "摔落"),
        ("no drop no water", "自然损坏"),
        ("不是摔的 跟钥匙放一起挤的", "挤压"),
        ("真的没有让它进过水", "自然损坏"),
        ("从来没把它摔过", "自然损坏"),
        ("dropped calls all day", None),
        ("water lock 关不掉", None),
        ("信号掉了几次", None),
        ("水果店买的", None),
        ("压力很大，坐地铁上班", None),
    ],
)
def test_hears_the_cause_however_it_is_told(said: str, cause: str | None) -> None:
    catalogue = load_catalogue(Path("catalogue"))
    assert cause_told(catalogue, normalise(said)) == cause
