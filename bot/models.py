"""The tables of the settings file about models: optional, off unless written down. Keys are never shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.connections import Section
from bot.errors import SettingsError

_LARGEST_KEY = 4096


def _base(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or "@" in url or parts.query or "#" in url):
        raise ValueError("is no address; https://models.example.edu.cn/v1 is one")
    return url.rstrip("/").removesuffix("/embeddings")


def _key(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]*", secret.get_secret_value()):
        raise ValueError("holds blanks or other characters that no key has")
    return secret


ApiBase = Annotated[str, AfterValidator(_base)]
ApiKey = Annotated[SecretStr, AfterValidator(_key)]


class Meaning(Section):
    """An embedding model, with which questions in other words than the text's find it as well."""

    by: Literal["", "local", "endpoint"] = Field(
        "",
        description="local: the model in the wheel of houqin[meaning], nothing leaves the machine. endpoint: "
        "an OpenAI-compatible one; passages and questions are sent there. Blank: none.",
    )
    url: ApiBase = Field("", description="Address of the endpoint, such as https://models.example.edu.cn/v1.")
    model: str = Field("", max_length=200, description="The endpoint's name of the model.")
    key: ApiKey = Field(SecretStr(""), description="The endpoint's key; better in the environment or in key_file.")
    key_file: Path | None = Field(None, description="A file that holds nothing but the key.")
    dimensions: int = Field(0, ge=0, le=4096, description="Numbers a vector shall have; 0 leaves it to the model.")
    question_prefix: str = Field(
        "", max_length=200, description="What the model wants before a question, as its card says."
    )
    passage_prefix: str = Field("", max_length=200, description="What it wants before a passage.")
    bound_ms: int = Field(800, ge=50, le=5000, description="How long an answer waits for the endpoint at most.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.by == "endpoint" and not (self.url and self.model):
            raise ValueError("by = endpoint needs url and model")
        if self.key.get_secret_value() and self.key_file:
            raise ValueError("key and key_file are both given; take one out")
        return self


def key_of(key: SecretStr, file: Path | None, section: str) -> str:
    """Return a key, from its file where it stands in one. Raises SettingsError where that can't be read."""
    if file is None:
        return key.get_secret_value()
    try:
        with file.open(encoding="ascii") as opened:
            found = opened.read(_LARGEST_KEY).strip()
    except (OSError, ValueError) as trouble:
        raise SettingsError(f"{section}.key_file: {file} can't be read ({type(trouble).__name__})") from None
    if not re.fullmatch(r"[!-~]+", found):
        raise SettingsError(f"{section}.key_file: {file} holds no key")
    return found
