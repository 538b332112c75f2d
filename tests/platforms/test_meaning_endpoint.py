"""The endpoint of an embedding model: believed as numbers only, waited for briefly, its key shown to nobody."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.errors import MeaningDown, SettingsError
from bot.meaning import embedder_of
from bot.models import Meaning
from bot.settings import load
from knowledge.meaning.asking import Asking
from knowledge.meaning.endpoint import Endpoint, EndpointEmbedder
from knowledge.meaning.outage import Outage
from tests.emulators.embeddings import DIMENSIONS, Embeddings, good, vector_of

KEY = "sk-only-the-endpoint-sees-this"
BOUND_S, PATIENT_S = 0.2, 10.0


@pytest.fixture(scope="module")
def served() -> Iterator[Embeddings]:
    """One server for all tests; each sets how it answers."""
    emulated = Embeddings()
    with emulated.loopback:
        yield emulated


@pytest.fixture
def server(served: Embeddings) -> Embeddings:
    served.answer, served.status, served.headers, served.manner = good, 200, {}, "at once"
    served.requests.clear()
    return served


@pytest.fixture
def model(server: Embeddings) -> Iterator[EndpointEmbedder]:
    endpoint = Endpoint(f"{server.loopback.base}/v1", "m", KEY, question_prefix="query: ", passage_prefix="passage: ")
    embedder = EndpointEmbedder(endpoint, PATIENT_S, PATIENT_S)
    yield embedder
    embedder.close()


def test_vectors_come_in_the_order_of_the_texts(model: EndpointEmbedder, server: Embeddings) -> None:
    """Whatever the order of the answer; of length 1; with the model's name, its prefixes and the key in a header."""
    found = model.passages(["厨房", "宿舍"])
    expected = np.array([vector_of("passage: 厨房"), vector_of("passage: 宿舍")])
    assert np.allclose(found, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-6)
    assert np.allclose(np.linalg.norm(model.question("谁做饭")), 1.0)
    body, headers = server.requests[-1]
    assert (body["model"], body["input"]) == ("m", ["query: 谁做饭"])
    assert headers["Authorization"] == f"Bearer {KEY}"


LIES: dict[str, Any] = {
    "fewer vectors": lambda texts: {"data": good(texts)["data"][1:]},
    "more vectors": lambda texts: {"data": [*good(texts)["data"], {"index": 9, "embedding": [1.0, 2.0]}]},
    "one place twice": lambda texts: {"data": [dict(row, index=0) for row in good(texts)["data"]]},
    "other dimensions": lambda texts: {"data": [dict(r, embedding=r["embedding"][:5]) for r in good(texts)["data"]]},
    "uneven vectors": lambda texts: {
        "data": [{"index": i, "embedding": [1.0] * (4 + i)} for i in range(len(texts))]
    },
    "no numbers": lambda texts: {"data": [{"index": i, "embedding": [math.nan] * 8} for i in range(len(texts))]},
    "endless numbers": lambda texts: {"data": [{"index": i, "embedding": [1e300] * 8} for i in range(len(texts))]},
    "only zeros": lambda texts: {"data": [{"index": i, "embedding": [0.0] * 8} for i in range(len(texts))]},
    "words": lambda texts: {"data": [{"index": i, "embedding": ["a"] * 8} for i in range(len(texts))]},
    "truths": lambda texts: {"data": [{"index": i, "embedding": [True] * 8} for i in range(len(texts))]},
    "no list": lambda _: {"data": {"0": "x"}},
    "an error in good shape": lambda _: {"error": {"message": "quota"}},
    "a word": lambda _: "x",
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_what_is_no_vector_is_not_taken(lie: str, model: EndpointEmbedder, server: Embeddings) -> None:
    """After one good answer the number of dimensions is agreed as well; what is wrong is said without any content."""
    model.passages(["厨房", "宿舍"])
    server.answer = LIES[lie]
    with pytest.raises(MeaningDown) as down:
        model.passages(["厨房", "宿舍"])
    assert KEY not in str(down.value)
    assert "厨房" not in str(down.value)


@pytest.mark.parametrize("status", [400, 401, 429, 500, 302])
def test_a_refusal_says_its_number(status: int, model: EndpointEmbedder, server: Embeddings) -> None:
    """How long to stay away is heard; only some refusals are about the texts sent; nobody is followed elsewhere."""
    server.status = status
    server.headers = {"Retry-After": "7", "Location": "http://127.0.0.1:9/v1/embeddings"}
    with pytest.raises(MeaningDown, match=f"HTTP {status}") as down:
        model.question("谁做饭")
    assert (down.value.rest_s, down.value.is_of_text) == (7.0, status == 400)
    assert len(server.requests) == 1


@pytest.mark.parametrize("manner", ["never", "drop by drop", "without end"])
def test_who_is_slow_is_not_waited_for(manner: str, server: Embeddings) -> None:
    """An answer that never comes, comes byte by byte or never ends costs the bound and no more."""
    server.manner = manner
    model = EndpointEmbedder(Endpoint(f"{server.loopback.base}/v1", "m", KEY), BOUND_S, BOUND_S)
    began = time.perf_counter()
    with pytest.raises(MeaningDown):
        model.question("谁做饭")
    assert time.perf_counter() - began < 5 * BOUND_S
    model.close()


def test_nobody_there_is_an_outage(server: Embeddings) -> None:
    """The address is in no error."""
    embedder = EndpointEmbedder(Endpoint("http://127.0.0.1:9/v1", "m", KEY), BOUND_S)
    with pytest.raises(MeaningDown) as down:
        embedder.question("谁做饭")
    embedder.close()
    assert "127.0.0.1" not in str(down.value)


def test_an_outage_is_one_line_of_log_and_few_requests(
    model: EndpointEmbedder, server: Embeddings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Questions go on without; it is tried again after a rest that doubles; its end is one line as well."""
    now = [0.0]
    asking = Asking(model, Outage(model.identity, lambda: now[0]))
    server.status = 500
    for second in range(30):
        now[0] = float(second)
        assert asking.vector(f"第{second}个问题") is None
    assert len(server.requests) == 4  # after 0, 2, 6 and 14 s
    server.status = 200
    now[0] = 100.0
    found = asking.vector("厨房归谁管")
    assert found is not None
    assert len(found) == DIMENSIONS
    assert server.requests[-1][0]["input"] == ["query: 厨房归谁管"]
    asked = len(server.requests)
    assert asking.vector("厨房归谁管") is found
    assert asking.vector("拨打13812345678找谁") is None  # whose it is, is nobody's business elsewhere
    assert len(server.requests) == asked
    asking.close()
    said = capsys.readouterr().out
    assert (said.count("search goes on without"), said.count("works again")) == (1, 1)
    assert KEY not in said


def test_the_key_is_in_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of the settings nor of the endpoint; it may stand in a file or in the environment."""
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n", encoding="utf-8")
    written = tmp_path / "houqin.toml"
    written.write_text('[meaning]\nby = "endpoint"\nurl = "http://127.0.0.1:9/v1/"\nmodel = "m"\n', encoding="utf-8")
    monkeypatch.setenv("HOUQIN_MEANING__KEY_FILE", str(file))
    by_file = load(written).meaning
    monkeypatch.delenv("HOUQIN_MEANING__KEY_FILE")
    monkeypatch.setenv("HOUQIN_MEANING__KEY", KEY)
    by_environment = load(written).meaning
    for settings in (by_file, by_environment):
        embedder = embedder_of(settings)
        assert isinstance(embedder, EndpointEmbedder)
        assert embedder._endpoint.key == KEY
        assert embedder._endpoint.url == "http://127.0.0.1:9/v1"
        assert KEY not in repr(settings) + repr(embedder._endpoint) + embedder.identity
    with pytest.raises(SettingsError, match="key_file") as refused:
        embedder_of(Meaning(by="endpoint", url="https://a/v1", model="m", key_file=tmp_path / "none"))
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    "section",
    [
        'by = "endpoint"',
        'url = "ftp://x"',
        'url = "http://models.example.edu.cn/v1"',
        'key = "a b"',
        'by = "cloud"',
        'key = "a"\nkey_file = "b"',
        "more = 1",
    ],
)
def test_a_section_that_is_not_whole_refuses_the_start(section: str, tmp_path: Path) -> None:
    """Without showing what was written."""
    file = tmp_path / "houqin.toml"
    file.write_text(f"[meaning]\n{section}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="meaning"):
        load(file)


def test_without_the_section_nothing_is_loaded() -> None:
    """It is off by default."""
    assert embedder_of(Meaning()) is None
