"""Why a service did not answer, as sentences for the curator. Keys never appear in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from songclip_desktop.errors import SongClipError
from songclip_desktop.language import say

if TYPE_CHECKING:
    import openai

# Further calls would meet the same end, so the rest of the queue is neither sent nor paid for.
FINAL_CODES = frozenset(
    (
        "key_refused",
        "quota_used_up",
        "model_not_found",
        "offline",
        "disk_full",
        "collection_read_only",
        "token_cap",
        "cost_cap",
    )
)

_ABOUT_PICTURES = ("image", "vision", "multimodal", "图")
# How services say that a model takes words alone.
_BLIND = (
    "support",
    "multimodal",
    "text-only",
    "text only",
    "unknown variant",
    "a string",
    "不支持",
)

_SENTENCES = {
    "key_refused": (
        "{host} 不接受这个密钥。",
        "{host} does not accept this key.",
        "请核对密钥后重试。",
        "Check the key, then retry.",
    ),
    "quota_used_up": (
        "{host} 说额度已用完。",
        "{host} says that the quota is used up.",
        "请充值或换一个服务后重试。",
        "Top up or choose another service, then retry.",
    ),
    "rate_limited": (
        "{host} 一直说太忙（429）。",
        "{host} kept answering that it is too busy (429).",
        "请稍后重试，或减少同时撰写的幅数。",
        "Retry later, or draft fewer at the same time.",
    ),
    "model_not_found": (
        "{host} 没有模型 {model}。",
        "{host} has no model {model}.",
        "请核对模型名与服务地址。",
        "Check the model's name and the service's address.",
    ),
    "picture_too_large": (
        "{host} 说图像过大（413）。",
        "{host} says that the picture is too large (413).",
        "请把送出的边长减小后重试。",
        "Reduce the side length that is sent, then retry.",
    ),
    "pictures_unsupported": (
        "模型 {model} 不能看图。",
        "The model {model} cannot read pictures.",
        "请换一个能看图的模型。",
        "Choose a model that reads pictures.",
    ),
    "picture_refused": (
        "{host} 没有接受这幅图像：{detail}",
        "{host} did not accept this picture: {detail}",
        "请改变送出的边长，或换一个图像文件。",
        "Change the side length that is sent, or replace the picture's file.",
    ),
    "request_refused": (
        "{host} 没有接受请求（{status}）：{detail}",
        "{host} did not accept the request ({status}): {detail}",
        "请核对模型名与服务地址。",
        "Check the model's name and the service's address.",
    ),
    "service_failed": (
        "{host} 出了故障（{status}）。",
        "{host} failed ({status}).",
        "请稍后重试。",
        "Retry later.",
    ),
    "service_silent": (
        "{host} 迟迟没有回复。",
        "{host} did not answer in time.",
        "请稍后重试，或放宽等候的时间。",
        "Retry later, or allow more time.",
    ),
    "endpoint_unreachable": (
        "连不上 {host}。",
        "{host} cannot be reached.",
        "请检查网络与服务地址后重试。",
        "Check the network and the service's address, then retry.",
    ),
    "connection_lost": (
        "{host} 的回复没有传完。",
        "The answer of {host} broke off on the way.",
        "请检查网络后重试。",
        "Check the network, then retry.",
    ),
    "reply_unusable": (
        "模型两次都没有按要求回复：{detail}",
        "Twice the model did not answer as asked: {detail}",
        "请重试，或换一个模型。",
        "Retry, or choose another model.",
    ),
    "reply_cut_off": (
        "模型的回复写到一半断了。",
        "The model's answer was cut off.",
        "请重试，或换一个模型。",
        "Retry, or choose another model.",
    ),
    "refused": (
        "模型不愿描述这幅画：{detail}",
        "The model declined to describe this picture: {detail}",
        "请换一个模型，或自己撰写。",
        "Choose another model, or write it yourself.",
    ),
    "token_cap": (
        "已到这次任务的令牌上限（{detail}）。",
        "The cap of tokens for this task is reached ({detail}).",
        "请提高上限后继续。",
        "Raise the cap, then go on.",
    ),
    "cost_cap": (
        "已到这次任务的费用上限（{detail}）。",
        "The cap on money for this task is reached ({detail}).",
        "请提高上限后继续。",
        "Raise the cap, then go on.",
    ),
}


def sentence(code: str, endpoint: str, model: str, **values: object) -> SongClipError:
    """The error of that code about this service."""
    zh, en, zh_remedy, en_remedy = _SENTENCES[code]
    named = {"host": urlsplit(endpoint).netloc, "model": model, **values}
    return SongClipError(code, say(zh, en, **named), say(zh_remedy, en_remedy))


def translate(error: openai.OpenAIError, endpoint: str, model: str) -> SongClipError:
    """What an exception of the SDK means. An error of our own inside it comes out as it was."""
    import httpx2
    import openai

    cause = error.__cause__
    if isinstance(cause, SongClipError):
        return cause
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
        return sentence("endpoint_unreachable", endpoint, model)
    if isinstance(error, openai.APITimeoutError):
        return sentence("service_silent", endpoint, model)
    if isinstance(error, openai.APIStatusError):
        detail = _detail(error)
        code = _code_of(error.status_code, detail)
        return sentence(code, endpoint, model, status=error.status_code, detail=detail)
    if isinstance(error, openai.APIResponseValidationError):
        return sentence("reply_unusable", endpoint, model, detail=say("不是 JSON", "not JSON"))
    if isinstance(error, openai.APIConnectionError):
        return sentence("connection_lost", endpoint, model)
    return sentence("reply_unusable", endpoint, model, detail=str(error)[:200])


def _code_of(status: int, detail: str) -> str:
    low = detail.lower()
    if status == 429 and any(word in low for word in ("quota", "balance", "额度", "欠费", "余额")):
        return "quota_used_up"
    if status in (400, 422) and any(word in low for word in _ABOUT_PICTURES):
        return "pictures_unsupported" if any(w in low for w in _BLIND) else "picture_refused"
    known = {401: "key_refused", 402: "quota_used_up", 404: "model_not_found"}
    known |= {403: "key_refused", 413: "picture_too_large", 429: "rate_limited"}
    return known.get(status, "service_failed" if status >= 500 else "request_refused")


def _detail(error: openai.APIStatusError) -> str:
    """What the service says in its own words, short; never the request, which holds the key."""
    body: Any = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        body = inner.get("message", "") if isinstance(inner, dict) else inner
    return " ".join(str(body or "").split())[:200]
