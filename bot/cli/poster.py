"""The command that writes the poster for the notice board."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.house import load_settings
from bot.errors import SettingsError
from bot.web.poster import hears_groups
from bot.web.poster import poster as page

FILE = "助手听得到什么.html"
WRITTEN = "已写入 {file}，请用浏览器打开，按 A4 纸打印"
NO_PHONE = "还没有填写值班电话，纸上留了空白，请打印后手写，或在 houqin.toml 的 [office] 里写上 duty_phone 再做一次"
NOT_WRITTEN = "写不了“{file}”，请核对文件夹是否存在、能否写入"


def poster(
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path(FILE),
) -> None:
    """Write the poster that says what the assistant hears: one A4 page to print."""
    settings = load_settings()
    written = page(settings.office, groups=hears_groups(settings))
    try:
        output.write_text(written, encoding="utf-8")
    except OSError:
        raise SettingsError(NOT_WRITTEN.format(file=output)) from None
    typer.echo(WRITTEN.format(file=output))
    if not settings.office.duty_phone.strip():
        typer.echo(NO_PHONE, err=True)
