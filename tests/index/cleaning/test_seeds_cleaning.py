"""The first real input, cleaned: what is known of each source, what goes, what stays."""

import itertools
from pathlib import Path

from index import Article, Library, read_articles
from index.analysis.sentences import sentences
from shared_data import SHARED, needs_shared


@needs_shared
def test_the_seeds(tmp_path: Path) -> None:
    articles = {Path(article.origin).name[:3]: article for article in read_articles(SHARED / "seeds")
                if isinstance(article, Article)}  # fmt: skip
    for number, article in articles.items():
        # The first line, word for word, without section and site behind a bar, as 002 has them.
        raw = Path(article.origin).read_text(encoding="utf-8")
        assert article.title == raw.split("\n")[0].split(" | ")[0].strip(), number
    assert articles["000"].author == "Selava Omar"
    assert articles["001"].published == "2020-08-21"
    assert articles["003"].outlet == "New York Times"
    assert (articles["004"].outlet, articles["004"].published) == ("Xinhua", "2020-09-30")
    unknown = [articles[n].published for n in ("000", "002", "003")] + [
        articles[n].outlet for n in ("000", "001", "002")
    ]
    assert unknown == [""] * 6
    with Library.open(tmp_path / "library") as library:
        library.add(articles.values())
        passages = [
            passage.text for article in library.articles() for passage in library.passages(article.id)
        ]
    furniture = (
        *("[ad_", "Related", "Back to top", "Follow us", "google-news", "LinkedIn", "Twitter", "Source link"),
        *("More to explorer", "More news from", "Published:", "updated:", "omment(s)", "Print", "font size"),
        *("Bookmark", "Download", "moderator", "Required", "Newsletter", "Top Stories"),
    )
    assert not [(word, text) for word, text in itertools.product(furniture, passages) if word in text]


@needs_shared
def test_the_seeds_keep_their_sentences() -> None:
    """Counted: sentences of four words or more with an end mark, in the files; two of them are furniture."""
    counted = lost = 0
    for article in read_articles(SHARED / "seeds"):
        assert isinstance(article, Article)
        for line in article.extracted.split("\n"):
            spans = [span for span in sentences(line) if len(line[span.start : span.end].split()) > 3]
            ended = [
                line[span.start : span.end]
                for span in spans
                if line[: span.end].rstrip("\"'”’)")[-1:] in ".!?"
            ]
            furniture = "moderator" in line or "Twitter and Facebook" in line
            counted += 0 if furniture else len(ended)
            lost += sum((sentence not in article.text) != furniture for sentence in ended)
    assert counted > 70
    assert lost == 0
