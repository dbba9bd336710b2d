"""Passwords of advisors: only as Argon2id hashes."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash("nobody has this password")


def hash_password(password: str) -> str:
    """The hash to keep."""
    return _hasher().hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """True where the password belongs to the hash. Takes as long where there is no hash."""
    try:
        return _hasher().verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
