"""Whether the time of an answer tells a record that is not public from one that never was.

`python -m tests.benchmarks.hidden_bench`: 200 pairs an address, in turns; the medians may differ by less than 5 ms.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.fixtures.stage import Stage, open_stage

PAIRS = 200
MOST_MS = 5.0
UNKNOWN = "2026-10000"
ADDRESSES = (
    ("anonymous", "/n/{}"),
    ("anonymous", "/n/{}/naskah.pdf"),
    ("anonymous", "/n/{}/kartu.png"),
    ("anonymous", "/api/v1/naskah/{}"),
    ("anonymous", "/n/{}/versi/1"),
    ("beside", "/kerja/naskah/{}"),
    ("beside", "/kerja/naskah/{}/tenggat"),
)
HIDDEN = ("draf", "diajukan", "embargo", "dikecualikan")


def main() -> int:
    """Ask for both in turns and compare status, headers, body and time."""
    faults = 0
    with tempfile.TemporaryDirectory() as folder, open_stage(Path(folder)) as stage:
        for who, address in ADDRESSES:
            faults += _compare(stage, who, address)
    return 1 if faults else 0


def _compare(stage: Stage, who: str, address: str) -> int:
    seconds: dict[str, list[float]] = {"there": [], "nowhere": []}
    alike = True
    for number in range(-5, PAIRS):  # The first ones warm up.
        kode = stage.kode[HIDDEN[number % len(HIDDEN)]]
        answers = []
        for name, one in (("there", kode), ("nowhere", UNKNOWN))[:: 1 if number % 2 else -1]:
            started = time.perf_counter()
            answer = stage.ask(who, "GET", address.format(one))
            body = answer.get_data()
            if number >= 0:
                seconds[name].append(time.perf_counter() - started)
            headers = {key: value for key, value in answer.headers if key != "X-Request-Id"}
            answers.append((answer.status_code, headers, body.replace(one.encode(), b"KODE")))
            answer.close()
        alike = alike and answers[0] == answers[1] and answers[0][0] == 404
    there, nowhere = (statistics.median(seconds[name]) * 1000 for name in ("there", "nowhere"))
    is_fine = alike and abs(there - nowhere) < MOST_MS
    sys.stdout.write(
        f"{who} {address.format('KODE')}: {'same 404' if alike else 'DIFFERS'}, "
        f"{there:.2f} ms hidden, {nowhere:.2f} ms nowhere, {PAIRS} pairs{'' if is_fine else ' TOO FAR APART'}\n"
    )
    return not is_fine


if __name__ == "__main__":
    sys.exit(main())
