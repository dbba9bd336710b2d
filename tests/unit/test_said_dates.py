"""Dates of a purchase as people write and dictate them."""

from __future__ import annotations

from datetime import date

import pytest

from helpline.model.numbers import find_os_version
from helpline.model.purchase import read_bought
from helpline.model.text import normalise
from helpline.services.intake.telling import bought_on

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("text", "bought"), [
    ("二零二一年五月在京东买的", "2021-05-01/2021-05-31"), ("二二年国庆", "2022-10-01/2022-10-31"), ("二三年十月底", "2023-10-01/2023-10-31"),
    ("两千零二十一年五月", "2021-05-01/2021-05-31"), ("二零二二年四月十八号", "2022-04-18"), ("二一年的五月二十号", "2021-05-20"),
])  # fmt: skip
def test_a_year_in_characters(text: str, bought: str) -> None:
    found = read_bought(text, TODAY, asked=True)
    assert found is not None and found.text() == bought


@pytest.mark.parametrize("text", ["二三年了", "买了二三年了", "用了一二年", "二三年前"])
def test_two_or_three_years_are_no_year(text: str) -> None:
    found = read_bought(text, TODAY, asked=True)
    assert found is not None and not found.exact and found.last > date(2022, 1, 1)


@pytest.mark.parametrize(("text", "bought"), [
    ("2020年11月买的 13号吧", "2020-11-13"), ("去年我过生日我爸送的，6月12号当天在店里买的", "2025-06-12"), ("2023年国庆 10月2号", "2023-10-02"),
    ("三年前九月份", "2023-09-01/2023-09-30"), ("2023年买的，12月5号能去店里吗", "2023-01-01/2023-12-31"), ("21年买的呀，10月份", "2021-10-01/2021-10-31"),
])  # fmt: skip
def test_a_year_apart_from_its_day(text: str, bought: str) -> None:
    found = read_bought(text, TODAY, asked=True)
    assert found is not None and found.text() == bought


@pytest.mark.parametrize(("text", "bought"), [
    ("22年3月买的,我要去西安那个店,周五上午10点", "2022-03-01/2022-03-31"), ("手机22年买的，去年5月在外面换过一次电池，别搞混了", "2022-01-01/2022-12-31"),
    ("好像是前年買的,2024年8月10日", "2024-08-10"), ("大概2024年8月10日", "2024-07-26/2024-08-25"),
    ("大概二一年三月份买的吧 不是不是是二一年五月份", "2021-05-01/2021-05-31"), ("2024年8月10号 不对 是12号", "2024-08-12"), ("去年八月，不对，九月", "2025-09-01/2025-09-30"),
])  # fmt: skip
def test_the_day_that_is_meant_among_others(text: str, bought: str) -> None:
    found = read_bought(text, TODAY, asked=True)
    assert found is not None and found.text() == bought


@pytest.mark.parametrize(("text", "bought"), [
    ("2025.3.5", "2025-03-05"), ("2024.11.09京东买的", "2024-11-09"), ("2025.3", "2025-03-01/2025-03-31"), ("发票上打的是21.11.03", "2021-11-03"),
])  # fmt: skip
def test_a_date_with_points(text: str, bought: str) -> None:
    found = read_bought(text, TODAY, asked=True)
    assert found is not None and found.text() == bought
    assert find_os_version(text) is None


@pytest.mark.parametrize(("text", "bought"), [
    ("bought it on Oct 18 this year，官网下的单", "2026-10-18"), ("bought in Dec 2021", "2021-12-01/2021-12-31"), ("5 March 2023", "2023-03-05"),
    ("last month", "2026-10-01/2026-10-31"), ("last Friday", "2026-11-20"),
])  # fmt: skip
def test_english_dates(text: str, bought: str) -> None:
    found = read_bought(text, TODAY, asked=True)
    assert found is not None and found.text() == bought


@pytest.mark.parametrize(("text", "bought"), [
    ("本人于2023年10月16日在京东自营购入 iPhone 15 一台，自上周五起无法充电", "2023-10-16"), ("自己坏的，22年12月31号买来就一直带着壳", "2022-12-31"),
    ("从大前天就开始充不上电了嗯我是二三年十月底买的", "2023-10-01/2023-10-31"), ("发票上写的是二零二二年五月", "2022-05-01/2022-05-31"),
    ("购买日期不对 改成二零二一年五月", "2021-05-01/2021-05-31"), ("I bought it on 2023-02-11", "2023-02-11"),
    ("手机2022年买的，AppleCare+是上个月买的", "2022-01-01/2022-12-31"), ("上個月買的 plan", None), ("去年买的壳", None), ("上周想买 iPhone", None),
])  # fmt: skip
def test_a_purchase_told_in_passing(text: str, bought: str | None) -> None:
    found = bought_on(normalise(text), TODAY)
    assert (found.text() if found else None) == bought
