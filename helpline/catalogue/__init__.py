"""The reviewed facts: read once, checked whole, then frozen."""

from helpline.catalogue.facts import Catalogue, Device, Family, PhoneLine, Route, Store, Tier
from helpline.catalogue.loader import load_catalogue

__all__ = ["Catalogue", "Device", "Family", "PhoneLine", "Route", "Store", "Tier", "load_catalogue"]
