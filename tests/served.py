"""A real `houqin serve` in a process of its own, in a folder of its own, and the commands around it.

Output goes to files, so that no pipe ever fills and everything that was ever said can be looked through at the end.
"""

from __future__ import annotations

import csv
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.store.sheets.sample import FOLDER as OFFICE_TABLES
from tests.emulators.wecom_callbacks import Account, Callback
from tests.forked import Forked

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "knowledge" / "samples"
SECRET = "Zq7xK9wLr2vN4bTs6uYp8hGd0fJc3mAe1iOkXlVnBtW"
DEADLINE_S = 30.0
SETTINGS = """\
data_dir = "{folder}/var"
mode = "{mode}"
testers = {testers}

[office]
school = "青衡大学"
department = "后勤保障部"
contact = "综合办公室 张敏"
duty_phone = "8110"

[serve]
port = {port}

[[wecom_app]]
corp_id = "{corp_id}"
agent_id = {agent_id}
secret = "{secret}"
token = "{token}"
aes_key = "{aes_key}"
api_base = "{api_base}"
"""


def until(holds: Callable[[], object], what: str, within_s: float = DEADLINE_S) -> None:
    """Wait until something holds; fail after the deadline."""
    ends = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < ends, f"not within {within_s:.0f} s: {what}"
        time.sleep(0.02)


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served:
    """One installation: settings, data, and the server while it runs. A context manager that ends the server."""

    def __init__(  # noqa: PLR0913 — what an installation is made of
        self,
        folder: Path,
        api_base: str,
        *,
        mode: str = "live",
        testers: Sequence[str] = (),
        secret: str = SECRET,
        account: Account | None = None,
        more: str = "",
    ) -> None:
        """more: further tables of the settings file."""
        self.folder, self.port, self.account = folder, free_port(), account or Account()
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "houqin.toml"
        self.log = folder / "output.log"
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.file.write_text(
            SETTINGS.format(
                folder=folder,
                mode=mode,
                testers=list(testers),
                port=self.port,
                corp_id=self.account.corp_id,
                agent_id=self.account.agent_id,
                secret=secret,
                token=self.account.token,
                aes_key=self.account.aes_key,
                api_base=api_base,
            )
            + more,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, at: TracebackType | None
    ) -> None:
        if self.process is not None:
            self.kill()

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "var" / "houqin.db"

    @property
    def path(self) -> str:
        """The callback's path."""
        return f"/callback/wecom-app/{self.account.agent_id}"

    @property
    def url(self) -> str:
        """The callback's address."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    @property
    def output(self) -> str:
        """Everything the server and the commands have said."""
        return self.log.read_text(encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run a command to its end; return its exit code and all it said."""
        output = self.folder / "said.log"
        output.unlink(missing_ok=True)
        code = Forked(["--config", str(self.file), *arguments], self.folder, output).wait(60)
        said = output.read_text(encoding="utf-8")
        with self.log.open("a", encoding="utf-8") as log:
            log.write(said)
        return code, said

    def start(self, *, forked: bool = False) -> None:
        """Start the server and wait until it says that it serves. forked: with everything loaded."""
        self.log.touch()
        before = self.log.stat().st_size
        self.process = process = self._forked() if forked else self._started()
        until(lambda: "serving on" in self.output.encode()[before:].decode() or process.poll() is not None, "start")
        assert process.poll() is None, self.output

    def stop(self) -> float:
        """End the server as an operator does; return how many seconds it took. It must end well."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(DEADLINE_S)
        self.process = None
        assert code in (0, -signal.SIGTERM), (code, self.output)
        return time.monotonic() - began

    def kill(self) -> None:
        """End the server as a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(DEADLINE_S)
        self.process = None

    def post(self, callback: Callback) -> int:
        """Send one callback once; return the status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", f"{self.path}?{callback.url_query}", callback.body)
            return connection.getresponse().status
        finally:
            connection.close()

    def import_samples(self, extra: dict[str, str] | None = None) -> None:
        """Fill the house by the commands an operator types: levels, units, people, policies (and `extra` documents)."""
        tables, policies = self.folder / "tables", self.folder / "policies"
        tables.mkdir()
        shutil.copytree(SAMPLES, policies, ignore=shutil.ignore_patterns("_make", "README.md"))
        for name, text in (extra or {}).items():
            (policies / name).write_text(text, encoding="utf-8")
        for table in ("levels", "units"):
            shutil.copy(OFFICE_TABLES / f"{table}.csv", tables)
        _with_wecom_accounts(OFFICE_TABLES / "people.csv", tables / "people.csv")
        wanted = [["import", table, str(tables / f"{table}.csv"), "--yes"] for table in ("levels", "units", "people")]
        for arguments in (*wanted, ["import", "policies", str(policies)]):
            code, said = self.run(*arguments)
            assert code == 0, said

    def take_over(self, filled: Served) -> None:
        """Start from a copy of another installation's data."""
        shutil.copytree(filled.folder / "var", self.folder / "var")

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "bot", "--config", str(self.file), "--verbose", "serve"]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, env=_environment())

    def _forked(self) -> Forked:
        return Forked(["--config", str(self.file), "--verbose", "serve"], self.folder, self.log)


def _with_wecom_accounts(source: Path, target: Path) -> None:
    """Copy the people's table with the try-out's accounts as those of WeCom."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[0] = ["企业微信账号" if heading == "试用账号" else heading for heading in rows[0]]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _environment() -> dict[str, str]:
    """Return this environment without settings that are not the test's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOUQIN_")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
