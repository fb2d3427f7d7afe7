# SPDX-License-Identifier: Apache-2.0
"""A process that confines itself and then tries what it may not, and answers with what became of it as JSON."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gui"))

from cutaway.worker import sandbox


def attempts(model: Path, own: Path, other: Path) -> dict[str, Callable[[], object]]:
    """What is tried, by name. model: may be read. own: may be written. other: neither."""
    return {
        "read the model": (model / "weights").read_bytes,
        "write into the model": lambda: (model / "new").write_bytes(b"x"),
        "write into its folder": lambda: (own / "new").write_bytes(b"x"),
        "read its folder": (own / "new").read_bytes,
        "link in its folder": lambda: (own / "link").symlink_to("/etc/passwd"),
        "pipe in its folder": lambda: os.mkfifo(own / "pipe"),
        "write elsewhere": lambda: (other / "new").write_bytes(b"x"),
        "remove elsewhere": (other / "kept").unlink,
        "read elsewhere": (other / "kept").read_bytes,
        "list elsewhere": lambda: list(other.iterdir()),
        "shorten elsewhere": lambda: os.truncate(other / "kept", 0),
        "rights elsewhere": lambda: (other / "kept").chmod(0o777),
        "times elsewhere": lambda: os.utime(other / "kept"),
        "read the password file": lambda: Path("/etc/passwd").read_bytes(),
        "read another environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "internet socket": socket.socket,
        "local socket": lambda: socket.socket(socket.AF_UNIX),
        "start a program": lambda: subprocess.run(["/bin/true"], check=True),
        "become a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 -- no shell is wanted
        "fork": os.fork,
        "signal another": lambda: os.kill(os.getppid(), 0),
        "signal itself": lambda: os.kill(os.getpid(), 0),
        "limit another": lambda: __import__("resource").prlimit(os.getppid(), 7),
        "start a thread": _thread,
        "write nowhere": lambda: Path(os.devnull).write_bytes(b"x"),
        "read random bytes": lambda: Path("/dev/urandom").open("rb").close(),
        "import": lambda: __import__("numpy").ones(3),
    }


def _thread() -> None:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def main() -> None:
    """Confine, try, answer."""
    model, own, other = (Path(path) for path in sys.argv[1:4])
    sandbox.restrict([str(model)], [str(own)])
    found = {}
    for name, attempt in attempts(model, own, other).items():
        try:
            attempt()
        except OSError as error:
            found[name] = error.errno
        else:
            found[name] = 0
    print(json.dumps(found), flush=True)
    os.kill(os.getpid(), signal.SIGABRT)


if __name__ == "__main__":
    main()
