"""Which addresses may be reached: those of the public internet, and none that stands for another network."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# The registries of special addresses (RFC 6890 and its updates), written out since what `ipaddress` counts as
# global differs between releases of Python.
_IPV4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "a private network",
    "100.64.0.0/10": "a carrier's network",
    "127.0.0.0/8": "this machine",
    "168.63.129.16/32": "a cloud's metadata service",
    "169.254.0.0/16": "a local link, where clouds keep their metadata",
    "172.16.0.0/12": "a private network",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.88.99.0/24": "relays",
    "192.168.0.0/16": "a private network",
    "198.18.0.0/15": "benchmarks",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_IPV6 = {
    "::/128": "this network",
    "::1/128": "this machine",
    "100::/64": "discarding",
    "2001::/23": "protocol assignments, Teredo among them",
    "2001:db8::/32": "documentation",
    "3fff::/20": "documentation",
    "fc00::/7": "a private network",
    "fe80::/10": "a local link",
    "fec0::/10": "a private network",
    "ff00::/8": "multicast",
}
_IPV4_NETWORKS = {IPv4Network(network): purpose for network, purpose in _IPV4.items()}
_IPV6_NETWORKS = {IPv6Network(network): purpose for network, purpose in _IPV6.items()}
_GLOBAL_IPV6 = IPv6Network("2000::/3")
# Networks whose addresses carry an IPv4 address, and how many bits stand behind it.
_CARRIERS = {
    IPv6Network("::ffff:0:0/96"): 0,  # IPv4-mapped
    IPv6Network("64:ff9b::/96"): 0,  # NAT64
    IPv6Network("2002::/16"): 80,  # 6to4
}
_NUMERIC = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)


def refusal(address: str) -> str:
    """Return why `address` may not be reached, or "" where it may: an IP address in its usual form."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return f"{address} is no address"
    purpose = _purpose(parsed)
    return f"{address} is an address for {purpose}, not the public internet" if purpose else ""


def _purpose(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return next((what for network, what in _IPV4_NETWORKS.items() if address in network), "")
    if address.scope_id:
        return "a local link"
    for network, behind in _CARRIERS.items():
        if address in network:
            return _purpose(IPv4Address(int(address) >> behind & 0xFFFFFFFF))
    listed = next((what for network, what in _IPV6_NETWORKS.items() if address in network), "")
    return listed or ("" if address in _GLOBAL_IPV6 else "no network")


def odd_host(host: str) -> str:
    """Return why a host is refused for how it is written, or "".

    Browsers and C libraries read "2130706433", "0x7f.1" and "0177.0.0.1" as addresses, each in its own way.
    """
    if not host:
        return "the address has no host"
    if "%" in host:
        return f"{host} names a link of this machine"
    if ":" in host or not _NUMERIC.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return ""
    try:
        IPv4Address(host)
    except ValueError:
        return f"{host} is an address in an unusual form; write it as four decimal numbers"
    return ""
