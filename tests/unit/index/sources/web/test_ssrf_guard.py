"""Which addresses belong to the public web, in whatever form they are written."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources.web.ssrf_guard import AddressGuard, is_public_address, read_allowed, read_host

V4 = st.ip_addresses(v=4)
V6 = st.ip_addresses(v=6)
INSIDE = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"),
)
INSIDE_V4 = st.one_of(*(st.ip_addresses(v=4, network=block) for block in INSIDE))


def forms_of(number: int) -> list[str]:
    """The ways in which the C library, and with it most programs, let an IPv4 address be written."""
    a, b, c, d = number.to_bytes(4, "big")
    return [
        f"{a}.{b}.{c}.{d}",
        f"{a}.{b}.{c}.{d}.",
        f"{number}",
        f"{number:#x}",
        f"{number:#X}",
        f"0{number:o}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{number & 0xFFFF}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"00{a}.{b}.{c}.{d}",
        f"[::ffff:{a}.{b}.{c}.{d}]",
        f"[::ffff:{a:x}{b:02x}:{c:x}{d:02x}]",
        f"[::{a}.{b}.{c}.{d}]",
        f"[64:ff9b::{a}.{b}.{c}.{d}]",
        f"[64:ff9b:1::{a}.{b}.{c}.{d}]",
        f"[2002:{a:x}{b:02x}:{c:x}{d:02x}::1]",
        f"{a}%2e{b}%2e{c}%2e{d}",
        f"{a}。{b}。{c}。{d}",
    ]


def read(address: str, *, after: str | None = None) -> httpx.URL | None:
    """The address, or where it leads from a page; None where it is refused, in one line."""
    try:
        return AddressGuard().read(address) if after is None else AddressGuard().follow(httpx.URL(after), address)
    except SourceError as error:
        return None if "\n" not in str(error) else pytest.fail(f"not one line: {error}")


@given(V4)
def test_no_ipv4_address_passes_that_is_not_global(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert not is_public_address(address)


@given(V6)
def test_no_ipv6_address_passes_that_is_not_global(address: IPv6Address) -> None:
    assume(address.ipv4_mapped is None)
    closed = not address.is_global or address.is_multicast or address.is_site_local or address.sixtofour is not None
    if closed or address.teredo is not None:
        assert not is_public_address(address)


@given(INSIDE_V4, st.sampled_from(["http", "https"]))
def test_an_address_inside_does_not_pass_in_any_written_form(address: IPv4Address, scheme: str) -> None:
    for form in forms_of(int(address)):
        assert read(f"{scheme}://{form}/") is None, form
        assert read(f"{scheme}://{form}:80/") is None, form


@given(INSIDE_V4)
def test_a_name_that_resolves_to_an_address_inside_does_not_pass(address: IPv4Address) -> None:
    holding = [f"::ffff:{address}", f"64:ff9b::{address}", str(IPv6Address((0x2002 << 112) | (int(address) << 80)))]
    for form in (str(address), *holding):
        with pytest.raises(SourceError, match="public web"):
            AddressGuard().check("news.example", 80, ["93.184.215.14", form])


@given(st.text(max_size=30), st.sampled_from(["http://", "https://", "", "//", "http:"]))
def test_whatever_is_written_it_is_read_or_refused_in_one_line(text: str, scheme: str) -> None:
    for url in (read(scheme + text), read(scheme + text, after="https://news.example/a/b")):
        if url is not None:
            assert url.scheme in ("http", "https")
            assert url.userinfo == b""
            assert url.port in (None, 80, 443)
            assert read_host(url.raw_host.decode()) == url.raw_host.decode()


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.15.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808"],
)
def test_public_addresses_pass(address: str) -> None:
    AddressGuard().check("news.example", 443, [address])


@pytest.mark.parametrize(
    "address", ["100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fe80::1%eth0"]
)
def test_services_that_know_a_machines_secrets_do_not_pass(address: str) -> None:
    with pytest.raises(SourceError):
        AddressGuard().check("news.example", 80, [address])


def test_a_name_without_addresses_does_not_pass() -> None:
    with pytest.raises(SourceError):
        AddressGuard().check("news.example", 80, [])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://News.Example./a#part", "http://news.example/a"),
        ("  https://news.example:443/a?b=c d\n", "https://news.example/a?b=c%20d"),
        ("http://новини.example/міст", "http://xn--b1amarcd.example/%D0%BC%D1%96%D1%81%D1%82"),
        ("https://news.example:80/", "https://news.example:80/"),
    ],
)
def test_an_address_is_brought_to_one_form(written: str, read: str) -> None:
    assert str(AddressGuard().read(written)) == read


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("news.example/story", "http://"),
        ("ftp://news.example/", "http://"),
        ("http://news.example:99999/", "http://"),
        ("http://news.example:8080/", "'news.example:8080'"),
        ("http://jane:secret@news.example/", "before the @"),
        ("http://" + "a" * 5000, "longer"),
        ("http://127.1/", "write it as a name"),
    ],
)
def test_a_refusal_says_what_to_change_and_no_password(address: str, says: str) -> None:
    with pytest.raises(SourceError) as caught:
        AddressGuard().read(address)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("Intra.Example", "intra.example"),
        ("intra.example.:08080", "intra.example:8080"),
        ("10.0.0.1:80", "10.0.0.1:80"),
        ("новини.example", "xn--b1amarcd.example"),
        ("::1", "[::1]"),
        ("[0:0::1]:8080", "[::1]:8080"),
    ],
)
def test_an_entry_of_the_setting_is_brought_to_one_form(entry: str, read: str) -> None:
    assert read_allowed(entry) == read


@pytest.mark.parametrize(
    "entry",
    ["", "http://a.example", "a.example/b", "a b", "a.example:", "a.example:0", "a:99999", "127.1", "*.a", "[a]"],
)
def test_what_is_no_entry_of_the_setting_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_allowed(entry)
