"""The tables of the settings file about models: optional, off unless written down. Keys are never shown."""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.connections import Section
from bot.errors import SettingsError

_LARGEST_KEY = 4096
_ASKED_BELOW = ("/embeddings", "/chat/completions")


def _address(url: str) -> str:
    parts = urlsplit(url)
    if url and (not parts.hostname or "@" in url or parts.query or parts.fragment or re.search(r"\s", url)):
        raise ValueError("is no address of a model; https://models.example.edu.cn/v1 is one")
    if url and not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))):
        raise ValueError("must be https, but for this machine itself: what goes out is not to be read on the way")
    bare = url.rstrip("/")
    return next((bare.removesuffix(path) for path in _ASKED_BELOW if bare.endswith(path)), bare)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _key(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]*", secret.get_secret_value()):
        raise ValueError("holds blanks or other characters that no key has")
    return secret


ModelAddress = Annotated[str, AfterValidator(_address)]
ModelKey = Annotated[SecretStr, AfterValidator(_key)]
KEY = "Its key, where it asks for one; better in the environment or in key_file."
KEY_FILE = "A file that holds nothing but the key."


class Meaning(Section):
    """An embedding model, with which questions in other words than the text's find it as well."""

    by: Literal["", "local", "endpoint"] = Field(
        "",
        description="local: the model in the wheel of houqin[meaning], nothing leaves the machine. endpoint: "
        "an OpenAI-compatible one; passages and questions are sent there. Blank: none.",
    )
    url: ModelAddress = Field("", description="Address of the endpoint up to `/v1`, https but for this machine itself.")
    model: str = Field("", max_length=200, description="The endpoint's name of the model.")
    key: ModelKey = Field(SecretStr(""), description=KEY)
    key_file: Path | None = Field(None, description=KEY_FILE)
    dimensions: int = Field(0, ge=0, le=4096, description="Numbers a vector shall have; 0 leaves it to the model.")
    question_prefix: str = Field(
        "", max_length=200, description="What the model wants before a question, as its card says."
    )
    passage_prefix: str = Field("", max_length=200, description="What it wants before a passage.")
    patience_ms: int = Field(
        800, ge=50, le=5000, description="How long a question waits for the endpoint at most, in milliseconds."
    )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.by == "endpoint" and not (self.url and self.model):
            raise ValueError("by = endpoint needs url and model")
        _refuse_two_keys(self.key, self.key_file)
        return self


class LanguageModel(Section):
    """An OpenAI-compatible language model that may say an answer in other words; without this table there is none."""

    url: ModelAddress = Field(
        min_length=1, description="Address up to `/v1`, https but for this machine itself; nothing else is asked."
    )
    model: str = Field(pattern=r"^[^\s]{1,100}$", description="The model's name, as its address calls it.")
    key: ModelKey = Field(SecretStr(""), description=KEY)
    key_file: Path | None = Field(None, description=KEY_FILE)
    documents: Literal["public", "department"] = Field(
        "public",
        description="public: only documents marked 公开 are shown to it; department: the department's own too.",
    )
    patience_ms: int = Field(
        3500, ge=50, le=3600, description="How long an answer waits for it at most, in milliseconds."
    )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        _refuse_two_keys(self.key, self.key_file)
        return self


def key_of(table: Meaning | LanguageModel) -> str:
    """Return a model's key, from its file where it stands in one. Raises SettingsError where that can't be read."""
    if table.key_file is None:
        return table.key.get_secret_value()
    section = "meaning" if isinstance(table, Meaning) else "language_model"
    try:
        with table.key_file.open(encoding="ascii") as opened:
            found = opened.read(_LARGEST_KEY).strip()
    except (OSError, ValueError) as trouble:
        raise SettingsError(
            f"{section}.key_file: {table.key_file} can't be read ({type(trouble).__name__}); "
            "name a text file the service may read"
        ) from None
    if not re.fullmatch(r"[!-~]+", found):
        raise SettingsError(f"{section}.key_file: {table.key_file} holds no key; write the key there and nothing else")
    return found


def _refuse_two_keys(key: SecretStr, file: Path | None) -> None:
    if key.get_secret_value() and file:
        raise ValueError("key and key_file are both given; take one out")
