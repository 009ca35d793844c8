"""Writes a model as a GGUF file that llama.cpp runs."""

from pathlib import Path

import gguf
import numpy as np

from .model import Decoder, Shape
from .tokens import ASSISTANT, BOS, CONTROL, EOS, PAD, USER, Tokenizer

TEMPLATE = (
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'assistant' -%}<|assistant|>{{ message['content'] }}<eos>"
    "{%- else -%}<|user|>{{ message['content'] }}{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}<|assistant|>{%- endif -%}"
)
NAMES = {"before_attention": "attn_norm", "before_hidden": "ffn_norm", "query": "attn_q", "key": "attn_k", "value": "attn_v", "output": "attn_output",
         "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down"}


def write(model: Decoder, tokenizer: Tokenizer, name: str, description: str, path: Path):
    shape = model.shape
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name(name)
    writer.add_description(description)
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(shape.base)
    writer.add_vocab_size(shape.vocabulary)
    add_tokens(writer, tokenizer)
    for tensor, weight in model.named_parameters():
        array = paired(tensor, weight.detach().float().cpu().numpy(), shape)
        writer.add_tensor(tensor_name(tensor), array.astype(np.float16) if array.ndim == 2 else array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def paired(tensor: str, array: np.ndarray, shape: Shape) -> np.ndarray:
    """Queries and keys with the two halves of each head laid side by side, as llama.cpp turns neighbours against each other."""
    if not tensor.endswith(("query.weight", "key.weight")):
        return array
    return array.reshape(shape.heads, 2, shape.head // 2, shape.width).swapaxes(1, 2).reshape(array.shape)


def tensor_name(parameter: str) -> str:
    parts = parameter.split(".")
    if parts[0] == "layers":
        return f"blk.{parts[1]}.{NAMES[parts[2]]}.weight"
    return {"embedding": "token_embd", "norm": "output_norm"}[parts[0]] + ".weight"


def add_tokens(writer: gguf.GGUFWriter, tokenizer: Tokenizer):
    shown = shown_bytes()
    texts = [*CONTROL, *(shown[byte] for byte in range(256)), *tokenizer.pieces]
    kinds = [gguf.TokenType.CONTROL] * len(CONTROL) + [gguf.TokenType.NORMAL] * 256 + [gguf.TokenType.USER_DEFINED] * len(tokenizer.pieces)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(texts)
    writer.add_token_types(kinds)
    # The reader wants a list of merges; this one never applies, as it makes a piece that is cut out before any merge.
    writer.add_token_merges(["c h"])
    writer.add_bos_token_id(BOS)
    writer.add_eos_token_id(EOS)
    writer.add_pad_token_id(PAD)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_chat_template(TEMPLATE)


def shown_bytes() -> dict[int, str]:
    """How byte-pair encodings of this kind write each byte: printable ones as they are, others as letters from 256 on."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {byte: chr(256 + place) for place, byte in enumerate(others)}
