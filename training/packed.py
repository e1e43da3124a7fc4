"""The text tower for a few queries, its weights laid out once as oneDNN reads them.

A query is a dozen rows. To multiply so few, a library that packs the weights at every call spends
as long on packing as on multiplying: laid out beforehand, with queries, keys and values as one
product and GELU inside the next, a ViT-B-16 answers in a third of the time
(tests/benchmarks/text_encoding.py). The layout and the operators are those that `torch.compile`
gives frozen graphs on a CPU (torch/_inductor/fx_passes/mkldnn_fusion.py); it takes the memory of
the weights once more. One model on one thread at a time.
"""

from __future__ import annotations

from typing import Any, cast
from weakref import WeakKeyDictionary

import torch
from cn_clip.clip.model import CLIP
from cn_clip.clip.modeling_bert import BertLayer
from torch import Tensor, nn
from torch.nn import functional

from training import towers
from training.lora import LoraLinear

# What the layout is chosen for; other numbers of rows give the same result, some a little slower.
_ROWS = 16


@torch.inference_mode()
def encode_text(clip: CLIP, ids: Tensor) -> Tensor:
    """As `towers.encode_text` but for the rounding of the last digits, without gradients.

    An adapter on the tower is computed beside the laid-out weights, at whatever strength it has;
    a weight that was changed since is laid out anew; a layer that is of another kind, in 16 bits
    or on another device computes as it always does.

    Args:
        clip: In evaluation mode.
        ids: Token ids [B, L], padded with 0.

    Returns:
        Vectors [B, D].
    """
    seen = ids.ne(0)[:, None, None, :]
    hidden = clip.bert.embeddings(ids)
    *most, last = cast(list[BertLayer], list(clip.bert.encoder.layer))
    for layer in most:
        hidden = _layer(layer, hidden, seen, hidden.shape[1])
    return _layer(last, hidden, seen, 1)[:, 0] @ clip.text_projection


_Layers = tuple[nn.Linear | LoraLinear, ...]


class _Product:
    """The weights of linear layers that read the same rows, as one.

    An adapter that is put on or taken off leaves them as they are: what it adds is computed by the
    layers that are there when rows come.
    """

    def __init__(self, layers: _Layers) -> None:
        self._made_of = [(each, each._version) for each in _tensors(layers)]
        weight = torch.cat([layer.weight.detach() for layer in layers])
        self._bias = torch.cat([layer.bias.detach() for layer in layers])
        self._laid_out = torch.ops.mkldnn._reorder_linear_weight(weight, _ROWS)

    def is_of(self, layers: _Layers) -> bool:
        """None of their tensors was changed or another put in its place since."""
        return all(
            now is then and now._version == version
            for now, (then, version) in zip(_tensors(layers), self._made_of, strict=True)
        )

    def of(self, layers: _Layers, rows: Tensor, gelu: bool = False) -> list[Tensor]:
        """[.., in] to each layer's [.., out], with GELU after it or not."""
        then, kind = ("gelu", "none") if gelu else ("none", "")
        product = torch.ops.mkldnn._linear_pointwise
        wide = product(rows, self._laid_out, self._bias, then, [], kind)
        parts = wide.split([layer.out_features for layer in layers], dim=-1)
        return [
            layer.beside(part, rows) if isinstance(layer, LoraLinear) else part
            for layer, part in zip(layers, parts, strict=True)
        ]


def _tensors(layers: _Layers) -> list[Tensor]:
    return [each for layer in layers for each in (layer.weight, layer.bias)]


_products: WeakKeyDictionary[BertLayer, list[_Product]] = WeakKeyDictionary()


def _layer(layer: BertLayer, hidden: Tensor, seen: Tensor, rows: int) -> Tensor:
    """One layer for the first `rows` of `hidden` [B, L, W]: [B, rows, W]."""
    own: Any = layer.attention.self
    asking: _Layers = (own.query, own.key, own.value)
    mixing = cast(_Layers, (layer.attention.output.dense,))
    widening = cast(_Layers, (layer.intermediate.dense,))
    narrowing = cast(_Layers, (layer.output.dense,))
    steps = [asking, mixing, widening, narrowing]
    if not _can_be(layer, steps):
        return towers.text_layer(layer, hidden[:, :rows], hidden, seen)
    products = _products.get(layer, [])
    if not products or not all(map(_Product.is_of, products, steps)):
        products = _products[layer] = [_Product(each) for each in steps]
    ask, mix, widen, narrow = products
    q, k, v = (
        part.unflatten(-1, (own.num_attention_heads, -1)).transpose(1, 2)
        for part in ask.of(asking, hidden)
    )
    mixed = functional.scaled_dot_product_attention(q[:, :, :rows], k, v, seen)
    (attended,) = mix.of(mixing, mixed.transpose(1, 2).flatten(2))
    hidden = layer.attention.output.LayerNorm(attended + hidden[:, :rows])
    (wide,) = widen.of(widening, hidden, gelu=True)
    (narrowed,) = narrow.of(narrowing, wide)
    return layer.output.LayerNorm(narrowed + hidden)


def _can_be(layer: BertLayer, steps: list[_Layers]) -> bool:
    """Whether it is as cn_clip makes it, or has the plain kind of adapter, in float32 on a CPU."""
    each = [linear for step in steps for linear in step]
    return (
        torch.backends.mkldnn.is_available()
        and layer.intermediate.intermediate_act_fn.__name__ == "gelu"
        # An adapter's update would come after GELU.
        and type(layer.intermediate.dense) is nn.Linear
        # Parametrized layers are classes of their own.
        and all(type(linear) in (nn.Linear, LoraLinear) for linear in each)
        and all(linear.weight.device.type == "cpu" for linear in each)
        and all(linear.weight.dtype == torch.float32 for linear in each)
    )
