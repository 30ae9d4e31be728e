"""What the disk allows."""

import os
import statistics
import time

SYNCS = 100


def sync_milliseconds(directory):
    """What a commit costs at least where the databases are: a page written and synced."""
    times = []
    page = bytes(4096)
    with open(directory / "sync", "wb", buffering=0) as file:
        for _ in range(SYNCS):
            began = time.perf_counter()
            file.write(page)
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
