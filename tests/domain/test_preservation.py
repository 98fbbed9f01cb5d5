"""Files and events as PREMIS: whatever a name holds, the document stays one that can be read."""

from lxml import etree

from portal.domain.preservation import NAMESPACE, PreservationEvent, PreservedFile, PreservedRecord, to_preservation_xml

RECORD = PreservedRecord("2026-10001", (("nasib_akhir", "permanen"), ("pembekuan", "Perkara CONTOH")))


def _read(document: bytes) -> etree._Element:
    return etree.fromstring(document)


def test_files_come_before_events_and_events_before_whoever_acted() -> None:
    events = [PreservationEvent("7", "naskah.terbit", "2026-11-30T06:00:00+00:00", one) for one in ("sistem", "a@b.id")]

    root = _read(to_preservation_xml(RECORD, [PreservedFile("ab" * 32, 12, "naskah.pdf")], events))

    assert [etree.QName(child).localname for child in root] == ["object", "object", "event", "event", "agent", "agent"]
    assert [one.text for one in root.iter(f"{{{NAMESPACE}}}agentType")] == ["person", "software"]
    assert [one.text for one in root.iter(f"{{{NAMESPACE}}}size")] == ["12"]


def test_a_name_with_signs_that_xml_cannot_hold_is_still_written() -> None:
    root = _read(to_preservation_xml(RECORD, [PreservedFile("ab" * 32, 1, "<a>&\x00\x1b.pdf")], []))

    assert [one.text for one in root.iter(f"{{{NAMESPACE}}}originalName")] == ["<a>&.pdf"]


def test_a_copy_names_the_file_it_was_made_from() -> None:
    files = [PreservedFile("ab" * 32, 1, "asli.pdf"), PreservedFile("cd" * 32, 1, "salinan.pdf", made_from="ab" * 32)]

    root = _read(to_preservation_xml(RECORD, files, []))

    (told,) = root.iter(f"{{{NAMESPACE}}}relationship")
    assert [one.text for one in told.iter() if len(one) == 0] == ["derivation", "has source", "sha256", "ab" * 32]
    parent = told.getparent()
    assert parent is not None
    # The schema wants it last, behind the name.
    assert [etree.QName(one).localname for one in parent][-2:] == ["originalName", "relationship"]
    assert parent.findtext(f"{{{NAMESPACE}}}originalName") == "salinan.pdf"
