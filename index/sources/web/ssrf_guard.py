"""Guard against server-side request forgery: only the public web and the hosts of a setting may be reached.

``AddressGuard.read`` checks a written address before a request, for clear messages; ``AddressGuard.check`` checks what
its name resolves to when connecting, for safety.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from index.errors import SourceError

PORTS = {"http": 80, "https": 443}
_LONGEST = 4096

# https://www.iana.org/assignments/iana-ipv4-special-registry, without the blocks that are globally reachable.
# fmt: off
_CLOSED_V4 = (
    IPv4Network("0.0.0.0/8"), IPv4Network("10.0.0.0/8"), IPv4Network("100.64.0.0/10"),
    IPv4Network("127.0.0.0/8"), IPv4Network("169.254.0.0/16"), IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.0.0/24"), IPv4Network("192.0.2.0/24"), IPv4Network("192.88.99.0/24"),
    IPv4Network("192.168.0.0/16"), IPv4Network("198.18.0.0/15"), IPv4Network("198.51.100.0/24"),
    IPv4Network("203.0.113.0/24"), IPv4Network("224.0.0.0/4"), IPv4Network("240.0.0.0/4"),
    # A public address, but inside Azure the service with a machine's settings.
    IPv4Network("168.63.129.16/32"),
)
# fmt: on
# The only block of IPv6 with public addresses; loopback, private, link-local and multicast are outside.
_OPEN_V6 = IPv6Network("2000::/3")
# https://www.iana.org/assignments/iana-ipv6-special-registry: Teredo and other protocols, examples, 6to4, examples.
_CLOSED_V6 = (
    IPv6Network("2001::/23"),
    IPv6Network("2001:db8::/32"),
    IPv6Network("2002::/16"),
    IPv6Network("3fff::/20"),
)
# The last 32 bits of an address in these blocks are the IPv4 address that it leads to.
_HOLDING_V4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
# What the C library takes for an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_NO_PAGE = "this is no address of a web page; give the whole address, from http:// or https:// on"


def is_public_address(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether the address, or the IPv4 address inside it, belongs to the public internet."""
    if isinstance(address, IPv6Address):
        if any(address in block for block in _HOLDING_V4):
            return is_public_address(IPv4Address(int(address) & 0xFFFFFFFF))
        return address in _OPEN_V6 and not any(address in block for block in _CLOSED_V6)
    return not any(address in block for block in _CLOSED_V4)


def read_host(text: str) -> str:
    """Return a host in the form for comparison: lower case, punycode, no dot at its end, IPv6 without brackets.

    Raises ValueError when it is no host, or a number other than four decimals or IPv6.
    """
    host = text.removesuffix(".").lower()
    if ":" in host:
        return str(IPv6Address(host)) if "%" not in host else _raise_no_host()
    if not host.isascii():
        try:
            host = httpx.URL(f"http://{host}/").raw_host.decode("ascii")
        except (httpx.InvalidURL, UnicodeError):
            return _raise_no_host()
    if _NUMBER.fullmatch(host):
        return str(IPv4Address(host))
    return host if _NAME.fullmatch(host) else _raise_no_host()


def _raise_no_host() -> str:
    raise ValueError("no host")


def read_allowed(text: str) -> str:
    """Return an entry of FETCH_ALLOW_HOSTS in the form for comparison: ``host`` or ``host:port``, IPv6 in brackets.

    Raises ValueError when it is neither.
    """
    match = re.fullmatch(
        r"(?:\[(?P<v6>[0-9a-f:.]*:[0-9a-f:.]*)\]|(?P<host>[^\[\]:]+))(?::(?P<port>[0-9]{1,5}))?", text.lower()
    )
    if match is None:
        return _bracket_ipv6(read_host(text))
    port = match["port"]
    if port is not None and not 1 <= int(port) <= 65535:
        raise ValueError("no port")
    host = _bracket_ipv6(read_host(match["v6"] or match["host"]))
    return host if port is None else f"{host}:{int(port)}"


def _bracket_ipv6(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class AddressGuard:
    """Decides which addresses may be reached."""

    def __init__(self, allow_hosts: Iterable[str] = ()) -> None:
        """Allow also ``host`` (with any port) and ``host:port``, whatever they resolve to.

        They are compared with the host as written in an address, not with other names of the same machine.
        """
        self._allowed = frozenset(map(read_allowed, allow_hosts))

    def read(self, address: str) -> httpx.URL:
        """Return the URL of an address, without its fragment; raises SourceError when it may not be fetched."""
        address = address.strip()
        if len(address) > _LONGEST:
            raise SourceError(f"the address is longer than {_LONGEST} characters; give a shorter one")
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL:
            raise SourceError(_NO_PAGE) from None
        return self._check_url(url)

    def follow(self, url: httpx.URL, location: str) -> httpx.URL:
        """Return the URL of a redirect, checked as by ``read``; raises SourceError when it may not be followed."""
        try:
            if len(location) > _LONGEST:
                raise SourceError(f"longer than {_LONGEST} characters")
            return self._check_url(url.join(location))
        except httpx.InvalidURL:
            raise SourceError("it redirects to what is no address; give the one that a browser ends at") from None
        except SourceError as error:
            raise SourceError(f"it redirects to an address that may not be fetched: {error}") from None

    def _check_url(self, url: httpx.URL) -> httpx.URL:
        if url.scheme not in PORTS:
            raise SourceError(_NO_PAGE)
        if url.userinfo:
            raise SourceError("the address holds a user name or a password; take out what stands before the @")
        try:
            host = read_host(url.raw_host.decode("ascii"))
        except ValueError:
            raise SourceError("the host in the address is no name and no plain number; write it as a name") from None
        url = url.copy_with(host=host, fragment=None)
        port = PORTS[url.scheme] if url.port is None else url.port
        if not 1 <= port <= 65535:
            raise SourceError(_NO_PAGE)
        if port not in PORTS.values() and not self.allows(host, port):
            entry = f"{_bracket_ipv6(host)}:{port}"
            raise SourceError(
                f"port {port} of {host!r} is not fetched from; put '{entry}' into FETCH_ALLOW_HOSTS if it may be"
            )
        try:
            literal = ip_address(host)
        except ValueError:
            return url
        self.check(host, port, [str(literal)])
        return url

    def allows(self, host: str, port: int) -> bool:
        """Tell whether a setting allows this host, or this port of it."""
        host = _bracket_ipv6(host)
        return host in self._allowed or f"{host}:{port}" in self._allowed

    def check(self, host: str, port: int, addresses: Sequence[str]) -> None:
        """Raise SourceError unless every address that ``host`` resolved to may be connected to."""
        if self.allows(host, port):
            return
        if not addresses or not all(is_public_address(ip_address(address)) for address in addresses):
            raise SourceError(f"{host!r} is not on the public web; put it into FETCH_ALLOW_HOSTS if it may be fetched")
