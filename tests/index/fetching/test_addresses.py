"""Which addresses are fetched from: those of the public internet, however they are written."""

import pytest

from index.fetching import Fetcher, FetchError, Guard
from index.fetching.ip_ranges import odd_host, refusal
from web_server import refused

PRIVATE = [
    ("127.0.0.1", "this machine"),
    ("127.8.8.8", "this machine"),
    ("0.0.0.0", "this network"),  # noqa: S104
    ("10.0.0.1", "a private network"),
    ("172.16.0.1", "a private network"),
    ("172.31.255.255", "a private network"),
    ("192.168.1.1", "a private network"),
    ("100.64.0.1", "a carrier's network"),
    ("100.100.100.200", "a carrier's network"),
    ("169.254.169.254", "a local link, where clouds keep their metadata"),
    ("168.63.129.16", "a cloud's metadata service"),
    ("192.0.0.192", "protocol assignments"),
    ("198.18.0.1", "benchmarks"),
    ("224.0.0.1", "multicast"),
    ("255.255.255.255", "reserved"),
    ("::1", "this machine"),
    ("::", "this network"),
    ("fe80::1", "a local link"),
    ("fe80::1%eth0", "a local link"),
    ("fc00::1", "a private network"),
    ("fd00:ec2::254", "a private network"),
    ("ff02::1", "multicast"),
    ("::ffff:127.0.0.1", "this machine"),
    ("::ffff:a9fe:a9fe", "a local link, where clouds keep their metadata"),
    ("::127.0.0.1", "no network"),
    ("64:ff9b::10.0.0.1", "a private network"),
    ("64:ff9b:1::1", "no network"),
    ("2002:7f00:1::", "this machine"),
    ("2002:c0a8:101::1", "a private network"),
    ("2001:0:5ef5:79fd::1", "protocol assignments, Teredo among them"),
    ("2001:db8::1", "documentation"),
]


@pytest.mark.parametrize(("address", "purpose"), PRIVATE)
def test_an_address_outside_the_public_internet_is_refused(address: str, purpose: str) -> None:
    assert refusal(address) == f"{address} is an address for {purpose}, not the public internet"


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "8.8.8.8",
        "2606:2800:220:1::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_a_public_address_is_not(address: str) -> None:
    assert refusal(address) == ""


@pytest.mark.parametrize(("address", "purpose"), PRIVATE)
async def test_an_address_in_a_url_is_refused(address: str, purpose: str) -> None:
    host = f"[{address}]" if ":" in address else address
    for scheme in ("http", "https"):
        reason = await refused(Fetcher(), f"{scheme}://{host.replace('%', '%25')}/")
        assert purpose in reason or "names a link of this machine" in reason


@pytest.mark.parametrize("address", [address for address, _ in PRIVATE if "%" not in address])
async def test_a_name_that_leads_there_is_refused(address: str) -> None:
    async def lookup(host: str, port: int) -> list[str]:
        assert (host, port) == ("news.example", 443)
        return ["93.184.216.34", address]

    reason = await refused(Fetcher(guard=Guard(lookup=lookup)), "https://news.example/")
    assert "not the public internet" in reason


async def test_localhost_is_refused_by_the_address_the_system_gives() -> None:
    assert "this machine" in await refused(Fetcher(), "http://localhost/")
    assert "this machine" in await refused(Fetcher(), "http://LOCALHOST/")


@pytest.mark.parametrize(
    "host",
    [
        *(
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "017700000001",
            "127.1",
            "127.0.1",
            "127.0.0.1.",
        ),
        *("10.1", "0xa9fea9fe", "0xA9.0xFE.0xA9.0xFE", "0251.0376.0251.0376", "1.2.3.4.5", "0", "134744072"),
    ],
)
async def test_an_address_in_an_unusual_form_is_refused(host: str) -> None:
    assert await refused(Fetcher(), f"http://{host}/") == (
        f"{host.lower()} is an address in an unusual form; write it as four decimal numbers"
    )


async def test_digits_of_other_scripts_make_no_address() -> None:
    with pytest.raises(FetchError):
        await Fetcher().get("http://①②⑦.⓪.⓪.①/")
    with pytest.raises(FetchError):
        await Fetcher().get("http://127。0。0。1/")


@pytest.mark.parametrize("host", ["example.org", "1.example.org", "x0", "2001:db8::1", "8.8.8.8"])
def test_a_usual_host_is_not(host: str) -> None:
    assert odd_host(host) == ""


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", "leads to ftp address"),
        ("example.org/page", "is no address; write it with http:// or https://"),
        ("http://", "is no address"),
        ("http://exa mple/", "check the address"),
        ("http://[::1", "check the address"),
        ("https://example.org:8443/", "leads to port 8443"),
        ("http://example.org:0/", "leads to port 0"),
    ],
)
async def test_other_addresses_are_refused(url: str, reason: str) -> None:
    assert reason in await refused(Fetcher(), url)
