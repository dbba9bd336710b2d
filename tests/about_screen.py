"""Draws the screen 设置 - 通用 - 关于本机, and that of an error, as test pictures."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
CJK = next((font for font in _FONTS if Path(font).exists()), None)
CHINESE = {"name": "名称", "version": "iOS 版本", "model": "型号名称", "number": "型号号码", "serial": "序列号", "title": "关于本机"}
ENGLISH = {
    "name": "Name",
    "version": "iOS Version",
    "model": "Model Name",
    "number": "Model Number",
    "serial": "Serial Number",
    "title": "About",
}
LABELS = CHINESE if CJK else ENGLISH


def about_screen(serial: str = "C39XK2ABC01J", model: str = "iPhone 13", version: str = "18.2", kind: str = "PNG") -> bytes:
    """A picture of such a screen; in English where there is no Chinese font."""
    font = ImageFont.truetype(CJK, 40) if CJK else ImageFont.load_default(40)
    image = Image.new("RGB", (1170, 1000), "#f2f2f7")
    draw = ImageDraw.Draw(image)
    draw.text((585, 80), LABELS["title"], fill="black", font=font, anchor="mm")
    rows = (("name", "iPhone"), ("version", version), ("model", model), ("number", "MLDX3CH/A"), ("serial", serial))
    for index, (label, value) in enumerate(rows):
        top = 180 + index * 130
        draw.rectangle((40, top, 1130, top + 128), fill="white", outline="#d0d0d5")
        draw.text((80, top + 64), LABELS[label], fill="black", font=font, anchor="lm")
        draw.text((1090, top + 64), value, fill="#8a8a8e", font=font, anchor="rm")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def error_screen(code: str = "4013", kind: str = "PNG") -> bytes:
    """A picture of what a computer says when a restore fails; in English where there is no Chinese font."""
    font = ImageFont.truetype(CJK, 34) if CJK else ImageFont.load_default(34)
    lines = (
        ("未能恢复 iPhone“iPhone”。", f"发生未知错误（{code}）。")
        if CJK
        else ('The iPhone "iPhone" could not be restored.', f"An unknown error occurred ({code}).")
    )
    image = Image.new("RGB", (1000, 420), "#ececec")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((60, 40, 940, 380), 24, fill="white", outline="#c8c8c8")
    for index, line in enumerate(lines):
        draw.text((120, 110 + index * 70), line, fill="black", font=font, anchor="lm")
    draw.rounded_rectangle((760, 290, 900, 350), 12, fill="#1a73e8")
    draw.text((830, 320), "好" if CJK else "OK", fill="white", font=font, anchor="mm")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
