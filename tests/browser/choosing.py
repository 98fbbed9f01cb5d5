"""The keyboard at a file field, as Chromium lets it be seen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import FileChooser, Page, TimeoutError

Choose = Callable[[Sequence[Path]], None]
PRESSES = 3
PATIENCE = 10_000


def file_field(page: Page) -> Choose:
    """A hand for the file field in focus: it presses Space and gives the files to the window that opens.

    Call it before the page is opened. The browser tells of the window only from when somebody listens, and listening
    takes a moment; a press that comes sooner opens a window nobody sees. A person whose press did nothing presses
    again, and so does this hand, twice.

    Raises:
        TimeoutError: no press opened a window.
    """
    page.on("filechooser", lambda _: None)

    def choose(files: Sequence[Path]) -> None:
        for left in reversed(range(PRESSES)):
            try:
                with page.expect_file_chooser(timeout=PATIENCE) as opened:
                    page.keyboard.press("Space")
            except TimeoutError:
                if not left:
                    raise
                continue
            chooser: FileChooser = opened.value
            chooser.set_files(list(files))
            return

    return choose
