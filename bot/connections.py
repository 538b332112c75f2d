"""The tables of the settings file that say how a platform is connected: its doors and routes, one table each.

Blank or malformed secrets refuse the start; their values are never shown.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from bot.origins import is_sound

ADDRESS = r"^https?://[^\s@]+$"
HOOK_NAME = r"^[^\s|/]{1,20}$"


def _filled(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().strip():
        raise ValueError("is blank; copy it from the platform's console")
    return secret


def _aes_key(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9+/]{43}", secret.get_secret_value()):
        raise ValueError("must be the 43 letters and digits the console shows as EncodingAESKey")
    return secret


def _host(pattern: str) -> str:
    if not is_sound(pattern):
        raise ValueError("is no host; write files.example.com, *.example.com, or http://10.0.0.8:9000 with its port")
    return pattern


Secret = Annotated[SecretStr, AfterValidator(_filled)]
AesKey = Annotated[SecretStr, AfterValidator(_aes_key)]
Host = Annotated[str, AfterValidator(_host)]


class Section(BaseModel):
    """A table of the settings file; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CallbackKeys(Section):
    """One pair of callback secrets."""

    token: Secret = Field(description="Token of the callback configuration.")
    aes_key: AesKey = Field(description="EncodingAESKey of the callback configuration, 43 characters.")


class WeComApp(Section):
    """One self-built WeCom app (自建应用)."""

    corp_id: str = Field(pattern=r"^[A-Za-z0-9_-]{4,64}$", description="企业ID, on the page 我的企业.")
    agent_id: int = Field(ge=1, description="AgentId of the app.")
    secret: Secret = Field(description="Secret of the app.")
    token: Secret = Field(description="Token of 接收消息.")
    aes_key: AesKey = Field(description="EncodingAESKey of 接收消息, 43 characters.")
    previous: CallbackKeys | None = Field(None, description="The pair before, valid as well while it is being changed.")
    api_base: str = Field("https://qyapi.weixin.qq.com", pattern=ADDRESS, description="Address of the WeCom API.")


class WeComAiBot(Section):
    """One WeCom AI bot (智能机器人), connected by callback (URL 回调): the one that hears groups."""

    aibot_id: str = Field(pattern=r"^[A-Za-z0-9_-]{4,64}$", description="The bot's id, on its page in the console.")
    name: str = Field(min_length=1, max_length=40, description="The name it is @-mentioned by, exactly as in WeCom.")
    other_names: tuple[str, ...] = Field(
        (), description="Names to take off a message as well: former ones, and other bots of the same groups."
    )
    token: Secret = Field(description="Token of the callback configuration.")
    aes_key: AesKey = Field(description="EncodingAESKey of the callback configuration, 43 characters.")
    previous: CallbackKeys | None = Field(None, description="The pair before, valid as well while it is being changed.")
    directory_app: int | None = Field(
        None, description="AgentId of the configured app that turns encrypted user ids into plain ones."
    )
    api_base: str = Field(
        "https://qyapi.weixin.qq.com", pattern=ADDRESS, description="Address of the WeCom API; replies go nowhere else."
    )
    media_hosts: tuple[Host, ...] = Field(
        ("*.myqcloud.com", "*.qq.com", "*.qpic.cn"), description="Hosts pictures and files may be fetched from."
    )


class WeComWebhook(Section):
    """One WeCom group webhook (消息推送): speaks to its own group, hears nothing."""

    name: str = Field(pattern=HOOK_NAME, description="What the office calls it; chats are bound to it by this name.")
    key: Secret = Field(description="The key in the address the group shows, after key=.")
    api_base: str = Field("https://qyapi.weixin.qq.com", pattern=ADDRESS, description="Address of the WeCom API.")


class DingTalkRobot(Section):
    """One DingTalk enterprise robot (企业内部应用的机器人), HTTP mode."""

    corp_id: str = Field(pattern=r"^[A-Za-z0-9_-]{4,64}$", description="CorpId, on the home page of the open platform.")
    app_key: str = Field(pattern=r"^[A-Za-z0-9_-]{4,64}$", description="AppKey (Client ID) of the app.")
    app_secret: Secret = Field(description="AppSecret (Client Secret) of the app.")
    robot_code: str = Field(pattern=r"^[A-Za-z0-9_-]{4,64}$", description="RobotCode of the robot.")
    events: CallbackKeys | None = Field(None, description="token and aes_key of 事件订阅 by HTTP, where it is used.")
    card_template: str = Field(
        "", pattern=r"^[A-Za-z0-9_.-]{0,100}$", description="Id of the card template; blank: no cards, words only."
    )
    api_base: str = Field("https://api.dingtalk.com", pattern=ADDRESS, description="Address of the DingTalk API.")
    session_base: str = Field(
        "https://oapi.dingtalk.com", pattern=ADDRESS, description="Where session webhooks lead; none leads elsewhere."
    )
    media_hosts: tuple[Host, ...] = Field(
        ("*.aliyuncs.com", "*.dingtalk.com", "*.alicdn.com"), description="Hosts files may be fetched from."
    )


class DingTalkWebhook(Section):
    """One DingTalk custom robot (自定义机器人): speaks to its own group, hears nothing."""

    name: str = Field(pattern=HOOK_NAME, description="What the office calls it; chats are bound to it by this name.")
    access_token: Secret = Field(description="The access_token in the robot's address.")
    secret: Secret = Field(description="The secret of 加签, beginning with SEC.")
    api_base: str = Field("https://oapi.dingtalk.com", pattern=ADDRESS, description="Address of the DingTalk API.")
