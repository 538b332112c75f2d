"""The one settings object: `houqin.toml`, overridden by the environment (`HOUQIN_…`, `__` between levels).

What the office edits every day (people, deadlines, texts) is rows, not settings. Blank or malformed secrets refuse the
start; their values are never shown.
"""

from __future__ import annotations

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from bot.connections import DingTalkRobot, DingTalkWebhook, Section, WeComAiBot, WeComApp, WeComWebhook
from bot.errors import SettingsError
from bot.models import LanguageModel, Meaning, key_of

FILE = "houqin.toml"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as trouble:
        raise ValueError("is no time zone; Asia/Shanghai is one") from trouble
    return name


Zone = Annotated[str, AfterValidator(_zone)]


class Office(Section):
    """Who runs the assistant."""

    school: str = Field("", description="The school's name; a quoted document of another school is shown with its own.")
    department: str = Field("后勤保障部", description="The department's name as staff say it.")
    assistant: str = Field("助手", description="The name the bot is @-mentioned by.")
    zone: Zone = Field("Asia/Shanghai", description="The office's time zone.")
    duty_phone: str = Field("", description="The telephone of the duty room, shown wherever an emergency is mentioned.")
    contact: str = Field(
        "综合办公室", description="Whom staff ask when the assistant can't help, such as 综合办公室 张敏."
    )
    discipline_channel: str = Field(
        "", description="How to reach the discipline office; shown to who wants to report misconduct."
    )


class Store(Section):
    """Where the rows are."""

    url: str = Field("", description="sqlite:///PATH or postgresql+psycopg://…; blank: houqin.db in data_dir.")


class Redis(Section):
    """Optional wake-ups and token cache shared by several processes."""

    url: SecretStr = Field(SecretStr(""), description="redis://…; blank: in memory, for one process.")


class Serve(Section):
    """How the callbacks are listened for."""

    host: str = Field(
        "127.0.0.1", description="Address to listen on; anything but loopback belongs behind a proxy with TLS."
    )
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")


def _address(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise ValueError("is no address; https://houqin.example.edu.cn is one")
    return url.rstrip("/")


class Web(Section):
    """The pages that are opened in a browser."""

    public_url: Annotated[str, AfterValidator(_address)] = Field(
        "",
        description="The address staff reach the pages of this house at, such as https://houqin.example.edu.cn; "
        "blank: no link is given to anybody.",
    )


class _File(TomlConfigSettingsSource):
    """The settings file; also one that an editor of Windows begins with a byte order mark."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return tomllib.loads(file_path.read_bytes().decode("utf-8-sig"))


class Settings(BaseSettings):
    """Everything the operator sets."""

    model_config = SettingsConfigDict(
        env_prefix="HOUQIN_", env_nested_delimiter="__", extra="forbid", frozen=True, toml_file=FILE
    )

    data_dir: Path = Field(Path("var"), description="Folder of the database, the search index and kept files.")
    mode: Literal["live", "trial"] = Field(
        "live", description="trial: every push goes to the testers only, marked with whom it was meant for."
    )
    testers: tuple[str, ...] = Field((), description="工号 of the people who get everything in trial mode.")
    office: Office = Field(Office(), description="Who runs the assistant.")
    store: Store = Field(Store(), description="Where the rows are.")
    redis: Redis = Field(Redis(), description="Shared wake-ups and tokens.")
    serve: Serve = Field(Serve(), description="Listening.")
    web: Web = Field(Web(), description="Pages.")
    meaning: Meaning = Field(Meaning(), description="Finding by meaning.")
    wecom_app: tuple[WeComApp, ...] = Field((), description="WeCom apps, one table each.")
    wecom_aibot: tuple[WeComAiBot, ...] = Field((), description="WeCom AI bots, one table each.")
    wecom_webhook: tuple[WeComWebhook, ...] = Field((), description="WeCom group webhooks, one table each.")
    dingtalk_robot: tuple[DingTalkRobot, ...] = Field((), description="DingTalk robots, one table each.")
    dingtalk_webhook: tuple[DingTalkWebhook, ...] = Field((), description="DingTalk custom robots, one table each.")
    language_model: LanguageModel | None = Field(None, description="A model that may say answers in other words.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take arguments before the environment before the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _File(settings_cls)

    @property
    def store_url(self) -> str:
        """The database's address, with the default filled in."""
        return self.store.url or f"sqlite:///{self.data_dir / 'houqin.db'}"

    @property
    def has_real_door(self) -> bool:
        """Whether any platform is configured; the clock may then never be moved."""
        return bool(
            self.wecom_app or self.wecom_aibot or self.dingtalk_robot or self.wecom_webhook or self.dingtalk_webhook
        )

    @property
    def hears(self) -> bool:
        """Whether any configured door can hear somebody."""
        return bool(self.wecom_app or self.wecom_aibot or self.dingtalk_robot)


def load(file: Path | None = None, **given: Any) -> Settings:
    """Read the settings from `file` (default: houqin.toml here), the environment and `given`.

    Raises SettingsError with one line a fault, naming the setting and never its value.
    """
    chosen = file or Path(FILE)
    if file is not None and not file.exists():
        raise SettingsError(f"{file} does not exist")
    if chosen.exists() and not chosen.is_file():
        raise SettingsError(f"{chosen} is a folder, not a file; name the settings file with --config, or move it away")

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=chosen)

    try:
        settings = FromFile(**given)
    except ValidationError as trouble:
        raise SettingsError(_faults(trouble)) from None
    except UnicodeDecodeError:
        raise SettingsError(
            f"{chosen} is no text in UTF-8; save it again as UTF-8 (Notepad: 另存为, 编码 UTF-8)"
        ) from None
    except ValueError as trouble:
        raise SettingsError(f"{chosen} can't be read as TOML: {trouble}") from None
    _check_together(settings)
    return settings


def _check_together(settings: Settings) -> None:
    """Refuse what each setting allows and the others do not."""
    known = {app.agent_id for app in settings.wecom_app}
    for bot in settings.wecom_aibot:
        if bot.directory_app is not None and bot.directory_app not in known:
            raise SettingsError(f"wecom_aibot.directory_app: {bot.directory_app} is no configured wecom_app")
    for model in (settings.meaning, settings.language_model):
        if model is not None:
            key_of(model)
    if twice := _named_twice(settings):
        raise SettingsError(f"two tables have the same name or id: {twice}")
    if settings.mode == "trial" and not settings.testers:
        raise SettingsError("mode = trial needs testers: the 工号 of at least one person")


def _named_twice(settings: Settings) -> str:
    """Return what two tables of one kind call themselves; empty where each is its own."""
    for named in (
        [str(one.agent_id) for one in settings.wecom_app],
        [one.aibot_id for one in settings.wecom_aibot],
        [one.name for one in settings.wecom_webhook],
        [one.robot_code for one in settings.dingtalk_robot],
        [one.app_key for one in settings.dingtalk_robot],
        [one.name for one in settings.dingtalk_webhook],
    ):
        for name in named:
            if named.count(name) > 1:
                return name
    return ""


def _faults(trouble: ValidationError) -> str:
    lines = []
    for fault in trouble.errors(include_url=False, include_input=False, include_context=False):
        name = ".".join(str(part) for part in fault["loc"])
        lines.append(f"{name}: {fault['msg'].removeprefix('Value error, ')}")
    return "; ".join(lines)
