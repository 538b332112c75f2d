"""Addresses of the service as the operator types them, read before anything is sent there.

What was typed is never shown: a password may stand in it.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import SplitResult, urlsplit

from bot.errors import SettingsError
from bot.settings import Serve

NO_ADDRESS = "--url is no address; it looks like {like}: {like_scheme}, a host, perhaps a port and a path"
NO_MORE = "--url must hold no user name, password, blank, `?` or `#`; it looks like {like}"
PUBLIC, RUNNING = "https://your.host", "http://127.0.0.1:8000"
HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\.?")
MORE = re.compile(r"[\s@?#\\\x00-\x1f\x7f]")
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — replaced, not bound


def public(url: str) -> str:
    """Return the address a platform calls, https, without a slash at its end. Raises SettingsError."""
    return _read(url, ("https",), PUBLIC)


def running(url: str) -> str:
    """Return the address of a running service, http or https. Raises SettingsError."""
    return _read(url, ("https", "http"), RUNNING)


def own(serve: Serve) -> str:
    """Return where this machine reaches what is served as configured."""
    host = EVERYWHERE.get(serve.host, serve.host)
    return f"http://[{host}]:{serve.port}" if ":" in host else f"http://{host}:{serve.port}"


def _read(url: str, schemes: tuple[str, ...], like: str) -> str:
    if MORE.search(url):
        raise SettingsError(NO_MORE.format(like=like))
    try:
        parts = urlsplit(url)
        fits = parts.scheme in schemes and _is_host(parts) and parts.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise SettingsError(NO_ADDRESS.format(like=like, like_scheme=" or ".join(f"{one}://" for one in schemes)))
    return url.rstrip("/")


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if "[" not in parts.netloc:
        return HOST.fullmatch(host) is not None and not parts.netloc.endswith(":")
    try:
        return bool(IPv6Address(host))
    except AddressValueError:
        return False
