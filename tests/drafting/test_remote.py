from __future__ import annotations

import base64
import gzip
import io
import itertools
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from songclip_desktop import logs
from songclip_desktop.drafting.drafter import Annotated, Drafted, Reading, State, Work
from songclip_desktop.drafting.remote import RemoteDrafter
from songclip_desktop.progress import Listener, Stopped
from songclip_desktop.records import DRAFTED_KINDS, Painting, Passage
from songclip_desktop.settings import DrafterProfile
from tests.fake_service import GOOD_ANNOTATION, GOOD_DRAFT, Answer, FakeService

KEY = "sk-test-very-secret-0123456789"


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.jpg"
    image = Image.new("RGB", (1800, 1200), (200, 180, 140))
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    image.save(path, exif=exif)
    return path


def painting(number: int, **fields: Any) -> Painting:
    plain = {
        "title": "秋江渔隐图",
        "artist": "马远",
        "dynasty": "南宋",
        "format": "立轴",
        "material": "绢本设色",
        "dimensions": "",
        "work_kind": "painting",
        "group_key": "",
        "split": "train",
        "local_only": False,
    }
    return Painting(number, f"H.{number:03}", **(plain | fields))


def works(picture: Path, count: int, kinds: Sequence[str] = DRAFTED_KINDS) -> list[Work]:
    return [Work(painting(number), picture, tuple(kinds)) for number in range(1, count + 1)]


class Heard:
    def __init__(self) -> None:
        self.items: list[Any] = []
        self.done: list[int] = []
        self.stop = threading.Event()

    @property
    def listener(self) -> Listener:
        return Listener(lambda p: self.done.append(p.done), self.items.append, self.stop.is_set)

    @property
    def drafted(self) -> list[Drafted]:
        return [each for each in self.items if isinstance(each, Drafted)]

    @property
    def failed(self) -> dict[int, str]:
        return {
            each.subject: each.error.code
            for each in self.items
            if isinstance(each, State) and each.error is not None
        }

    @property
    def ended(self) -> list[int]:
        return sorted(
            each.subject
            for each in self.items
            if isinstance(each, State) and each.name in ("written", "failed")
        )


def drafter(endpoint: str, **fields: Any) -> RemoteDrafter:
    plain = {"vision_model": "eye-1", "text_model": "pen-1", "timeout_s": 5.0}
    profile = DrafterProfile(name="试用", endpoint=endpoint, **(plain | fields))
    return RemoteDrafter(profile, KEY, retries=2)


def run(service: FakeService, todo: Sequence[Work], **fields: Any) -> tuple[Heard, RemoteDrafter]:
    heard = Heard()
    drafts = drafter(service.endpoint, **fields)
    drafts.draft(todo, heard.listener)
    return heard, drafts


def test_one_call_writes_all_three_kinds(service: FakeService, picture: Path) -> None:
    heard, drafts = run(service, works(picture, 1), price_in=1.0, price_out=10.0)
    assert {each.kind: each.text for each in heard.drafted} == {
        "modern": GOOD_DRAFT["modern"],
        "classical": GOOD_DRAFT["classical"],
        "tags": "秋江、渔翁、小舟、远山",
    }
    assert {each.drafter for each in heard.drafted} == {"试用 · eye-1"}
    assert {each.prompt_version for each in heard.drafted} == {"draft-1"}
    assert len(service.requests) == 1
    assert (drafts.usage.calls, drafts.usage.tokens_in, drafts.usage.tokens_out) == (1, 900, 100)
    assert drafts.usage.cost == pytest.approx(0.0019)
    assert heard.done == [0, 1]


def test_what_is_sent_is_small_plain_and_has_the_facts(service: FakeService, picture: Path) -> None:
    run(service, works(picture, 1, ["modern", "tags"]))
    assert service.requests[0]["model"] == "eye-1"
    sent = base64.b64decode(service.pictures(0)[0].removeprefix("data:image/jpeg;base64,"))
    with Image.open(io.BytesIO(sent)) as image:
        assert image.format == "JPEG"
        assert image.size == (1024, 683)
        assert not image.getexif()
    assert b"SecretCamera" not in sent
    text = service.text(0)
    assert "题名：秋江渔隐图" in text
    assert '"modern"' in text
    assert '"classical"' not in text
    assert "H.001" not in text


def test_only_headers_of_ours_are_sent(
    service: FakeService, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-somebody-elses")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/elsewhere")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-elsewhere")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Private: yes")
    run(service, works(picture, 1))
    assert service.headers[0]["authorization"] == f"Bearer {KEY}"
    assert set(service.headers[0]) <= {
        "host", "accept", "accept-encoding", "connection", "content-type", "content-length",
        "authorization", "user-agent",
    }  # fmt: skip


def test_a_long_scroll_goes_with_its_sections(service: FakeService, tmp_path: Path) -> None:
    path = tmp_path / "scroll.png"
    Image.new("RGB", (3600, 300), "tan").save(path)
    run(service, works(path, 1))
    assert len(service.pictures(0)) == 5
    assert "自右至左" in service.text(0)


def test_concurrency_is_bounded(service: FakeService, picture: Path) -> None:
    service.answer = lambda _request: Answer(GOOD_DRAFT, wait_s=0.4)
    heard, _ = run(service, works(picture, 6), concurrency=3)
    assert service.most_at_once == 3
    assert len(heard.drafted) == 18


def test_a_service_without_schemas_is_asked_down_the_ladder_once(
    service: FakeService, picture: Path
) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        if "response_format" in request:
            return Answer("response_format is not supported", status=400)
        return Answer("好的。\n```json\n" + json.dumps(GOOD_DRAFT) + "\n```")

    service.answer = answer
    heard, _ = run(service, works(picture, 3), concurrency=1)
    assert len(heard.drafted) == 9
    asked = [each.get("response_format", {}).get("type") for each in service.requests]
    assert asked == ["json_schema", "json_object", None, None, None]


def test_the_schema_is_closed_and_all_required(service: FakeService, picture: Path) -> None:
    run(service, works(picture, 1, ["classical"]))
    schema = service.requests[0]["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["classical"]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    "first",
    [
        "山水很好看。",
        '{"modern": "秋江之上',
        {"modern": "秋江。", "classical": "秋江。"},
        {"modern": "A river in autumn", "classical": "秋江。", "tags": ["江"]},
        {"modern": "", "classical": "秋江。", "tags": ["江"]},
        "",
    ],
)
def test_a_wrong_answer_is_mended_in_one_more_turn(
    service: FakeService, picture: Path, first: object
) -> None:
    answers = iter([Answer(first), Answer(GOOD_DRAFT)])
    service.answer = lambda _request: next(answers)
    heard, drafts = run(service, works(picture, 1))
    assert len(heard.drafted) == 3
    assert heard.failed == {}
    assert drafts.usage.calls == 2
    turns = service.requests[1]["messages"]
    assert [each["role"] for each in turns] == ["system", "user", "assistant", "user"]
    assert "不合要求" in turns[-1]["content"]


def test_tags_as_one_string_and_further_keys_are_taken(service: FakeService, picture: Path) -> None:
    service.answer = lambda _r: Answer({**GOOD_DRAFT, "tags": "秋江，渔翁 小舟", "mood": "calm"})
    heard, _ = run(service, works(picture, 1))
    assert {each.kind: each.text for each in heard.drafted}["tags"] == "秋江、渔翁、小舟"
    assert heard.failed == {}


def test_kinds_that_are_right_are_kept_where_others_stay_wrong(
    service: FakeService, picture: Path
) -> None:
    service.answer = lambda _request: Answer({"modern": "秋江。", "classical": 7, "tags": []})
    heard, _ = run(service, works(picture, 1))
    assert [each.kind for each in heard.drafted] == ["modern"]
    assert heard.failed == {1: "reply_unusable"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer("bad key", status=401), "key_refused"),
        (Answer("no such model", status=404), "model_not_found"),
        (Answer("too big", status=413), "picture_too_large"),
        (Answer("this model does not support image input", status=400), "pictures_unsupported"),
        (Answer("broken", status=500), "service_failed"),
        (Answer("You exceeded your current quota", status=429), "quota_used_up"),
        (Answer("slow down", status=429, headers={"retry-after": "0.01"}), "rate_limited"),
        (Answer("很抱歉"), "reply_unusable"),
        (Answer('{"modern": "秋江', finish="length"), "reply_cut_off"),
        (Answer("", finish="content_filter"), "refused"),
        (Answer(GOOD_DRAFT, cut_at=40), "connection_lost"),
        (Answer("the image size is not allowed", status=400), "picture_refused"),
        (Answer(body=b"<html>portal</html>"), "reply_unusable"),
        (Answer(body=b"x", headers={"content-length": "50000000"}), "reply_too_large"),
        (Answer(GOOD_DRAFT, wait_s=1.5), "service_silent"),
    ],
)
def test_every_failure_is_a_sentence_with_a_remedy(
    service: FakeService, picture: Path, answer: Answer, code: str
) -> None:
    if "content-length" in answer.headers:
        answer.encoded = lambda: b"x" * 9_000_000  # type: ignore[method-assign]
        answer.headers = {}
    service.answer = lambda _request: answer
    heard, _ = run(service, works(picture, 1), timeout_s=0.4)
    assert heard.failed == {1: code}
    assert heard.drafted == []
    state = heard.items[-1]
    assert state.error.what.endswith(("。", "）", ".")) or "：" in state.error.what
    assert state.error.remedy.endswith("。")
    assert KEY not in str(state.error)


@pytest.mark.parametrize(
    "body",
    [
        "{}", "[]", "null", '"x"', "7", "", '{"choices": null}', '{"choices": "x"}',
        '{"choices": {}}', '{"choices": [null]}', '{"choices": [{}]}',
        '{"choices": [{"message": null}]}', '{"choices": [{"message": {}}]}',
        '{"choices": [{"message": {"content": 5}}]}',
        '{"choices": [{"message": {"content": [{"type": "text", "text": "x"}]}}]}',
        '{"choices": [{"message": {"content": "x"}}], "usage": "many"}',
        '{"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": "many"}}',
        '{"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": -9}}',
        '{"choices": [{"message": {"content": "x", "refusal": 7}}]}',
        '{"error": "out of memory"}', "\x00\xff",
    ],
)  # fmt: skip
def test_an_answer_of_any_form_fails_alone(service: FakeService, picture: Path, body: str) -> None:
    answers = itertools.cycle([Answer(body=body.encode("latin-1"))] * 2 + [Answer(GOOD_DRAFT)])
    service.answer = lambda _request: next(answers)
    heard, drafts = run(service, works(picture, 6), concurrency=1)
    assert heard.ended == [1, 2, 3, 4, 5, 6]
    assert drafts.usage.tokens >= 0
    assert set(heard.failed.values()) <= {"reply_unusable", "refused"}
    assert heard.drafted


def test_an_address_where_nobody_listens_is_given_up_after_a_few(picture: Path) -> None:
    gone = FakeService()
    gone.close()
    heard, _ = run(gone, works(picture, 9), concurrency=1)
    assert heard.ended == list(range(1, 10))
    assert set(heard.failed.values()) == {"endpoint_unreachable"}


def test_a_wrong_key_is_not_sent_three_hundred_times(service: FakeService, picture: Path) -> None:
    service.answer = lambda _request: Answer("bad key", status=401)
    heard, _ = run(service, works(picture, 30), concurrency=2)
    assert heard.ended == list(range(1, 31))
    assert set(heard.failed.values()) == {"key_refused"}
    assert len(service.requests) <= 2


def test_a_missing_picture_fails_alone(service: FakeService, picture: Path, tmp_path: Path) -> None:
    todo = works(picture, 3)
    todo[1] = Work(painting(2), tmp_path / "gone.jpg", DRAFTED_KINDS)
    heard, _ = run(service, todo)
    assert heard.failed == {2: "picture_missing"}
    assert len(heard.drafted) == 6


def test_a_work_that_stays_local_is_never_sent(service: FakeService, picture: Path) -> None:
    heard, _ = run(service, [Work(painting(1, local_only=True), picture, DRAFTED_KINDS)])
    assert heard.failed == {1: "local_only"}
    assert service.requests == []


def test_a_429_holds_the_other_calls_back_too(service: FakeService, picture: Path) -> None:
    arrived: list[float] = []
    numbers = itertools.count()

    def answer(_request: dict[str, Any]) -> Answer:
        arrived.append(time.monotonic())
        if next(numbers) == 0:
            return Answer("slow down", status=429, headers={"retry-after": "0.5"})
        return Answer(GOOD_DRAFT)

    service.answer = answer
    heard, _ = run(service, works(picture, 4), concurrency=1)
    assert len(heard.drafted) == 12
    assert arrived[1] - arrived[0] >= 0.4


def test_the_cap_on_tokens_is_never_passed(service: FakeService, picture: Path) -> None:
    service.answer = lambda _request: Answer(GOOD_DRAFT, wait_s=0.02)
    heard, drafts = run(service, works(picture, 20), concurrency=8, max_tokens_total=7500)
    assert drafts.usage.tokens <= 7500
    assert len(heard.drafted) == 7 * 3
    assert Counter(heard.failed.values()) == {"token_cap": 13}


def test_the_cap_on_money_is_never_passed(service: FakeService, picture: Path) -> None:
    """A call takes 900 tokens in at 10 and 100 out at 100 a million: 0.019."""
    service.answer = lambda _request: Answer(GOOD_DRAFT, wait_s=0.02)
    terms = {"price_in": 10.0, "price_out": 100.0, "max_cost_total": 0.1}
    heard, drafts = run(service, works(picture, 12), concurrency=8, **terms)
    assert drafts.usage.cost <= 0.1
    assert len(heard.drafted) == 5 * 3
    assert Counter(heard.failed.values()) == {"cost_cap": 7}


def test_requests_without_an_answer_count_towards_the_cap(
    service: FakeService, picture: Path
) -> None:
    numbers = itertools.count()

    def answer(_request: dict[str, Any]) -> Answer:
        return Answer(GOOD_DRAFT, cut_at=40 if next(numbers) in (1, 2) else None)

    service.answer = answer
    heard, drafts = run(service, works(picture, 9), concurrency=1, max_tokens_total=5000)
    assert len(service.requests) == 5  # every one of them may be charged a thousand
    assert drafts.usage.tokens == 3000
    assert Counter(heard.failed.values()) == {"token_cap": 6}


def test_a_rest_is_told_with_its_seconds_and_then_the_work_goes_on(
    service: FakeService, picture: Path
) -> None:
    numbers = itertools.count()

    def answer(_request: dict[str, Any]) -> Answer:
        busy = next(numbers) == 0
        headers = {"retry-after": "0.6"}
        return Answer("busy", status=429, headers=headers) if busy else Answer(GOOD_DRAFT)

    service.answer = answer
    heard, _ = run(service, works(picture, 1))
    states = [each for each in heard.items if isinstance(each, State)]
    assert [each.name for each in states] == ["working", "waiting", "working", "written"]
    assert 0.3 < states[1].seconds <= 0.6


def test_a_long_429_is_waited_out(service: FakeService, picture: Path) -> None:
    """Longer than the SDK tries by itself."""
    numbers = itertools.count()

    def answer(_request: dict[str, Any]) -> Answer:
        busy = next(numbers) < 6
        headers = {"retry-after": "0.02"}
        return Answer("busy", status=429, headers=headers) if busy else Answer(GOOD_DRAFT)

    service.answer = answer
    heard, _ = run(service, works(picture, 2), concurrency=1)
    assert heard.failed == {}
    assert len(service.requests) == 8


def test_a_service_that_hangs_is_not_tried_for_ever(
    service: FakeService, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("songclip_desktop.drafting.service.ROOM_S", 0.0)
    service.answer = lambda _request: Answer(GOOD_DRAFT, wait_s=4.0)
    began = time.monotonic()
    heard, _ = run(service, works(picture, 1), timeout_s=0.5)
    assert heard.failed == {1: "service_silent"}
    assert len(service.requests) <= 2
    assert time.monotonic() - began < 4


def test_a_service_that_only_refuses_is_given_up(service: FakeService, picture: Path) -> None:
    busy = Answer("busy", status=429, headers={"retry-after": "0.001"})
    service.answer = lambda _request: busy
    heard, _ = run(service, works(picture, 40), concurrency=3)
    assert set(heard.failed.values()) == {"rate_limited"}
    assert len(heard.failed) == 40
    assert len(service.requests) < 30


def test_the_way_that_works_is_found_and_asked_first_afterwards(
    service: FakeService, picture: Path
) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        refused = request.get("response_format", {}).get("type") == "json_schema"
        return Answer("json_schema unknown", status=400) if refused else Answer(GOOD_DRAFT)

    service.answer = answer
    _, drafts = run(service, works(picture, 1))
    assert drafts.found == ("eye-1", "json_object")
    run(service, works(picture, 1), ways={"eye-1": "json_object"})
    asked = [each["response_format"]["type"] for each in service.requests]
    assert asked == ["json_schema", "json_object", "json_object"]


def test_a_service_that_knows_other_words_is_asked_without_them(
    service: FakeService, picture: Path
) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        if "max_tokens" in request:
            return Answer("Unsupported parameter: 'max_tokens'", status=400)
        return Answer(GOOD_DRAFT)

    service.answer = answer
    heard, _ = run(service, works(picture, 2), concurrency=1)
    assert len(heard.drafted) == 6
    assert len(service.requests) == 3


def test_a_reply_of_forty_megabytes_is_refused_while_it_comes(
    service: FakeService, picture: Path
) -> None:
    service.answer = lambda _request: Answer(endless=True)
    heard, _ = run(service, works(picture, 1))
    assert heard.failed == {1: "reply_too_large"}
    assert service.poured < 20


def test_a_packed_reply_does_not_unfold_in_memory(service: FakeService, picture: Path) -> None:
    packed = gzip.compress(b" " * 100_000_000)
    service.answer = lambda _request: Answer(body=packed, headers={"content-encoding": "gzip"})
    heard, _ = run(service, works(picture, 1))
    assert heard.failed == {1: "reply_too_large"}
    assert service.headers[0]["accept-encoding"] == "identity"


def test_a_model_that_sees_nothing_is_not_asked_three_hundred_times(
    service: FakeService, picture: Path
) -> None:
    refusal = "this model does not support image input"
    service.answer = lambda _request: Answer(refusal, status=400)
    heard, _ = run(service, works(picture, 30), concurrency=2)
    assert set(heard.failed.values()) == {"pictures_unsupported"}
    assert len(service.requests) <= 4


def test_markup_in_a_caption_stays_plain_words(service: FakeService, picture: Path) -> None:
    said = "<b>秋江</b>一叶<script>x</script>小舟&nbsp;。"
    service.answer = lambda _request: Answer({**GOOD_DRAFT, "modern": said})
    heard, _ = run(service, works(picture, 1))
    assert {each.kind: each.text for each in heard.drafted}["modern"] == "秋江一叶小舟 。"


def test_a_reply_in_english_fails_alone(service: FakeService, picture: Path) -> None:
    english = {"modern": "A river.", "classical": "Autumn river.", "tags": ["river"]}
    service.answer = lambda _request: Answer(english)
    heard, _ = run(service, works(picture, 2), concurrency=1)
    assert heard.failed == {1: "reply_unusable", 2: "reply_unusable"}
    assert heard.drafted == []


def test_stopping_keeps_what_was_told(service: FakeService, picture: Path) -> None:
    heard = Heard()

    def answer(_request: dict[str, Any]) -> Answer:
        if len(heard.drafted) >= 6:
            heard.stop.set()
            return Answer(GOOD_DRAFT, wait_s=20.0)
        return Answer(GOOD_DRAFT)

    service.answer = answer
    began = time.monotonic()
    with pytest.raises(Stopped):
        drafter(service.endpoint, concurrency=1).draft(works(picture, 50), heard.listener)
    assert time.monotonic() - began < 15
    assert len(heard.drafted) == 6


def test_while_held_nothing_is_begun(service: FakeService, picture: Path) -> None:
    hold = threading.Event()
    hold.set()
    profile = DrafterProfile(name="p", endpoint=service.endpoint, vision_model="m")
    heard = Heard()
    drafts = RemoteDrafter(profile, KEY, held=hold.is_set)
    thread = threading.Thread(target=drafts.draft, args=(works(picture, 2), heard.listener))
    thread.start()
    time.sleep(0.3)
    assert service.requests == []
    hold.clear()
    thread.join(5)
    assert len(heard.drafted) == 6


def test_through_every_kind_of_trouble_each_work_ends_once(
    service: FakeService, picture: Path
) -> None:
    numbers = itertools.count()

    def answer(_request: dict[str, Any]) -> Answer:
        number = next(numbers)
        if number % 10 == 1:
            return Answer("busy", status=429, headers={"retry-after": "0.01"})
        if number % 20 == 2:
            return Answer("broken", status=500)
        if number % 20 == 3:
            return Answer(GOOD_DRAFT, cut_at=60)
        if number % 20 == 5:
            return Answer("此画甚佳。")
        if number % 50 == 7:
            return Answer("", finish="content_filter")
        return Answer(GOOD_DRAFT)

    service.answer = answer
    heard, _ = run(service, works(picture, 60), concurrency=8)
    assert heard.ended == list(range(1, 61))
    written = Counter((each.painting_id, each.kind) for each in heard.drafted)
    assert max(written.values()) == 1
    assert len(written) + 3 * len(heard.failed) == 180
    assert heard.done[-1] == 60


def test_the_key_reaches_no_log(service: FakeService, picture: Path) -> None:
    logs.start()
    try:
        service.answer = lambda _request: Answer(f"key {KEY} refused", status=401)
        heard, _ = run(service, works(picture, 1))
        __import__("logging").getLogger("x").error("said %s", heard.items)
    finally:
        logs.stop()
    assert KEY not in logs.file().read_text(encoding="utf-8")


def test_a_closed_door_sends_nothing(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from songclip_desktop.errors import SongClipError

    monkeypatch.setenv("SONGCLIP_OFFLINE", "1")
    with pytest.raises(SongClipError) as caught:
        drafter("http://192.0.2.1/v1").draft(works(picture, 2), Heard().listener)
    assert caught.value.code == "offline"


def passage(number: int) -> Passage:
    text = "德寿宫在望仙桥东，元系秦太师赐第。"
    return Passage(number, str(number), "梦粱录", "卷八", text, None, None, "", "")


def test_a_passage_is_annotated_in_the_contracts_form(service: FakeService) -> None:
    service.answer = lambda _request: Answer(GOOD_ANNOTATION)
    heard = Heard()
    drafter(service.endpoint).annotate([Reading(passage(1))], heard.listener)
    done = [each for each in heard.items if isinstance(each, Annotated)]
    assert len(done) == 1
    assert done[0].annotation.entities == (("德寿宫", "宫殿"), ("望仙桥", "桥梁"))
    assert done[0].annotation.spatial_relation == "德寿宫位于望仙桥东侧"
    assert done[0].prompt_version == "annotate-2"
    assert service.requests[0]["model"] == "pen-1"
    assert "《梦粱录》卷八" in service.text(0)


def test_a_character_without_a_code_comes_back_as_it_stood(service: FakeService) -> None:
    said = {**GOOD_ANNOTATION, "entities": [{"name": "&KR2410;山", "type": "山"}]}
    service.answer = lambda _request: Answer(said)
    heard = Heard()
    drafter(service.endpoint).annotate([Reading(passage(1))], heard.listener)
    (done,) = [each for each in heard.items if isinstance(each, Annotated)]
    assert done.annotation.entities == (("&KR2410;山", "山"),)


def test_an_annotation_that_stays_wrong_fails_alone(service: FakeService) -> None:
    def answer(request: dict[str, Any]) -> Answer:
        bad = "德寿宫二" in str(request["messages"])
        return Answer({"entities": "none"} if bad else GOOD_ANNOTATION)

    service.answer = answer
    heard = Heard()
    second = Passage(2, "2", "", "", "德寿宫二。", None, None, "", "")
    drafter(service.endpoint).annotate([Reading(passage(1)), Reading(second)], heard.listener)
    assert heard.failed == {2: "reply_unusable"}
    assert [each.passage_id for each in heard.items if isinstance(each, Annotated)] == [1]
