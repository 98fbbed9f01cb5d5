"""What came in by the watched folder and by mail, and what became of it; nothing is done here."""

from flask import Response, request

from portal.models.kiriman import KirimanState
from portal.queries import kiriman as stored
from portal.web.context import actor, reading, stores
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.typed import choice, clean_line
from portal.web.words.labels.lookup import label


def list_kiriman() -> Response:
    """The list, the newest first. Raises BadInputError for a state there is not."""
    state = choice(KirimanState, clean_line(request.args.get("hasil", "")), "hasil", "hasil")
    with reading() as session:
        found = stored.list_kiriman(session, actor(), state, frame.page_number())
    return frame.show(
        "kiriman/list",
        di="kiriman",
        found=found,
        hasil=state.value if state else "",
        hasil_list=[(one.value, label(one)) for one in KirimanState],
        has_folder=stores().config.inbox_dir is not None,
        mailbox=stores().config.mailbox_address,
        links=page_links(found.page, total=found.total, per_page=found.per_page),
        alamat=frame.address_of("work.kiriman", hasil=state.value if state else ""),
    )
