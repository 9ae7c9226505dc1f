"""Make a model's text safe to show: strip markup, find addresses, and recognise text that gives orders to a model."""

from __future__ import annotations

import re
import unicodedata

from bot.llm.prompt_sources import escape_for_prompt
from index.statements import KNOWN_OUTLETS

_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+[^()]*)?\)|!?\[([^\[\]\n]*)\]\[[^\[\]\n]*\]")
_CITATION_MARKER = re.compile(r"\s*[\[【［]\s*\^?\s*\d+(?:\s*[-–,;]\s*\d+)*\s*[\]】］]")
_HIDDEN_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*(?:>|\Z)")
_LINE_START = re.compile(r"^[ \t]*(?:#{1,6}\s+|>+\s*|[-*+•]\s+|(?:[-*_][ \t]*){3,}$|\|)", re.MULTILINE)
_EMPHASIS = re.compile(r"[*`~|\\]+|(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)|_{2,}")
_CHAT_LINK_MARK = re.compile(r"(?<![\w/])[@#/]+(?=\w)")
"""Marks that make a link of the word after them in a chat: a mention, a hashtag, a command."""

_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*:/{1,}|\bwww\.|\b(?:javascript|data|mailto|tel|tg|vbscript):|\S@\S+\.\S|"
    r"(?<![\w.])(?:[\w-]+\.)+[a-z\u0430-\u044f]{2,}[/:?#]\S|\b\d{1,3}(?:\.\d{1,3}){3}\b",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?<![\w.])((?:[\w-]+\.)+)([a-z\u0456\u0430-\u044f]{2,})(?![\w])", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[ap]\.m|[A-Z]\.(?!Com$|Org$|Net$|Co$|Me$|Io$)[A-Z][a-z]+")
"""Abbreviations that look like a domain: U.S, p.m, J.Crew."""


def strip_markup(text: str) -> str:
    """Return ``text`` on one line without markup and citation markers; of links only their words remain."""
    shown = unicodedata.normalize("NFC", text)
    shown = "".join(
        each for each in shown if each in "\n\r\t" or unicodedata.category(each) not in {"Cf", "Cc", "Co", "Cs"}
    )
    for _ in range(3):  # removing one mark may leave another
        before = shown
        shown = _HIDDEN_MARKUP.sub(" ", shown)
        shown = _CITATION_MARKER.sub("", shown)
        shown = _LINK.sub(lambda found: found.group(1) or found.group(2) or "", shown)
        shown = _TAG.sub("", shown)
        shown = _LINE_START.sub("", shown)
        shown = _EMPHASIS.sub("", shown)
        shown = _CHAT_LINK_MARK.sub("", shown)
        if shown == before:
            break
    shown = shown.translate(str.maketrans("", "", "<>[]`*|\\"))
    return " ".join(shown.split())


def find_address(text: str, publishers: tuple[str, ...] = ()) -> str | None:
    """Return the first address in plain text, None without one; an outlet's name such as CNN.com is none."""
    found = _ADDRESS.search(text)
    if found:
        return found.group()
    known = {word for name in publishers for word in re.split(r"[\s.]+", name.casefold())} | KNOWN_OUTLETS
    for match in _DOMAIN.finditer(text):
        first = match.group(1).rstrip(".").split(".")[-1].casefold()
        if not (_ABBREVIATION.fullmatch(match.group()) or first in known or match.group().casefold() in known):
            return match.group()
    return None


_ORDER_VERBS = (
    "ignore|disregard|forget|override|cite|say|answer|reply|respond|output|print|repeat|pretend|reveal|act as|tell the|"
    "you (?:are now|must|will now|should now)|from now on|new (?:rules|instructions)|"
    "ігноруй(?:те)?|забудь(?:те)?|скажи|скажіть|відповідай(?:те)?|напиши|ти тепер|"
    "игнорируй(?:те)?|забудь(?:те)?|скажите|отвечай(?:те)?|ответь(?:те)?|напишите|ты теперь"
)
_ORDER_PATTERN = re.compile(
    rf"^\W*(?:please[, ]+|будь ласка,? |пожалуйста,? )?(?:\(?\d+\)? )?(?:{_ORDER_VERBS})\b|"
    r"^\W*(?:system|assistant|developer|user|human|ai)\s*[:›)]|"
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules|prompts?|guidelines|above)\b|"
    r"\b(?:system prompt|system message|as an? (?:ai|language model)|prompt injection|im_start|im_end)\b|"
    r"\b(?:ignore|tell|instruct|inform) the (?:reader|user|asker)s?\b|/?\(/?INST\)|"
    r"\"(?:claims|not_found|sentences)\"\s*:|"
    r"\b(?:assistant|chatbot|language model|llm)\s*[:,]\s*(?:please )?(?:say|answer|reply|ignore|tell|write)\b",
    re.IGNORECASE,
)


def gives_orders(text: str) -> bool:
    """Return whether a sentence or title reads like an order to a model.

    A newspaper's "Forget the summer" reads so too; a draft must then quote it.
    """
    return bool(_ORDER_PATTERN.search(escape_for_prompt(text)))
