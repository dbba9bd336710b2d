"""Pictures of customers: kept once, read where they can be, offered for a yes, and shown to advisors only."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from helpline.catalogue.device_names import DeviceNames
from helpline.catalogue.facts import Catalogue
from helpline.errors import NotFound, PictureRefused
from helpline.model.attachment import MOST, Attachment, Picture
from helpline.model.draft import Draft
from helpline.model.event import Advisor
from helpline.model.numbers import find_error_codes, find_os_version
from helpline.model.serial import SerialKind, read_serial
from helpline.model.text import align
from helpline.model.times import SHANGHAI
from helpline.model.understanding import Heard
from helpline.ports import Clock, Files, UnitOfWork
from helpline.services import events
from helpline.services.afterwards.enquiries import proving
from helpline.services.intake.form import Intake
from helpline.services.intake.picture_offer import NO, SLOT, YES, known, offer
from helpline.services.intake.read_back import says_yes
from helpline.services.reply import Say

# Labels of 设置 - 通用 - 关于本机, of 关于本机 on a Mac, and their English ones.
_SERIAL = re.compile(r"序列号|serial\s*(?:number|no)?", re.IGNORECASE)
_IMEI = re.compile(r"IMEI2?(?!/)", re.IGNORECASE)
_MODEL = re.compile(r"型号名称|机型|model\s*name", re.IGNORECASE)
_VERSION = re.compile(r"(?:iOS|iPadOS|macOS|watchOS|tvOS|visionOS|系统|软件)\s*版本|(?:iOS|software)\s*version", re.IGNORECASE)
_CODE_ALONE = re.compile(r"^[（(]?(-?\d{1,5})[)）]?。?$")
_ERROR = re.compile(r"错误|代码|error|code", re.IGNORECASE)
_VERSION_NUMBER = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){0,2}(?![\d.])")


class Attachments:
    """What the door, the dialogue and the desk do with pictures."""

    def __init__(
        self, catalogue: Catalogue, devices: DeviceNames, files: Files, unit_of_work: Callable[[], UnitOfWork], clock: Clock
    ) -> None:
        self._catalogue = catalogue
        self._devices = devices
        self._files = files
        self._unit_of_work = unit_of_work
        self._clock = clock

    # -- the door ------------------------------------------------------------------------------

    def expect(self, conversation_id: str, line_id: str) -> Attachment | None:
        """The picture that was sent under this line before. Raises NotFound, or PictureRefused where there are enough."""
        with self._unit_of_work() as work:
            if not work.threads.exists(conversation_id):
                raise NotFound("conversation_unknown")
            sent = work.attachments.of_line(conversation_id, line_id)
            if sent is None:
                _refuse_more(work.drafts.get(conversation_id))
            return sent

    def keep(self, conversation_id: str, line_id: str, picture: Picture, read: dict[str, str]) -> Attachment:
        """Keep the picture, its file first: a row always has one. The one that stands where two came at once.

        It counts among the draft's pictures in the same transaction, so that no two at once pass the limit together.
        """
        name = secrets.token_urlsafe(24)
        kept = Attachment(
            name, conversation_id, line_id, self._clock.now(), picture.type, picture.width, picture.height, len(picture.content), read
        )
        self._files.keep(name, picture.content, picture.small)
        try:
            with self._unit_of_work() as work:
                sent = work.attachments.of_line(conversation_id, line_id)
                if sent is None:
                    draft = work.drafts.get(conversation_id)
                    _refuse_more(draft)
                    draft.facts[SLOT] = [*known(draft, SLOT), name]
                    work.attachments.add(kept)
                    work.drafts.save(draft)
                    work.commit()
        except BaseException:
            self._files.drop(name)
            raise
        if sent is not None:
            self._files.drop(name)
        return sent or kept

    def read(self, lines: Sequence[str]) -> dict[str, str]:
        """What the lines on a picture say, by slot name, each only where its label stands beside or above it."""
        found: dict[str, str] = {}
        for index, line in enumerate(lines):
            after = lines[index + 1] if index + 1 < len(lines) else ""
            for slot, value in self._line(line, after).items():
                found.setdefault(slot, value)
        return found

    def _line(self, line: str, after: str) -> dict[str, str]:
        plain = align(line).text
        if label := _SERIAL.search(line):
            return _first(_serial, line[label.end() :], after)
        if label := _IMEI.search(line):
            return _first(_imei, line[label.end() :], after)
        if label := _MODEL.search(line):
            return _first(self._model, line[label.end() :], after)
        if label := _VERSION.search(line):
            return _first(lambda text: self._version(line, text), line[label.end() :], after)
        if _ERROR.search(line):
            codes = [value for value, _, _ in find_error_codes(plain)] or _CODE_ALONE.findall(after.strip())
            return {"error_code": codes[0]} if codes else {}
        return {}

    def _model(self, text: str) -> dict[str, str]:
        named = next((one.device for one in self._devices.find(text, asked=True) if one.device), None)
        return {"device_model": named.name} if named else {}

    def _version(self, line: str, text: str) -> dict[str, str]:
        found = find_os_version(align(line).text)
        if found:
            return {"os_version": found[0]}
        number = _VERSION_NUMBER.search(text)
        return {"os_version": number.group()} if number else {}

    # -- the dialogue --------------------------------------------------------------------------

    def hear(self, work: UnitOfWork, draft: Draft, heard: Heard) -> list[Say] | None:
        """A picture, or the yes or no to what was read on one; None where the message is neither.

        An empty list: go on with what was being asked.
        """
        word, _, name = str(heard.chosen.get(SLOT, "")).partition(":")
        if word in (YES, NO) and name:
            return self._settle(work, draft, name, yes=word == YES)
        if word:
            return self._received(work, draft, word)
        pending = draft.picture
        if pending is None or heard.chosen:
            return None
        if says_yes(heard):
            return self._settle(work, draft, pending, yes=True)
        if heard.intent == "talk_deny":
            return self._settle(work, draft, pending, yes=False)
        return None

    def _received(self, work: UnitOfWork, draft: Draft, name: str) -> list[Say]:
        picture = work.attachments.get(name)
        if picture is None or picture.conversation_id != draft.conversation_id:
            return []
        if name not in known(draft, SLOT):
            draft.know(SLOT, [*known(draft, SLOT), name])
        return [offer(self._catalogue, draft, picture) or Say("utter_picture_received")]

    def _settle(self, work: UnitOfWork, draft: Draft, name: str, *, yes: bool) -> list[Say]:
        draft.picture = None
        picture = work.attachments.get(name)
        if picture is None or picture.conversation_id != draft.conversation_id:
            return []
        if not yes:
            return [Say("utter_picture_not_taken")]
        for slot, value in picture.read.items():
            codes = known(draft, slot)
            draft.know(slot, [*codes, *([value] if value not in codes else [])] if slot == "error_code" else value)
        return [Say("utter_picture_taken")]

    # -- the desk ------------------------------------------------------------------------------

    def show(self, advisor: Advisor, name: str, *, small: bool = False, record: bool = True) -> tuple[str, bytes]:
        """Type and content, for an advisor; the look is recorded, unless it is part of one that was. Raises NotFound."""
        with self._unit_of_work() as work:
            picture = work.attachments.get(name)
            if picture is not None and record:
                work.audit.record(self._clock.now(), advisor.number, "attachment_read", picture.id)
                work.commit()
        content = self._files.read(picture.id, small=small) if picture is not None else None
        if picture is None or content is None:
            raise NotFound("attachment_not_found")
        return ("image/jpeg" if small else picture.type), content


def _refuse_more(draft: Draft) -> None:
    """Raise PictureRefused where the present concern has as many pictures as it may have."""
    if len(known(draft, SLOT)) >= MOST:
        raise PictureRefused("picture_too_many")


def view(attachment: Attachment) -> dict[str, Any]:
    """What the desk is told of a picture."""
    return {
        "id": attachment.id,
        "type": attachment.type,
        "width": attachment.width,
        "height": attachment.height,
        "bytes": attachment.bytes,
        "at": attachment.at.astimezone(SHANGHAI).isoformat(),
        "read": attachment.read,
    }


def _first(reader: Callable[[str], dict[str, str]], *texts: str) -> dict[str, str]:
    return next((found for text in texts if (found := reader(text))), {})


def _serial(text: str) -> dict[str, str]:
    reading = read_serial(text)
    # The letters O and I cannot stand there: they are digits that were misread.
    return {"serial_number": reading.value} if reading.kind in (SerialKind.SERIAL, SerialKind.LETTERS) else {}


def _imei(text: str) -> dict[str, str]:
    reading = read_serial(text)
    return {"imei": reading.value} if reading.kind is SerialKind.IMEI else {}


def after_picture(intake: Intake, work: UnitOfWork, draft: Draft, now: datetime) -> list[Say]:
    """Go on after a picture: what was read on it may have answered what was asked."""
    if draft.event_number:
        events.keep_facts(work, draft, now)
        return intake.ask_again(work, draft, now)
    if draft.intent is None or proving(draft):
        return intake.ask_again(work, draft, now) or [Say("utter_picture_what_is_wrong")]
    return intake.advance(work, draft, now)
