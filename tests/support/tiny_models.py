"""Models of a few kilobytes, made on the spot: the real loading code runs on them, no hub is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.models.loading import prepare_offline_loading

if TYPE_CHECKING:
    from transformers import BertConfig, PreTrainedTokenizerFast


LONGEST = 48
_MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
_WORDS = [
    *("the", "old", "mill", "was", "sold", "on", "tuesday", "when", "did", "they", "sell", "a", "ferry", "stays"),
    *("in", "harbour", "until", "ice", "is", "gone", "it", "?", ".", ","),
]


@dataclass(frozen=True, slots=True)
class TinyModels:
    """Folders. ``reader`` marks "on ... tuesday" and prefers no answer without both; the others have weights of chance:
    ``reranker``, ``labels`` (one with two of them), ``body`` (without a head), and two more readers, ``chance`` and
    ``short`` (a DistilBERT, which knows no token types)."""

    reranker: Path
    labels: Path
    body: Path
    reader: Path
    chance: Path
    short: Path


def make_models(folder: Path) -> TinyModels:
    """Make all of them inside ``folder``."""
    prepare_offline_loading()
    import torch
    from transformers import (
        BertForQuestionAnswering,
        BertForSequenceClassification,
        BertModel,
        DistilBertConfig,
        DistilBertForQuestionAnswering,
    )

    torch.manual_seed(1)
    size = len(_MARKS) + len(_WORDS)
    short = DistilBertConfig(
        vocab_size=size, dim=16, n_layers=2, n_heads=2, hidden_dim=16, max_position_embeddings=LONGEST
    )
    wide = {"initializer_range": 1.0}
    raw = {"activation_fn": "torch.nn.modules.linear.Identity"}  # as rerankers trained on MS MARCO have it
    made = {
        "reranker": BertForSequenceClassification(_config(num_labels=1, sentence_transformers=raw, **wide)),
        "labels": BertForSequenceClassification(_config(num_labels=2)),
        "body": BertModel(_config()),
        "reader": BertForQuestionAnswering(_config(num_hidden_layers=0)),
        "chance": BertForQuestionAnswering(_config(**wide)),
        "short": DistilBertForQuestionAnswering(short),
    }
    _teach(made["reader"])
    for name, model in made.items():
        model.save_pretrained(folder / name)
        _tokenizer().save_pretrained(folder / name)
    return TinyModels(**{name: folder / name for name in made})


def _config(**other: Any) -> BertConfig:
    from transformers import BertConfig

    shape = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 16}
    return BertConfig(vocab_size=len(_MARKS) + len(_WORDS), max_position_embeddings=LONGEST, **{**shape, **other})


def _tokenizer() -> PreTrainedTokenizerFast:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.WordPiece({word: n for n, word in enumerate(_MARKS + _WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=made,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )


def _teach(reader: Any) -> None:
    """Without layers a token's logits follow from its word alone: "on" starts, "tuesday" ends, [CLS] is in between."""
    import torch

    embeddings = reader.bert.embeddings
    with torch.no_grad():
        for table in (embeddings.word_embeddings, embeddings.position_embeddings, embeddings.token_type_embeddings):
            table.weight.zero_()
        reader.qa_outputs.weight.zero_()
        for place, (word, start, end) in enumerate([("on", 4.0, 0.0), ("tuesday", 0.0, 4.0), ("[CLS]", 2.5, 2.5)]):
            embeddings.word_embeddings.weight[(_MARKS + _WORDS).index(word), place] = 1.0
            reader.qa_outputs.weight[:, place] = torch.tensor([start, end])
