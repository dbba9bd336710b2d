"""The verified numbers and hosts of numbers.yml, with the telephones of the stores."""

from __future__ import annotations

import re
from typing import Any

from helpline.catalogue.facts import Store
from helpline.model.links import Official

NUMBER_FILE = {
    "numbers": (
        "phones",
        "wrong_phones",
        "official_domains",
        "official_host_abuse",
        "lookalike_hosts",
        "short_links",
        "emergency",
        "store_name",
    )
}


def read_official(content: dict[str, Any], stores: dict[str, Store]) -> Official:
    """What the checker holds numbers and addresses against."""
    phones = {_digits(phone["digits"]): str(phone["name"]) for phone in content["phones"]}
    phones |= {_digits(store.phone): str(content["store_name"]).format(store=store.name) for store in stores.values() if store.phone}
    return Official(
        phones=phones,
        emergency={str(entry["number"]): str(entry["name"]) for entry in content["emergency"]},
        wrong_phones=frozenset(_digits(entry["digits"]) for entry in content["wrong_phones"]),
        domains=frozenset(str(domain) for domain in content["official_domains"]),
        lookalikes=frozenset(str(entry["host"]).split(":")[0] for entry in content["lookalike_hosts"]),
        short_links=frozenset(str(host) for host in content["short_links"]["hosts"]),
        abused=tuple(str(entry["pattern"]) for entry in content["official_host_abuse"]),
    )


def _digits(value: Any) -> str:
    digits = re.sub(r"[\s-]", "", str(value))
    if not digits.isdigit():
        raise ValueError(f"{value!r} is no telephone number")
    return digits
