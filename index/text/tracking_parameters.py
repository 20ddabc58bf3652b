"""Which parameters of an address say how a reader came to an article, and not which article it is.

A parameter that is dropped without need makes two articles one, and one that is kept without need makes one
article two, which is the lesser harm. So everywhere only names are dropped that some tool of measuring has
made up for itself. Words that a site may choose an article by ("id", "p", "cid", "post", "story", "page")
stay, but on single sites where they are known to mean something else, and where a value names a channel.
"""

from typing import NamedTuple


class Family(NamedTuple):
    """Parameters of one origin; `sites` are the hosts, with all below them, that it counts for, or all."""

    origin: str
    names: str = ""
    prefixes: str = ""
    sites: str = ""


# Names are in lower case; addresses are compared likewise.
FAMILIES = (
    Family("Google Analytics and its ads", "gclid gclsrc gbraid wbraid dclid _ga _gl srsltid", "utm_ gad_"),
    Family(
        "Facebook and Instagram", "fbclid igshid igsh mibextid fb_action_ids fb_action_types fb_source fb_ref"
    ),
    Family(
        "other networks and search engines",
        "twclid ttclid li_fat_id msclkid yclid ymclid ysclid rdt_cid epik",
    ),
    Family("what Twitter's embeds append", "ref_src ref_url __twitter_impression"),
    Family(
        "link networks", "tblci dicbo irclickid cjevent wickedid _openstat _branch_match_id _branch_referrer"
    ),
    Family("Piano Analytics (the BBC's feeds, French papers)", prefixes="at_"),
    Family("AT Internet, its predecessor", "xtor xtref xtcr"),
    Family("comScore", "ns_mchannel ns_source ns_campaign ns_linkname ns_fee"),
    Family("Adobe Analytics", "cmp cmpid intcmp icid s_cid s_kwcid sc_cid ef_id ocid ncid"),
    Family("Mapp, once Webtrekk and WebTrends", prefixes="wt_ wt."),
    Family("Matomo", prefixes="mtm_ matomo_ pk_ piwik_"),
    Family("hints from one page of a site to the next", prefixes="itm_"),
    Family("tests of Piano's paywalls", "cx_testid cx_testvariant cx_artpos cx_experienceid cx_tag"),
    Family("Mailchimp, Marketo, Vero", "mc_cid mc_eid mkt_tok vero_id vero_conv"),
    Family("HubSpot", "_hsenc _hsmi __hstc __hssc __hsfp hsctatracking", "hsa_"),
    Family("Omeda", "oly_enc_id oly_anon_id"),
    Family("Klaviyo, Drip, Beehiiv, Kit", "_ke _kx __s _bhlid ck_subscriber_id"),
    Family("Yahoo's consent pages", "guccounter guce_referrer guce_referrer_sig soc_src soc_trk"),
    Family("caches of AMP pages", "amp_js_v amp_gsa amp_markup usqp"),
    Family("Condé Nast", "mbid bxid cndid"),
    Family("the New York Times", "smid smtyp smprod"),
    Family("the Daily Mail", "ito"),
    Family("the Washington Post", "wpisrc wpmm wpmk wpsrc"),
    Family("Bloomberg, the Economist, the FT, CNBC", "srnd sref fsrc ftcamp __source"),
    Family("Der Spiegel, Le Monde", prefixes="sara_ lmd_"),
    Family("Al Jazeera", "traffic_source"),
    Family(
        "the New York Times, in its letters and gifts",
        "emc partner te nl campaign_id instance_id segment_id user_id regi_id referringsource giftlink ugrp "
        "unlocked_article_code action module pgtype region contentcollection",
        sites="nytimes.com",
    ),
    Family("the Daily Mail, between its pages", "ico", sites="dailymail.co.uk"),
    Family("the Washington Post, between its pages", "itid tid noredirect", sites="washingtonpost.com"),
    Family("the BBC, between its pages", "intlink_from_url link_location", sites="bbc.co.uk bbc.com"),
    Family("Reuters' feeds", "feedtype feedname rpc il taid", sites="reuters.com"),
    Family("Dow Jones", "mod reflink st", sites="wsj.com barrons.com marketwatch.com"),
    Family("Bloomberg, between its pages", "leadsource in_source", sites="bloomberg.com"),
    Family("the FT, when shared", "sharetype segmentid", sites="ft.com"),
    Family("Politico's letters", "nname nid nrid nlid", sites="politico.com politico.eu"),
    Family("NPR's feeds", "ft f sc", sites="npr.org"),
    Family("ABC News and CNN, when shared", "cid iref eref hpt", sites="abcnews.go.com cnn.com"),
    Family("El País", "ssm prod event_log id_externo_rsoc id_externo_nwl", sites="elpais.com"),
    Family("Condé Nast's letters", "esrc hasha hashb hashc", sites="newyorker.com wired.com vanityfair.com"),
    Family("Microsoft's start page", "cvid ei pc", sites="msn.com"),
    Family("Google News", "oc", sites="news.google.com"),
    Family("posts of Twitter", "s t", sites="twitter.com x.com"),
    Family("LinkedIn", "trk trkcampaign rcm", sites="linkedin.com"),
    Family("videos when shared", "si feature pp ab_channel", sites="youtube.com youtu.be"),
    Family("Medium", "source sk", sites="medium.com"),
    Family(
        "Substack, whose paths name the post",
        "r s isfreemail publication_id post_id triedredirect showwelcome",
        sites="substack.com",
    ),
)
# Words that choose the article on some sites; where their value is a channel, they do not.
_SOURCES = frozenset(("ref", "referrer", "src", "source", "from", "via", "partner"))
_CHANNELS = frozenset(
    (
        *("rss", "twitter", "facebook", "fb", "instagram", "linkedin", "whatsapp", "telegram", "reddit"),
        *("email", "newsletter", "share", "social"),
    )
)
# The same article in another dress.
_DRESSES = frozenset((("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp")))

_NAMES = frozenset(name for family in FAMILIES if not family.sites for name in family.names.split())
_PREFIXES = tuple(prefix for family in FAMILIES for prefix in family.prefixes.split())
# Of several families of one site, all count.
_OF_SITES: dict[str, set[str]] = {}
for _family in FAMILIES:
    for _site in _family.sites.split():
        _OF_SITES.setdefault(_site, set()).update(_family.names.split())


def is_tracking(host: str, name: str, value: str) -> bool:
    """Whether the parameter `name` of an address at `host`, without "www.", chooses no article there."""
    name, value = name.lower(), value.lower()
    if name in _NAMES or name.startswith(_PREFIXES) or (name, value) in _DRESSES:
        return True
    if name in _SOURCES and value in _CHANNELS:
        return True
    labels = host.split(".")
    return any(name in _OF_SITES.get(".".join(labels[start:]), ()) for start in range(len(labels) - 1))
