"""A foreign hand: kills what reads a file while it reads, as a supervisor or a machine out of memory does."""

import os
import signal
import threading
from typing import Any

from indexer.child import PdfReader
from indexer.forkserver import ChildEnd, ForkServer, ZygoteLostError
from tests.factories.processes import living_children


class StruckServer(ForkServer):
    """A real zygote; of its first `strikes` tasks every child, or the zygote itself, is killed until the task ends."""

    def __init__(self, strikes: int, *, at_zygote: bool = False) -> None:
        super().__init__()
        self.strikes = strikes
        self.at_zygote = at_zygote
        self.hits = 0

    def run(self, request: dict[str, Any], files: list[int]) -> ChildEnd:
        """Have a task done under fire as long as there are strikes left."""
        if self.strikes == 0:
            return super().run(request, files)
        self.strikes -= 1
        ended = threading.Event()
        hand = threading.Thread(target=self._strike, args=(ended,))
        hand.start()
        try:
            end = super().run(request, files)
        except ZygoteLostError:
            self.hits += 1
            raise
        finally:
            ended.set()
            hand.join()
        self.hits += end.status == -signal.SIGKILL
        return end

    def _strike(self, ended: threading.Event) -> None:
        while not ended.wait(0.001):
            # Before its socket is there it is only starting, which is another matter.
            if (zygote := self.pid) is None or self._socket is None:
                continue
            for victim in [zygote] if self.at_zygote else living_children(zygote):
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            if self.at_zygote:
                return


def struck_reader(strikes: int, *, at_zygote: bool = False) -> PdfReader:
    """A reader of PDFs under fire."""
    made = PdfReader()
    made.server = StruckServer(strikes, at_zygote=at_zygote)
    return made
