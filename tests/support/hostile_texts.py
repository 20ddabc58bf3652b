"""Texts that would do something in Discord, and hypothesis strategies that build more of them."""

from hypothesis import strategies as st

HOSTILE = (
    "**bold**",
    "*italic*",
    "_italic_",
    "__underlined__",
    "~~struck~~",
    "||spoiler||",
    "`code`",
    "```py\nfence\n```",
    "[masked](https://evil.example)",
    "https://evil.example",
    "<https://evil.example>",
    "<@1>",
    "<@!1>",
    "<@&1>",
    "<#1>",
    "</ask:1>",
    "<t:0:R>",
    "<:a:1>",
    "<a:b:1>",
    "<id:customize>",
    "@everyone",
    "@here",
    ":smile:",
    "# heading",
    "## heading",
    "-# subtext",
    "- list",
    "* list",
    "+ list",
    "1. list",
    "> quote",
    ">>> quote",
)
texts = st.text() | st.lists(
    st.sampled_from((*HOSTILE, "\\", "\n", "\r", "\r\n", "\f", "\t", " ", "a", "7", "😀", "¯\\_(ツ)_/¯"))
).map("".join)
long_texts = st.builds(lambda text, times: text * times, texts, st.integers(1, 400))
