"""How the benchmarks of pages measure: questions to the database, and milliseconds at the client."""

import statistics
import time

from flask.testing import FlaskClient
from sqlalchemy import event

from portal.wiring import Stores


def measure(client: FlaskClient, stores: Stores, path: str, rounds: int) -> tuple[int, float, float]:
    """Questions of one request to a page, and the median and 95th percentile of `rounds` further ones, in ms.

    Ends the program where the page does not answer 200.
    """
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            counted.append(statement)

    client.get(path)
    event.listen(stores.database.engine, "before_cursor_execute", count)
    answer = client.get(path)
    event.remove(stores.database.engine, "before_cursor_execute", count)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        client.get(path).get_data()
        times.append(1000 * (time.perf_counter() - started))
    return len(counted), statistics.median(times), statistics.quantiles(times, n=20)[-1]
