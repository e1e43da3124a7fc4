"""A stand-in for an OpenAI-compatible service: standard library HTTP on a real loopback socket."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

GOOD_DRAFT = {
    "modern": "秋江之上一叶小舟，渔翁独自垂钓，远处群山连绵。",
    "classical": "秋江澄碧，渔父垂纶，远岫如黛。",
    "tags": ["秋江", "渔翁", "小舟", "远山"],
}
GOOD_ANNOTATION = {
    "entities": [{"name": "德寿宫", "type": "宫殿"}, {"name": "望仙桥", "type": "桥梁"}],
    "spatial_relation": "德寿宫位于望仙桥东侧",
    "modern_chinese": "德寿宫在望仙桥的东面，原是秦太师获赐的府第。",
    "english": "Deshou Palace stood east of Wangxian Bridge.",
    "search_prompt": "南宋临安古画中的德寿宫，宫殿建筑，望仙桥东侧",
}


class Answer:
    """What the service does with one request."""

    def __init__(
        self,
        content: object = None,
        status: int = 200,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        wait_s: float = 0.0,
        cut_at: int | None = None,
        finish: str = "stop",
        usage: tuple[int, int] | None = (900, 100),
        endless: bool = False,
    ) -> None:
        self.content, self.status, self.headers = content, status, headers or {}
        self.body, self.wait_s, self.cut_at, self.finish = body, wait_s, cut_at, finish
        self.usage, self.endless = usage, endless

    def encoded(self) -> bytes:
        if self.body is not None:
            return self.body
        if self.status != 200:
            return json.dumps({"error": {"message": self.content or "no"}}).encode()
        said = self.content
        text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        message = {"role": "assistant", "content": text}
        reply: dict[str, Any] = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": "fake",
            "choices": [{"index": 0, "message": message, "finish_reason": self.finish}],
        }
        if self.usage:
            reply["usage"] = {
                "prompt_tokens": self.usage[0],
                "completion_tokens": self.usage[1],
                "total_tokens": sum(self.usage),
            }
        return json.dumps(reply).encode()


class FakeService:
    """Answers by `answer(request)`; keeps every request it got."""

    def __init__(self, answer: Callable[[dict[str, Any]], Answer] | None = None) -> None:
        self.answer = answer or (lambda _request: Answer(GOOD_DRAFT))
        self.models: list[str] | Answer | None = None  # None: offers no list
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = 0
        self.poured = 0  # megabytes of endless answers that were taken
        self._at_once = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def pictures(self, number: int) -> list[str]:
        """The pictures of one request, as data addresses."""
        content = self.requests[number]["messages"][1]["content"]
        return [each["image_url"]["url"] for each in content if each["type"] == "image_url"]

    def text(self, number: int) -> str:
        """The text of one request's user."""
        content = self.requests[number]["messages"][1]["content"]
        if isinstance(content, str):
            return content
        return next(each["text"] for each in content if each["type"] == "text")

    def _enter(self, request: dict[str, Any], headers: dict[str, str]) -> None:
        with self._lock:
            self.requests.append(request)
            self.headers.append(headers)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def _leave(self) -> None:
        with self._lock:
            self._at_once -= 1

    def _listed(self, path: str) -> Answer:
        if self.models is None or not path.endswith("/models"):
            return Answer("no such page", status=404)
        if isinstance(self.models, Answer):
            return self.models
        listed = [{"id": each, "object": "model"} for each in self.models]
        return Answer(body=json.dumps({"object": "list", "data": listed}).encode())

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            server_version: ClassVar[str] = "fake"

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                request = json.loads(self.rfile.read(length))
                fake._enter(request, {k.lower(): v for k, v in self.headers.items()})
                try:
                    self._reply(fake.answer(request))
                except OSError:
                    self.close_connection = True
                finally:
                    fake._leave()

            def do_GET(self) -> None:
                self._reply(fake._listed(self.path))

            def _reply(self, answer: Answer) -> None:
                time.sleep(answer.wait_s)
                if answer.endless:
                    self._pour()
                    return
                body = answer.encoded()
                self.send_response(answer.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body[: answer.cut_at])
                if answer.cut_at is not None:
                    self.close_connection = True

            def _pour(self) -> None:
                """Forty megabytes whose length is not told before."""
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("connection", "close")
                self.end_headers()
                self.close_connection = True
                for _ in range(40):
                    self.wfile.write(b" " * 1_000_000)
                    fake.poured += 1

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
