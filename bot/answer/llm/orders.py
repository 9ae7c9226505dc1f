"""Sentences that give orders to whoever answers: what they say is no news, and is told only in quotation marks."""

from __future__ import annotations

import re

from bot.answer.llm.eyes import seen

_VERBS = (
    "ignore|disregard|forget|override|cite|say|answer|reply|respond|output|print|repeat|pretend|reveal|act as|tell the|"
    "you (?:are now|must|will now|should now)|from now on|new (?:rules|instructions)|"
    "ігноруй(?:те)?|забудь(?:те)?|скажи|скажіть|відповідай(?:те)?|напиши|ти тепер|"
    "игнорируй(?:те)?|забудь(?:те)?|скажите|отвечай(?:те)?|ответь(?:те)?|напишите|ты теперь"
)
_ORDER = re.compile(
    rf"^\W*(?:please[, ]+|будь ласка,? |пожалуйста,? )?(?:\(?\d+\)? )?(?:{_VERBS})\b|"
    r"^\W*(?:system|assistant|developer|user|human|ai)\s*[:›)]|"
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules|prompts?|guidelines|above)\b|"
    r"\b(?:system prompt|system message|as an? (?:ai|language model)|prompt injection|im_start|im_end)\b|"
    r"\b(?:ignore|tell|instruct|inform) the (?:reader|user|asker)s?\b|/?\(/?INST\)|"
    r"\"(?:claims|not_found|sentences)\"\s*:|"
    r"\b(?:assistant|chatbot|language model|llm)\s*[:,]\s*(?:please )?(?:say|answer|reply|ignore|tell|write)\b",
    re.IGNORECASE,
)


def gives_orders(text: str) -> bool:
    """Whether a sentence or a title reads like an order to a program that answers. A newspaper's own "Forget the
    summer" reads so too: then its words must be quoted."""
    return bool(_ORDER.search(seen(text)))
