"""The only reader of the environment. Every name is in `.env.example`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from helpline.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_KEY = 32


class Secret(str):
    """A string that no log or traceback shows."""

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True)
class Settings:
    """What can be set from outside, as HELPLINE_ and the field's name in capitals."""

    database_url: Secret = field(default_factory=lambda: Secret(f"sqlite:///{ROOT / 'var' / 'helpline.db'}"))
    catalogue_dir: Path = ROOT / "catalogue"
    state_dir: Path = ROOT / "var"
    host: str = "127.0.0.1"
    web_port: int = 8000
    rasa_port: int = 5005
    action_port: int = 5055
    rasa_url: str = ""
    action_url: str = ""
    tracker_url: Secret = Secret("")
    redis_url: Secret = Secret("")
    broker_url: Secret = Secret("")
    chat_secret: Secret = Secret("")
    bot_timeout: float = 20.0
    embed_origins: str = ""
    brand_accent: str = ""
    app_keys: Secret = Secret("")
    samples: int = 1
    proxies: int = 0
    limit_messages: int = 60
    limit_pictures: int = 30
    limit_address_messages: int = 6_000
    limit_address_openings: int = 600
    limit_calls: int = 1_200
    registry_url: str = ""
    registry_token: Secret = Secret("")
    registry_timeout: float = 2.0
    now: str = ""
    inner_host: str = "127.0.0.1"
    metrics_port: int = 0
    log_format: str = "text"
    keep_talks: int = 400
    keep_events: int = 1_100
    keep_pictures: int = 400
    keep_audit: int = 1_100
    keep_rasa: int = 90

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings with what the environment names. Raises SettingsError with every wrong one."""
        environment = os.environ if environment is None else environment
        values: dict[str, object] = {}
        problems: list[str] = []
        for item in fields(cls):
            name = f"HELPLINE_{item.name.upper()}"
            given = environment.get(name, "")
            if given == "":
                continue
            cast = {"int": int, "float": float, "Path": Path, "Secret": Secret}.get(str(item.type), str)
            try:
                values[item.name] = cast(given)
            except ValueError:
                problems.append(f"{name} must be a {item.type}, not {given!r}")
        if problems:
            raise SettingsError("\n".join(problems))
        return cls(**values)  # type: ignore[arg-type]

    @property
    def rasa_address(self) -> str:
        """Where the door finds Rasa."""
        return self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"

    @property
    def action_address(self) -> str:
        """Where Rasa finds the action server."""
        return self.action_url or f"http://127.0.0.1:{self.action_port}/webhook"

    @property
    def tracker_address(self) -> Secret:
        """Where Rasa keeps its events: the setting, else our PostgreSQL database, else a SQLite file of its own."""
        if self.tracker_url:
            return self.tracker_url
        return self.database_url if self.database_url.startswith("postgresql") else Secret(f"sqlite:///{self.state_dir / 'rasa.db'}")

    def for_rasa(self) -> dict[str, str]:
        """The addresses that endpoints.yml names."""
        return {
            "HELPLINE_ACTION_ADDRESS": self.action_address,
            "HELPLINE_TRACKER_ADDRESS": self.tracker_address,
            "HELPLINE_REDIS_ADDRESS": self.redis_url,
            "HELPLINE_BROKER_ADDRESS": self.broker_url,
        }

    def signing_key(self) -> Secret:
        """The key of conversation tokens: the setting, or one made once and kept beside the database."""
        if self.chat_secret:
            return self.chat_secret
        path = self.state_dir / "chat-secret"
        try:
            key = path.read_text().strip() if path.exists() else _made_key(path)
        except OSError as error:
            raise SettingsError(f"{path} cannot be read or made: {error.strerror}. Let the user of the parts own {path.parent}.") from error
        if len(key) < SHORTEST_KEY:
            raise SettingsError(
                f"{path} is empty or cut short. Put it back from your backup, or delete it: open conversations start again."
            )
        return Secret(key)


def _made_key(path: Path) -> str:
    """Whole or not at all, and one only however many threads and processes start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    return path.read_text().strip()
