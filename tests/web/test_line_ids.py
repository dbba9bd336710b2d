"""The names that clients give to lines hold no secret, and still let a message be sent again."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import text

from helpline.web.line_ids import line_id_of
from tests.web.conftest import Door

SECRETS = ["6222021234567890123", "password-Hunter2024", "yzm_482913", "4111-1111-1111-1111", "110101199003078515"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_a_name_is_not_stored_and_the_message_is_heard_once(door: Door, secret: str):
    conversation = door.open()
    first = door.post(conversation=conversation, text="确认", id=secret).json()
    assert door.post(conversation=conversation, text="确认", id=secret).json() == first
    assert door.bot.heard.count("确认") == 1
    with door.engine.connect() as connection:
        stored = str(connection.execute(text("select * from lines")).all())
    assert secret not in stored


@pytest.mark.parametrize(
    "name",
    [
        "m-1",
        "tap",
        "5f0c-1",
        "a1b2c3",
        uuid.UUID(int=7 << 100 | 10).hex,
        "82ca284e-40d6-4558-b38d-7ec87d0d88c5",
        "fb6711f924484af0a5c144a1ec654afd",
    ],
)
def test_the_names_that_programs_make_stay(name: str):
    assert line_id_of(name) == name or not any(letter in name for letter in "abcdef")
