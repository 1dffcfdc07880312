"""Fetched files by checksum, and the vintages answers read; the only room that opens a connection."""

from __future__ import annotations

from detente.store.catalogue import Catalogue
from detente.store.download import Patience
from detente.store.fetch import Fetched, fetch, source
from detente.store.folders import cache_dir
from detente.store.record import Stamp, TableRecord
from detente.store.status import Status, Verdict, status, verify
from detente.store.vintage import STARTER, Vintage, full_folder, vintage
from detente.store.write import write_vintage

__all__ = [
    "STARTER",
    "Catalogue",
    "Fetched",
    "Patience",
    "Stamp",
    "Status",
    "TableRecord",
    "Verdict",
    "Vintage",
    "cache_dir",
    "fetch",
    "full_folder",
    "source",
    "status",
    "verify",
    "vintage",
    "write_vintage",
]
