"""Advisors sign in: passwords, sessions, locks after wrong guesses, and who is there."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from helpline.errors import BadRequest, NotAllowed, NotFound, TooManyTries
from helpline.model.desk import PASSWORD_LENGTH, Account, Session
from helpline.model.event import Advisor, Role
from helpline.model.passwords import hash_password, is_password
from helpline.ports import Clock, UnitOfWork

TRIES = 5
TRIES_OF_ADDRESS = 20  # a whole office may stand behind one address
LOCK = timedelta(minutes=15)
IDLE, LONGEST = timedelta(hours=1), timedelta(hours=12)
SEEN_EVERY = timedelta(seconds=10)


class SignIn:
    """Who is at the desk."""

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def sign_in(self, number: str, password: str, address: str) -> str:
        """A new session's secret. Raises TooManyTries, or NotAllowed alike for a wrong number and a wrong password."""
        number, now = number.strip()[:20], self._clock.now()
        keys = f"number:{number}", f"address:{address}"
        with self._unit_of_work() as work:
            locked = work.accounts.tries(keys[0], now - LOCK) >= TRIES or work.accounts.tries(keys[1], now - LOCK) >= TRIES_OF_ADDRESS
            if not locked:  # counted before it is checked: a hundred guesses at once are a hundred
                for key in keys:
                    work.accounts.tried(key, now)
            account = work.accounts.get(number)
            work.audit.record(now, number, "sign_in_locked" if locked else "sign_in_tried", address)
            work.commit()
        if locked:
            raise TooManyTries(minutes=str(int(LOCK.total_seconds() // 60)))
        fits = is_password(password[: PASSWORD_LENGTH[1]], account.password_hash if account else None)
        if account is None or not fits or not account.active:
            raise NotAllowed("sign_in_refused")
        return self._open(account, keys, now)

    def _open(self, account: Account, keys: tuple[str, str], now: datetime) -> str:
        secret = secrets.token_urlsafe(32)
        with self._unit_of_work() as work:
            for key in keys:
                work.accounts.forgive(key)
            session = Session(hashed(secret), account.number, now, now)
            work.accounts.open_session(session)
            work.accounts.see(session, now)
            work.audit.record(now, account.number, "signed_in", keys[1].partition(":")[2])
            work.commit()
        return secret

    def who(self, secret: str) -> Account:
        """Who holds a session's secret. Raises NotAllowed where it has ended."""
        now = self._clock.now()
        with self._unit_of_work() as work:
            session = work.accounts.session(hashed(secret)) if secret else None
            account = work.accounts.get(session.number) if session else None
            if session is None or account is None or not account.active or _over(session, now):
                raise NotAllowed("signed_out")
            if now - session.seen_at >= SEEN_EVERY:
                work.accounts.see(session, now)
                work.commit()
        return replace(account, seen_at=now)

    def sign_out(self, account: Account, secret: str, *, everywhere: bool = False) -> None:
        """End this session, or all of the advisor."""
        with self._unit_of_work() as work:
            work.accounts.close_session(hashed(secret))
            if everywhere:
                work.accounts.close_sessions(account.number)
            work.audit.record(self._clock.now(), account.number, "signed_out_everywhere" if everywhere else "signed_out", account.number)
            work.commit()

    def change_password(self, account: Account, secret: str, old: str, new: str) -> None:
        """A password of their own; all other sessions end. Raises NotAllowed, BadRequest, TooManyTries."""
        now, key = self._clock.now(), f"number:{account.number}"
        with self._unit_of_work() as work:
            if work.accounts.tries(key, now - LOCK) >= TRIES:
                raise TooManyTries(minutes=str(int(LOCK.total_seconds() // 60)))
            work.accounts.tried(key, now)
            work.commit()
        if not is_password(old[: PASSWORD_LENGTH[1]], account.password_hash):
            raise NotAllowed("password_wrong")
        if new == old:
            raise BadRequest("password_same")
        self._set(account.number, new, by=account.number, temporary=False, keep=hashed(secret))

    def set_password(self, number: str, password: str, *, by: str, temporary: bool) -> None:
        """A password for somebody else; all their sessions end. Raises NotFound, BadRequest."""
        self._set(number, password, by=by, temporary=temporary, keep="")

    def has_password(self, number: str) -> bool:
        """True where the advisor can sign in."""
        with self._unit_of_work() as work:
            account = work.accounts.get(number)
        return account is not None and account.password_hash is not None

    def check(self, password: str, number: str) -> None:
        """Raise BadRequest for a password that is guessed at once."""
        check_password(password, number)

    def _set(self, number: str, password: str, *, by: str, temporary: bool, keep: str) -> None:
        check_password(password, number)
        kept = hash_password(password)
        with self._unit_of_work() as work:
            if work.accounts.get(number) is None:
                raise NotFound("advisor_unknown")
            work.accounts.change(number, password_hash=kept, temporary=temporary)
            work.accounts.close_sessions(number, but=keep)
            work.accounts.forgive(f"number:{number}")
            work.audit.record(self._clock.now(), by, "password_set", number)
            work.commit()


class Staff:
    """Supervisors manage advisors."""

    def __init__(self, unit_of_work: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def all(self) -> list[Account]:
        """Every advisor."""
        with self._unit_of_work() as work:
            return work.accounts.all()

    def add(self, by: Account, number: str, name: str, role: Role, groups: tuple[str, ...]) -> str:
        """A new advisor; the password for the first sign-in, shown once. Raises NotAllowed, BadRequest."""
        only_supervisors(by)
        number, name = number.strip(), name.strip()
        if not (number.isascii() and number.isalnum() and len(number) <= 20) or not 0 < len(name) <= 40:
            raise BadRequest("advisor_wrong")
        password = secrets.token_urlsafe(12)
        kept = hash_password(password)
        with self._unit_of_work() as work:
            if work.accounts.get(number) is not None:
                raise BadRequest("advisor_known")
            # Nobody knows the token behind this hash: one for the API is made on the command line.
            work.advisors.add(Advisor(number, name, role, hashed(secrets.token_urlsafe(32))))
            work.accounts.change(number, password_hash=kept, temporary=True, groups=list(groups))
            work.audit.record(self._clock.now(), by.number, "advisor_added", number)
            work.commit()
        return password

    def change(self, by: Account, number: str, role: Role, groups: tuple[str, ...], *, active: bool) -> None:
        """Another role or group, or no right to come in at all. Raises NotAllowed, NotFound, BadRequest."""
        only_supervisors(by)
        with self._unit_of_work() as work:
            account = work.accounts.get(number)
            if account is None:
                raise NotFound("advisor_unknown")
            if number == by.number and (role is not Role.SUPERVISOR or not active):
                raise BadRequest("not_oneself")
            # Who may not come in may not come by the API either.
            token = account.advisor.token_hash if active else hashed(secrets.token_urlsafe(32))
            work.advisors.add(Advisor(number, account.advisor.name, role, token))
            work.accounts.change(number, active=active, groups=list(groups))
            if not active:
                work.accounts.close_sessions(number)
            work.audit.record(self._clock.now(), by.number, "advisor_changed" if active else "advisor_shut_out", number)
            work.commit()

    def new_password(self, by: Account, number: str, sign_in: SignIn) -> str:
        """A password for the next sign-in, shown once. Raises NotAllowed, NotFound."""
        only_supervisors(by)
        password = secrets.token_urlsafe(12)
        sign_in.set_password(number, password, by=by.number, temporary=True)
        return password


def only_supervisors(account: Account) -> None:
    """Raise NotAllowed for everybody else."""
    if account.role is not Role.SUPERVISOR:
        raise NotAllowed("only_supervisors")


def check_password(password: str, number: str) -> None:
    """Raise BadRequest for one that is guessed at once."""
    shortest, longest = PASSWORD_LENGTH
    if not shortest <= len(password) <= longest or len(set(password)) < 5 or password == number * (len(password) // max(len(number), 1)):
        raise BadRequest("password_weak")


def hashed(secret: str) -> str:
    """Of 256 random bits: a plain hash cannot be turned back by guessing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _over(session: Session, now: datetime) -> bool:
    return now - session.seen_at > IDLE or now - session.opened_at > LONGEST
