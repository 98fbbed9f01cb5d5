"""A file sent while the object store fails in each way: no receipt without its bytes, and sent again it is taken."""

import time

from portal.storage.s3 import S3Storage
from tests.factories.naskah import Office, sample_fields
from tests.factories.processes import slowness
from tests.factories.sending import SenderOfFiles, assert_clear
from tests.fixtures.fault_proxy import Plan, fault_proxy
from tests.fixtures.faults import AWAY, STORE
from tests.fixtures.seaweedfs import free_ports, new_prefix, seaweedfs

ANSWERED_WITHIN = 10.0


def test_no_receipt_without_its_bytes_and_what_is_sent_again_is_taken_once(office: Office) -> None:
    public, server, plan = office.publish(sample_fields()), seaweedfs(), Plan("", "reset")
    with fault_proxy(server.http_url, plan) as endpoint:
        objects = S3Storage(server.bucket(), new_prefix(), server.client(endpoint_url=endpoint))
        with SenderOfFiles(office, objects) as sender:
            for fault, (kind, said) in STORE.items():
                sender.choose_another()
                plan.method, plan.fault, plan.status = kind.method, kind.fault, kind.status
                began = time.monotonic()
                answer = sender.send()
                seconds = time.monotonic() - began
                search = sender.public().get("/cari?q=pertukaran")

                assert (fault, answer.status_code, said in answer.text) == (fault, 503, True), answer.text
                assert_clear(answer)
                assert (fault, seconds < ANSWERED_WITHIN * slowness(), sender.accepted()) == (fault, True, 0)
                assert (search.status_code, public in search.text) == (200, True)

                # The store is well again: the same person sends the same form, and once more by a nervous hand.
                plan.method = ""
                first, second = sender.send(), sender.send()
                assert (fault, first.status_code, second.json) == (fault, 201, first.json)
                assert (fault, sender.accepted(), sender.lies_whole()) == (fault, 1, True)


def test_an_answer_that_names_other_bytes_is_settled_by_reading_them_back(office: Office) -> None:
    server = seaweedfs()
    with fault_proxy(server.http_url, Plan("PUT", "tag")) as endpoint:
        objects = S3Storage(server.bucket(), new_prefix(), server.client(endpoint_url=endpoint))
        with SenderOfFiles(office, objects) as sender:
            answer = sender.send()

            assert (answer.status_code, sender.accepted(), sender.lies_whole()) == (201, 1, True)


def test_a_store_that_is_down_takes_nothing_and_search_goes_on(office: Office) -> None:
    public = office.publish(sample_fields())
    server = seaweedfs()
    nobody = server.client(endpoint_url=f"http://127.0.0.1:{free_ports(1)[0]}")
    with SenderOfFiles(office, S3Storage(server.bucket(), new_prefix(), nobody)) as sender:
        answer = sender.send()
        search = sender.public().get("/cari?q=pertukaran")
        page = sender.public().get(f"/n/{public}")
        file = sender.public().get(f"/n/{public}/naskah.pdf")

        assert (answer.status_code, AWAY in answer.text, sender.accepted()) == (503, True, 0)
        assert (search.status_code, page.status_code, file.status_code) == (200, 200, 503)
        assert int(file.headers["Retry-After"]) > 0
        assert_clear(answer)
        assert_clear(file)
