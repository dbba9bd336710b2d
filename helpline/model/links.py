"""Is this address theirs? Judged by the host that a browser would go to, never by what an address merely contains."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import tldextract
from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True)
class Official:
    """Verified numbers and hosts, and what is known to be false. Numbers are bare digits."""

    phones: dict[str, str]
    emergency: dict[str, str]
    wrong_phones: frozenset[str]
    domains: frozenset[str]
    lookalikes: frozenset[str]
    short_links: frozenset[str]
    abused: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """One number or address with why it is, or is not, official. `reason` names the sentence that says so."""

    shown: str
    reason: str
    real: str

    @property
    def official(self) -> bool:
        """True where it stands on the list and nothing speaks against it."""
        return self.reason in ("link_official", "number_official", "number_emergency")


BRANDS = ("apple", "icloud")
_NEAR = 1  # letters by which a name may differ from a brand to be a copy of it
_CJK = r"\u3400-\u9fff\u3001\u3002\uff0c\uff1b\uff1a\u201c\u201d\u300a-\u3011"
_URL = rf"h[tx]{{2}}ps?:?[/\\]{{1,3}}[^\s{_CJK}]+[^\s，。；、！]*"
_LABEL = rf"(?:(?![{_CJK}_])[\w-]){{1,63}}"
_BARE = rf"(?<![\w@.-])(?:{_LABEL}@)?{_LABEL}(?:\.{_LABEL}){{1,8}}(?::\d{{1,5}})?(?:[/?#\\][^\s，。；、！]*)?"
_ADDRESS = re.compile(f"{_URL}|{_BARE}", re.IGNORECASE)
_MAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[^\s/?#:]+")
_DOTS = re.compile(r"(?<=[a-z0-9-])\s*(?:[。．｡·•]|\[\.\]|\(\.\)|点)\s*(?=[a-z0-9-])", re.IGNORECASE)
_CONFUSABLE = str.maketrans(
    "аеорсухіјӏԁɡνκοραερτυιӀⅼ0134578|", "aeopcyxijldgvkopaeptuilloieastbl"
)  # letters of other scripts, and digits that stand in for letters


def find_links(text: str, known: Official) -> Iterator[Judged]:
    """Every address in a text, judged."""
    plain = _plain(text)
    seen: set[str] = set()
    for match in _ADDRESS.finditer(plain):
        address = match.group().rstrip(".,;:!?)]}\"'>")
        judged = _mail(address, known) if _MAIL.fullmatch(address.lower()) else judge_link(address, known)
        if judged and judged.shown not in seen:
            seen.add(judged.shown)
            yield judged


def without_links(text: str) -> str:
    """The text with its addresses left out."""
    return _ADDRESS.sub(" ", _plain(text))


def judge_link(address: str, known: Official) -> Judged | None:
    """One address; None where it is none, as 「iOS 18.6」."""
    address = re.sub(r"^hxxp", "http", address.replace("\\", "/"), flags=re.IGNORECASE)
    named = re.match(r"^https?:/*", address, re.IGNORECASE)
    try:
        parts = urlsplit("http://" + (address[named.end() :] if named else address))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if _is_ip(host):
        return Judged(host, "link_ip", host) if named or "/" in address or port else None
    written, domain = _unicode(host), _domain(host)
    if not domain and named and "." in host:  # an ending that nobody registers under is no reason to trust it
        domain = ".".join(host.split(".")[-2:])
    if not domain:
        return None
    tail = unquote(unquote(f"{parts.path}?{parts.query}#{parts.fragment}"))
    user = parts.username is not None
    return Judged(written, _reason(host, written, domain, tail, known, user=user, port=port), domain)


def _reason(host: str, written: str, domain: str, tail: str, known: Official, *, user: bool, port: int | None) -> str:
    if domain in known.domains and written.isascii():
        return _reason_at_home(host, tail, known, user=user, port=port)
    if user:
        return "link_userinfo"
    if not written.isascii() and not re.search(r"[\u3400-\u9fff]", written):
        return "link_letters"
    if host in known.lookalikes or domain in known.lookalikes:
        return "link_known"
    if any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", tail) for name in known.domains):
        return "link_proxy"
    if _looks_alike(written, domain):
        return "link_name_alone" if written == domain else "link_name"
    return "link_short" if domain in known.short_links else "link_unlisted"


def _reason_at_home(host: str, tail: str, known: Official, *, user: bool, port: int | None) -> str:
    """The host is theirs; what may still be wrong with the address."""
    if user or port not in (None, 80, 443) or "@" in tail:
        return "link_odd"
    if any(f"{host}{tail}".startswith(start) and len(f"{host}{tail}".rstrip("?#")) > len(start) for start in known.abused):
        return "link_path"
    if re.search(r"[\u3400-\u9fff]|\d{3,4}[ -]?\d{3,4}[ -]?\d{4}", tail):
        return "link_path"
    for inside in re.findall(r"https?:/+([^\s/?#&]+)", tail):
        if _domain(inside.lower()) not in known.domains:
            return "link_redirect"
    return "link_official"


def _looks_alike(written: str, domain: str) -> bool:
    """A brand, or a name one letter from it, in any part of the host."""
    pieces = [piece for label in written.split(".") for piece in [label, *re.split(r"[-_]", label)]]
    for piece in pieces:
        plain = piece.translate(_CONFUSABLE).replace("rn", "m").replace("vv", "w")
        if any(brand in piece or brand in plain or Levenshtein.distance(plain, brand, score_cutoff=_NEAR) <= _NEAR for brand in BRANDS):
            return True
    return False


def _mail(address: str, known: Official) -> Judged:
    host = address.rpartition("@")[2].lower()
    return Judged(address, "mail_official" if _domain(host) in known.domains and host.isascii() else "mail_unlisted", host)


def _plain(text: str) -> str:
    """Half width, without what cannot be seen, dots as dots."""
    return _DOTS.sub(".", unicodedata.normalize("NFKC", re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]", "", text)))


def _unicode(host: str) -> str:
    """The host as a person would see it."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label.encode().decode("idna") if label.startswith("xn--") else label)
        except UnicodeError:
            labels.append("\ufffd")
    return ".".join(labels)


def _is_ip(host: str) -> bool:
    if re.fullmatch(r"\d{8,10}|0x[0-9a-f]+", host):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _suffixes() -> tldextract.TLDExtract:
    # The list that came with the library: no network, and no cache on disk.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)


def _domain(host: str) -> str:
    """The part that somebody registered; empty where there is none."""
    return str(_suffixes()(host).top_domain_under_public_suffix).lower()
