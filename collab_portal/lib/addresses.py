"""Who asks: the address of the other side, believed only as far as trusted proxies vouch for it."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

# Headers by which proxies say that they pass a request on, whatever each of them calls it.
PASSED_ON = re.compile(r"HTTP_(?:VIA|.*(?:FORWARD|PROXY|REAL_IP|CLIENT_IP|CONNECTING_IP|ORIGINAL|CLUSTER).*)")


def client_address(request: HttpRequest) -> str:
    """The client's IP address: the one that the outermost of ``TRUSTED_PROXIES`` saw, else the other side's.

    Empty where there is none (a Unix socket). What the client writes into ``X-Forwarded-For`` itself stands
    further left than what the proxies add, and is never read.
    """
    number, said = settings.TRUSTED_PROXIES, request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = said.rsplit(",", number)[-number:] if number else []
    named = _read(hops[0]) if len(hops) == number and hops else None
    return str(named or _read(request.META.get("REMOTE_ADDR", "")) or "")


def asked_directly(request: HttpRequest) -> bool:
    """Whether a watcher asks: this machine itself or one of ``METRICS_NETWORKS``, through no proxy at all."""
    if any(PASSED_ON.fullmatch(name) for name in request.META):
        return False
    sent_from = request.META.get("REMOTE_ADDR", "")
    address = _read(sent_from)
    if address is None:
        return not sent_from  # a Unix socket
    return address.is_loopback or any(address in network for network in settings.METRICS_NETWORKS)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """An address, with or without port, brackets and zone; an IPv4 address in an IPv6 coat is one of IPv4."""
    text = text.strip()[:60]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
