"""What a support app vouches for: account and device of its user, signed with the app's own key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import jwt

from helpline.errors import NotAllowed

ALGORITHM = "HS256"
LONGEST = timedelta(hours=24)
LEEWAY = 60  # seconds by which clocks may differ
CLAIMS = ("device_model", "os_version", "serial_number")
TOKEN_LIMIT, CLAIM_LIMIT = 4_096, 80
TELEPHONE = "telephone"  # the audience of a phone system's token


def keys_of(setting: str) -> dict[str, str]:
    """Keys by the app's name, from `name:key` with blanks between. Raises ValueError for a key that is too short to guard anything."""
    keys = dict(part.split(":", 1) for part in setting.split())
    if any(len(key) < 32 for key in keys.values()):
        raise ValueError("a key in HELPLINE_APP_KEYS has fewer than 32 characters")
    return keys


def vouched(token: str, keys: dict[str, str], now: datetime) -> dict[str, object]:
    """What the app says of its user, as metadata. Raises NotAllowed where it is not signed by a known app, over, or lasts too long."""
    try:
        app = jwt.decode(token, options={"verify_signature": False}).get("iss")
        claims = _verified(token, keys[str(app)], now)
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError) as error:
        raise NotAllowed("app_token_wrong") from error
    told = {name: claims.get(name) for name in CLAIMS} | {"account": claims.get("sub")}
    return {name: value for name, value in told.items() if isinstance(value, str) and 0 < len(value) <= CLAIM_LIMIT}


def phone_system(token: str, keys: dict[str, str], now: datetime) -> str:
    """The name of the phone system that signed. A token of an app's user, who is no phone system, has not its audience. Raises NotAllowed."""
    try:
        name = str(jwt.decode(token, options={"verify_signature": False}).get("iss"))
        if _verified(token, keys[name], now).get("aud") != TELEPHONE:
            raise ValueError("not for the telephone")
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError) as error:
        raise NotAllowed("app_token_wrong") from error
    return name


def _verified(token: str, key: str, now: datetime) -> dict[str, Any]:
    # The times are judged by the clock that is passed in, not by the machine's.
    options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}
    claims: dict[str, Any] = jwt.decode(token, key, algorithms=[ALGORITHM], options={"require": ["iss", "iat", "exp"], **options})  # type: ignore[arg-type]
    issued, ends, moment = float(claims["iat"]), float(claims["exp"]), now.timestamp()
    if not issued - LEEWAY <= moment <= ends + LEEWAY or ends - issued > LONGEST.total_seconds():
        raise ValueError("not valid now")
    return claims
