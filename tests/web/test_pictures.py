"""Pictures at the door: taken by their content, refused with a reason, kept where only advisors see them."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from helpline.errors import PictureRefused
from helpline.model.event import Role
from helpline.outbound import uploads
from helpline.outbound.ocr import Reader, rows
from helpline.outbound.pictures import read_picture
from tests.about_screen import about_screen, error_screen
from tests.web.conftest import Door
from tests.web.test_desk import DeskDoor


class NoReader(Reader):
    async def lines(self, content: bytes) -> list[str]:
        return ["型号名称  iPhone 13", "iOS 版本  18.2", "序列号  C39XK2ABCO1J"]


@pytest.fixture(autouse=True)
def _read_at_once(running_door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is tested by itself below."""
    monkeypatch.setattr(running_door.app.ctx.studio, "reader", NoReader())
    for path in files(running_door):
        path.unlink()


def encoded(kind: str = "PNG", size: tuple[int, int] = (2, 2), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#336699").save(out, kind, **more)
    return out.getvalue()


def dot() -> bytes:
    return encoded()


def send(door: Door, conversation: str, content: bytes, name: str = "a.png", **fields: str) -> httpx.Response:
    return door.http.post(
        "/api/chat/attachments", data={"conversation": conversation, **fields}, files={"file": (name, content, "image/png")}, timeout=60
    )


def folder(door: Door) -> Path:
    return door.services.attachments._files._folder  # type: ignore[attr-defined]


def files(door: Door) -> list[Path]:
    return sorted(folder(door).iterdir()) if folder(door).exists() else []


def code(reply: httpx.Response) -> str:
    return str(reply.json()["error"]["code"])


def heif() -> bytes:
    from pillow_heif import register_heif_opener

    register_heif_opener()
    return encoded("HEIF", (64, 64))


@pytest.mark.parametrize(
    ("content", "kind"), [(encoded("PNG", (30, 20)), "image/png"), (encoded("JPEG", (30, 20)), "image/jpeg"), (heif(), "image/jpeg")]
)
def test_a_picture_is_kept_and_told_to_the_bot(door: Door, content: bytes, kind: str) -> None:
    conversation = door.open()
    reply = send(door, conversation, content, name="whatever.exe")
    assert reply.status_code == 201
    kept = reply.json()["attachment"]
    assert kept["type"] == kind and reply.json()["messages"]
    assert door.bot.heard[-1] == f'/choose{{"screenshot": "{kept["id"]}"}}'
    assert [who for who, text in door.thread(conversation)] == ["bot", "customer", "bot"]
    assert len(files(door)) == 2 and all(path.stat().st_mode & 0o077 == 0 for path in files(door))


def test_what_came_with_the_picture_is_gone(door: Door) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of 李雷"
    exif.get_ifd(0x8825)[1] = "N"
    content = encoded("JPEG", (30, 20), exif=exif, comment=b"secret")
    assert b"Camera" in content
    send(door, door.open(), content)
    for path in files(door):
        stored = path.read_bytes()
        assert b"Camera" not in stored and b"secret" not in stored and not Image.open(io.BytesIO(stored)).getexif()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is very large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("content", "status", "reason"), [
    (b"", 400, "picture_empty"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", 415, "picture_is_code"),
    (b"MZ" + bytes(500), 415, "picture_is_code"), (b"\x7fELF" + bytes(500), 415, "picture_is_code"),
    (b"PK\x03\x04" + bytes(500), 415, "picture_is_code"),
    (b"GIF89a" + bytes(100), 415, "picture_type"), (b"%PDF-1.7", 415, "picture_type"), (b"hello", 415, "picture_type"),
    (encoded("JPEG", (300, 300))[:900], 400, "picture_broken"), (encoded("PNG", (300, 300))[:60], 400, "picture_broken"),
    (bomb(10_000, 10_000), 413, "picture_too_many_pixels"), (bomb(2**31 - 1, 2**31 - 1), 413, "picture_too_many_pixels"),
    (bomb(20_000, 10), 413, "picture_too_many_pixels"),
    (b"\xff\xd8\xff" + bytes(10 * 1024 * 1024 - 2), 413, "picture_too_large"), (bytes(12 * 1024 * 1024), 413, "picture_too_large"),
], ids=lambda value: repr(value)[:20])  # fmt: skip
def test_a_refusal_has_its_reason_and_the_talk_goes_on(door: Door, content: bytes, status: int, reason: str) -> None:
    conversation = door.open()
    reply = send(door, conversation, content)
    assert (reply.status_code, code(reply)) == (status, reason) and files(door) == []
    assert door.say(conversation, "接着说") == ["听到：接着说"]


def test_sent_again_it_is_kept_once(door: Door) -> None:
    conversation = door.open()
    first, second = (send(door, conversation, dot(), id="picture-1").json() for _ in range(2))
    assert first["attachment"] == second["attachment"] and first["messages"] == second["messages"]
    assert len(files(door)) == 2


def test_whose_conversation_it_is(door: Door) -> None:
    conversation = door.open()
    forged = conversation.partition(".")[0] + ".forged"
    assert code(send(door, forged, dot())) == "token_forged"
    assert door.http.post("/api/chat/attachments", data={"conversation": conversation}).status_code == 400
    assert door.http.post("/api/chat/attachments", files={"file": ("a.png", dot())}).status_code == 400
    assert code(send(door, conversation, dot(), id="../../etc")) == "field_wrong" and files(door) == []


def test_only_advisors_see_it_and_every_look_is_recorded(door: Door) -> None:
    conversation = door.open()
    picture = send(door, conversation, encoded("PNG", (900, 600))).json()["attachment"]["id"]
    address = f"/api/desk/attachments/{picture}"
    for headers in ({}, {"authorization": "Bearer nonsense"}, {"authorization": f"Bearer {conversation}"}):
        assert door.http.get(address, headers=headers).status_code == 401
    for other in (f"/static/{picture}", f"/{picture}", f"/uploads/{picture}.img", f"/api/chat/attachments/{picture}"):
        assert door.http.get(other).status_code == 404
    desk = DeskDoor(door, door.services.desk.add_advisor("1001", "李", Role.SENIOR))
    bearer = {"authorization": f"Bearer {desk.token}"}
    whole, small = door.http.get(address, headers=bearer), door.http.get(address, params={"small": "1"}, headers=bearer)
    assert Image.open(io.BytesIO(whole.content)).size == (900, 600) and max(Image.open(io.BytesIO(small.content)).size) == 320
    assert whole.headers["x-content-type-options"] == "nosniff" and "no-store" in whole.headers["cache-control"]
    with door.unit_of_work() as work:
        assert work.audit.count("attachment_read", picture, door.clock.now().replace(year=2000)) == 2
    for wrong in ("nothing", "..%2F..%2Fetc%2Fpasswd", "a" * 300):
        assert door.http.get(f"/api/desk/attachments/{wrong}", headers=bearer).status_code == 404


def test_a_full_disk_is_said_and_leaves_nothing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        path.with_suffix(".part").write_bytes(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads, "_write", full)
    conversation = door.open()
    reply = send(door, conversation, dot())
    assert (reply.status_code, code(reply)) == (507, "picture_no_room") and files(door) == []
    monkeypatch.undo()
    assert door.say(conversation, "接着说") == ["听到：接着说"]


def test_two_hundred_malformed_files_leave_nothing_behind(door: Door) -> None:
    rng = random.Random(23)
    seeds = [encoded("PNG", (40, 40)), encoded("JPEG", (40, 40)), heif(), about_screen()[:4000], bomb(300, 300)]
    refused = 0
    for round_ in range(220):
        content = bytearray(seeds[round_ % len(seeds)])
        for _ in range(rng.randrange(1, 12)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        cut = bytes(content[: rng.randrange(8, len(content))] if round_ % 2 else content) + os.urandom(round_ % 3)
        try:
            read_picture(cut)
        except PictureRefused:
            refused += 1
            if round_ % 4 == 0:  # through the door as well
                reply = send(door, door.open(), cut)
                assert reply.status_code in (400, 413, 415) and code(reply).startswith("picture_")
    assert refused > 100 and files(door) == []
    assert door.http.get("/healthz").status_code == 200


# -- reading


def test_label_and_value_far_apart_are_one_line() -> None:
    def box(left: float, top: float) -> list[list[float]]:
        return [[left, top], [left + 50, top], [left + 50, top + 20], [left, top + 20]]

    assert rows([(box(900, 12), "18.2"), (box(10, 10), "iOS 版本"), (box(10, 60), "序列号")]) == ["iOS 版本  18.2", "序列号"]


async def test_a_reader_out_of_time_reads_nothing() -> None:
    assert await Reader(seconds=0.05).lines(dot()) == []


async def test_without_the_package_nothing_is_read_and_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rapidocr_onnxruntime.py").write_text("raise ImportError('not here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    reader = Reader()
    assert await reader.lines(about_screen()) == [] and not reader._there


@pytest.mark.parametrize("content", [about_screen(), about_screen("DX3XK2ABC123", "iPhone 14 Pro", "26.1", "JPEG")], ids=["png", "jpeg"])
async def test_an_about_screen_answers_three_questions(door: Door, content: bytes) -> None:
    lines = await Reader(seconds=120).lines(read_picture(content).content)
    found = door.services.attachments.read(lines)
    assert set(found) == {"serial_number", "device_model", "os_version"}, lines
    assert found["serial_number"] in ("C39XK2ABC01J", "DX3XK2ABC123") and found["device_model"] in ("iPhone 13", "iPhone 14 Pro")


@pytest.mark.parametrize("code", ["4013", "9", "3194"])
async def test_the_code_on_an_error_screen_is_read(door: Door, code: str) -> None:
    lines = await Reader(seconds=120).lines(read_picture(error_screen(code)).content)
    assert door.services.attachments.read(lines) == {"error_code": code}, lines
