"""The message files that are written: their names, ids, versions and coding schemes."""

import json
from pathlib import Path

from store.exchange.messages.reading import message as read_message
from store.exchange.outgoing.writing import write_messages
from store.model.message import Document
from tests.outgoing.outgoing_conversation import OURS, Conversation, with_every_answer


def test_files_have_their_official_names(tmp_path: Path) -> None:
    write_messages(with_every_answer().contents, tmp_path, "ess")
    start = "20260326_TPS_11XHALMLICHT---L_10XDE-RWENET---W"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "20260326_SRQ_11XHALMLICHT---L_10XDE-RWENET---W.XML",
        f"{start}_001.XML",
        f"{start}_001_ACK_2026-03-25T12-01-30Z.XML",
        f"{start}_002.XML",
        f"{start}_002_ACK_2026-03-25T12-04-00Z.XML",
        f"{start}_003.XML",
        f"{start}_003_ACK_2026-03-25T12-05-30Z.XML",
        f"{start}_003_ANO_2026-03-25T12-06-00Z.XML",
        f"{start}_003_ANO_2026-03-25T12-06-30Z.XML",
        f"{start}_003_ANO_2026-03-25T12-07-00Z.XML",
        f"{start}_003_CNF_2026-03-25T12-07-30Z.XML",
        f"{start}_003_CNF_2026-03-25T12-08-00Z.XML",
    ]


def test_answers_in_the_same_second_and_repeated_requests_have_files_of_their_own(tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.ask()
    made.ask()
    for _ in range(2):
        made.report("A28", ("TS-003", "TS-003", 1.125))
        made.at -= 29_900
    assert write_messages(made.contents, tmp_path, "cim").written == 5
    names = [path.name for path in tmp_path.iterdir()]
    assert "20260326_SRQ_11XHALMLICHT---L_10XDE-RWENET---W_002.XML" in names
    assert [name[-10:] for name in sorted(names) if "_ANO_" in name] == ["02-30Z.XML", "02-31Z.XML"]


def test_all_versions_share_an_id_and_an_unchanged_series_keeps_its_version(tmp_path: Path) -> None:
    write_messages(with_every_answer().contents, tmp_path, "cim")
    read = [read_message(path.read_bytes()) for path in sorted(tmp_path.glob("*_00?.XML"))]
    assert {one.id for one in read} == {"20260326_HALMLICHT"}
    assert [one.version for one in read] == [1, 2, 3]
    assert [[series.version for series in one.series] for one in read] == [[1, 1, 1], [2, 2, 1], [2, 2, 1]]


def test_a_gs1_number_and_an_eic_name_their_coding_schemes(tmp_path: Path) -> None:
    write_messages(with_every_answer(code="TENNET_TSO", party="49XPOLDERSTROOM7").contents, tmp_path, "ess")
    (first,) = tmp_path.glob("*_8716867999983_001.XML")
    text = first.read_text(encoding="utf-8")
    assert '<ReceiverIdentification v="8716867999983" codingScheme="A10"/>' in text
    assert '<SenderIdentification v="49XPOLDERSTROOM7" codingScheme="A01"/>' in text


def test_an_anomaly_names_our_document_and_one_of_the_counterpart(tmp_path: Path) -> None:
    write_messages(with_every_answer().contents, tmp_path, "ess")
    read = [read_message(path.read_bytes()) for path in sorted(tmp_path.glob("*_ANO_*"))]
    ours = Document("20260326_HALMLICHT", 3, OURS)
    theirs = Document("20260326_11XKIESELWERK--5", 1, "11XKIESELWERK--5")
    assert [[series.document for series in one.series] for one in read] == [[ours], [theirs, ours], [ours]]


def test_a_series_of_the_counterpart_alone_is_not_taken_for_ours(tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.report("A28", ("KW-7", None, 4.0))
    write_messages(made.contents, tmp_path, "cim")
    (report,) = tmp_path.glob("*_ANO_*")
    (series,) = read_message(report.read_bytes()).series
    assert series.document == Document("20260326_11XKIESELWERK--5", 1, "11XKIESELWERK--5")


def test_the_files_are_of_all_schedules_that_the_entries_are_of(tmp_path: Path) -> None:
    one, other = with_every_answer(), with_every_answer(code="TTG_DE")
    mixed = [content for pair in zip(one.contents, other.contents, strict=True) for content in pair]
    assert write_messages(mixed, tmp_path, "cim").written == 24
    assert json.loads(mixed[0])["schedule_uid"] != json.loads(mixed[1])["schedule_uid"]
