"""Questions that people ask about the sample articles, and about other things: which find an answer."""

from collections.abc import Iterator

import pytest

from index import Library
from index.sample import sample_articles

ANSWERED = (
    "What happened to the apricots?",
    "What did the inquiry into the ferry find?",
    "Why did the parking meters stop working?",
    "Who scored the winning penalty?",
    "How many people were hurt on the ferry?",
    "When will the library close on Sundays?",
    "How much will property taxes go up?",
    "How old is the flood record?",
    "Who restored the cinema organ?",
    "What did Pemberton say at half-time?",
    "How long were the meters broken?",
    "Which team won the cup?",
    "What caused the outage of the parking meters?",
    "Who is Nell Fairbrace?",
    "How many dogs were rescued?",
    "What was wrong with buoy 7?",
    "How much do the ferry repairs cost?",
    "Did frost kill the cherries?",
    "When is the preliminary report due?",
    "What does the new budget cost homeowners?",
    "How cold did it get?",
    "Where did the ferry run aground?",
    "How many pipes does the organ have?",
    "Who voted against the budget?",
    "How many sailings are there now?",
    "What is the flood history of Lake Orrin?",
    "Was the captain drunk?",
    "How did children get off the boat?",
    "Is the bridge on Mill Street going to be replaced?",
    "What did the goalkeeper do?",
    "tell me about the floods in the valley",
    "captain of the ferry",
    "parking ticket refunds",
    "crop insurance deadline",
)
FOREIGN = (
    "Who won the presidential election?",
    "What is the capital of France?",
    "When was Nikola Tesla born?",
    "Which company makes the iPhone?",
    "How many people died in the earthquake in Turkey?",
    "What did Kadhimi say about combat troops?",
    "Who is the prime minister of Iraq?",
    "What are the symptoms of measles?",
    "Which films won an Oscar this year?",
    "How do vaccines work?",
    "When did the Berlin wall fall?",
    "What is the price of gold?",
    "Where will the next Olympics be held?",
    "Who discovered penicillin?",
    "How many goals did Messi score in 2022?",
    "What did the United Nations decide about climate change?",
    "Is there life on Mars?",
    "Which bank was fined for money laundering?",
    "What did the mayor say about the airport?",
    "Who wrote the song that won the contest?",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("sample")) as opened:
        opened.add(sample_articles())
        yield opened


def test_nearly_all_that_the_articles_answer_is_answered(library: Library) -> None:
    refused = [question for question in ANSWERED if not library.search(question).found]
    # Their one rare word stands nowhere: rescued for saved, wrong, drunk.
    assert set(refused) <= {
        "How many dogs were rescued?",
        "What was wrong with buoy 7?",
        "Was the captain drunk?",
    }


def test_hardly_anything_else_is_answered(library: Library) -> None:
    # Of its two words one stands there: the children wore life jackets.
    assert {question for question in FOREIGN if library.search(question).found} <= {"Is there life on Mars?"}
