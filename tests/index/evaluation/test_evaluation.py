import json
import random
from pathlib import Path

import pytest
import pytrec_eval

from index import LibraryError
from index.cli.progress import follow
from index.evaluation.beir import read_qrels, read_queries
from index.evaluation.metrics import METRICS, evaluate
from index.evaluation.trec_run import figures
from shared_data import SHARED, needs_shared

TREC_EVAL = {
    "nDCG@10": "ndcg_cut_10",
    "MAP": "map",
    "R@100": "recall_100",
    "Hits@1": "success_1",
    "Hits@10": "success_10",
}


def test_the_metrics_are_those_of_trec_eval() -> None:
    chance = random.Random(7)
    documents = [f"d{number}" for number in range(150)]
    qrels, run = {}, {}
    for number in range(30):
        judged = chance.sample(documents, chance.randint(1, 20))
        qrels[f"q{number}"] = {document: chance.randint(0, 3) for document in judged} | {judged[0]: 2}
        run[f"q{number}"] = chance.sample(documents, chance.randint(0, 120))
    scored = {
        query: {document: float(-place) for place, document in enumerate(ranking)}
        for query, ranking in run.items()
    }
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut_10", "map", "recall_100", "success_1,10"})
    expected = evaluator.evaluate(scored)
    ours = evaluate(run.items(), qrels)
    assert ours["queries"] == 30
    for name, theirs in TREC_EVAL.items():
        # trec_eval leaves out a query that ranks nothing; here it counts 0.
        assert ours[name] == pytest.approx(sum(row[theirs] for row in expected.values()) / 30), name


def test_reciprocal_rank_looks_at_ten() -> None:
    ranking = [f"d{number}" for number in range(12)]
    assert METRICS["MRR@10"](ranking, {"d4": 1, "d6": 1}) == pytest.approx(1 / 5)
    assert METRICS["MRR@10"](ranking, {"d10": 1}) == 0
    assert METRICS["Hits@4"](ranking, {"d3": 1}) == 1
    assert METRICS["Hits@4"](ranking, {"d4": 1}) == 0


def test_queries_without_a_relevant_document_are_left_out() -> None:
    assert (
        evaluate([("a", ["d"]), ("b", ["d"]), ("c", ["d"])], {"a": {"d": 1}, "b": {"d": 0}})["queries"] == 1
    )


def test_queries_and_qrels_are_read_in_both_forms(tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"_id": 1, "text": "who", "exclude": "d9"}\n\n{"id": "q2", "question": "when"}\n')
    assert [(query.id, query.text, query.exclude) for query in read_queries(queries)] == [
        ("1", "who", "d9"),
        ("q2", "when", ""),
    ]
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\td1\t2\n1\td2\t0\n")
    assert read_qrels(tmp_path) == {"1": {"d1": 2, "d2": 0}}


@pytest.mark.parametrize(
    ("line", "reason"), [("[]", "is no JSON object"), ('{"_id": 1}', 'no "_id" or no "text"')]
)
def test_a_bad_query_names_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"_id": 1, "text": "who"}\n' + line)
    with pytest.raises(LibraryError, match=f"queries.jsonl:2: {reason}"):
        list(read_queries(path))


def test_bad_and_missing_qrels_say_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"no qrels\.tsv"):
        read_qrels(tmp_path)
    (tmp_path / "qrels.tsv").write_text("q1\td1\n")
    with pytest.raises(LibraryError, match=r"qrels\.tsv:1: wanted query-id, corpus-id and score"):
        read_qrels(tmp_path)


def thinned(folder: Path, step: int, to: Path) -> Path:
    """Lay out every `step`-th query of a BEIR folder, what answers it, and every `step`-th other document."""
    queries = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()[::step]
    asked = {json.loads(line)["_id"] for line in queries}
    qrels = {query: judged for query, judged in read_qrels(folder).items() if query in asked}
    answers = set[str]().union(*qrels.values())
    corpus = [
        line
        for number, line in enumerate((folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines())
        if number % step == 0 or json.loads(line)["_id"] in answers
    ]
    rows = [f"{query}\t{name}\t{grade}" for query, judged in qrels.items() for name, grade in judged.items()]
    for name, lines in (("queries.jsonl", queries), ("qrels.tsv", rows), ("corpus.jsonl", corpus)):
        (to / name).write_text("\n".join(lines), encoding="utf-8")
    return to


@needs_shared
@pytest.mark.parametrize(("name", "step", "least"), [("xquad_en", 3, 0.966), ("checkthat2020", 5, 0.92)])
def test_quality_does_not_fall(name: str, step: int, least: float, tmp_path: Path) -> None:
    folder = thinned(SHARED / "eval" / name, step, tmp_path)
    assert figures(folder, folder / "corpus.jsonl", follow)["nDCG@10"] >= least
