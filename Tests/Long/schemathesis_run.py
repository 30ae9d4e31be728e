"""Asks a server for all sorts of things that fixtures/openapi.yaml allows, and for some that it does not.

    .venv/bin/python Tests/Long/schemathesis_run.py [--seconds N] [OPTION OF SCHEMATHESIS]...

Fails on a 5xx and on every reply whose status, headers, content type or body the document does not have. It
prints the seed; `--seed N` repeats a run. Schemathesis lives in an environment of its own, .venv/long, because it
and the SDK of the contract tests want different versions of the same packages.
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
ENVIRONMENT = REPOSITORY / ".venv" / "long"
REQUIREMENTS = HERE / "requirements.txt"

sys.path.insert(0, str(REPOSITORY / "Tests" / "Contract"))
from harness import running  # noqa: E402

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
EXAMPLES = 40
SECONDS = 180


def install() -> None:
    """Makes the environment when it is missing or made for other requirements."""
    installed = ENVIRONMENT / "installed.txt"
    if installed.exists() and filecmp.cmp(REQUIREMENTS, installed, shallow=False):
        return
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    pip = [ENVIRONMENT / "bin" / "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "-r", REQUIREMENTS], check=True)
    shutil.copy(REQUIREMENTS, installed)


def command(server, seconds: int, options: list[str]) -> list[str]:
    origin = server.url.removesuffix("/v1")
    return [
        str(ENVIRONMENT / "bin" / "schemathesis"),
        "run",
        f"{origin}/_mock/openapi.json",
        f"--url={origin}",
        f"--checks={','.join(CHECKS)}",
        f"--max-examples={EXAMPLES}",
        f"--max-time={seconds}",
        "--request-timeout=10",
        "--continue-on-failure",
        "--no-color",
        # It would close the exchange for all others.
        "--exclude-path=/_mock/system",
        *options,
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long it may take")
    known, options = parser.parse_known_args()
    install()
    with tempfile.TemporaryDirectory() as directory:
        flags = ["--signatures", "off", "--accounts", "2"]
        with running(Path(directory), *flags, ephemeral=True) as server:
            account = server.config["accounts"][0]
            environment = os.environ | {
                "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
                "PYTHONPATH": str(HERE),
                "PARADEX_MOCK_URL": server.url,
                "PARADEX_MOCK_ACCOUNT": account["account"],
                "PARADEX_MOCK_KEY": account["l2_public_key"],
            }
            # In a folder that goes away, since schemathesis keeps a database of examples.
            run = command(server, known.seconds, options)
            return subprocess.run(run, cwd=directory, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
