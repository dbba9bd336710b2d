"""A share of a core for each process, so that one machine of few cores can stand for many small ones. Needs a cgroup of the processor that may be written to."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PERIOD = 10_000  # microseconds: short, so that who has used up a share does not wait long for the next


@contextmanager
def limited(pids: Iterable[int], share: float) -> Iterator[None]:
    """Each of these processes, with all its threads, gets so much of a core and no more, though another core be idle."""
    made = []
    try:
        for pid in pids:
            group = _group()
            made.append(group)
            _limit(group, int(share * PERIOD))
            (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        for group in made:
            with suppress(OSError):
                for pid in (group / "cgroup.procs").read_text().split():
                    (group.parent / "cgroup.procs").write_text(pid)
            group.rmdir()


def _group() -> Path:
    """A new one, of version 1 or 2."""
    group = (ROOT / "cpu" if (ROOT / "cpu").is_dir() else ROOT) / f"helpline-{secrets.token_hex(4)}"
    try:
        if group.parent == ROOT:
            (ROOT / "cgroup.subtree_control").write_text("+cpu")
        group.mkdir()
    except OSError as error:
        raise SystemExit(f"--share needs a cgroup of the processor that may be written to: {error}") from error
    return group


def _limit(group: Path, quota: int) -> None:
    if (group / "cpu.max").exists():
        (group / "cpu.max").write_text(f"{quota} {PERIOD}")
    else:
        (group / "cpu.cfs_period_us").write_text(str(PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(quota))
