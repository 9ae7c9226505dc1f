"""Two invented articles as the sentences of a prompt, and what is needed to hold a draft to them."""

from __future__ import annotations

from bot.llm.prompt_sources import number_sentences
from bot.llm.types import Claim, Draft, NumberedSentence, VerifiedDraft
from bot.llm.verify.verifier import VerificationInput, verify_draft
from index.statements import find_statements
from index.types import Article, Hit

FERRY = Article(
    "ferry",
    "The ferry between Tarn and Oldbridge will stop on Monday. "
    '"The hull is thin as paper," said Ada Thorn, the harbour\'s chief engineer. '
    "She found 14 cracks in it, Thorn told the Lenn Post. "
    "Mayor Bo Lund said that the town would pay $2.5 million for a new boat. "
    "Lund denied that he had known of the cracks since March 2023. "
    "About 3,000 people cross the Lenn each day, the Harbour Safety Board (HSB) said. "
    "The ferry did not sink in last year's storm. "
    "He called the storm “a warning to ‘sleepy’ towns”.",
    title="Oldbridge ferry to stop",
    publisher="Lenn Post",
    published_at="2025-03-13",
)
BEES = Article(
    "bees",
    "Twenty-two hives stand on the roof of the Corin library. "
    "Karim Vale, who keeps them, sells the honey for 6 euros a jar. "
    "Prices rose by 12 percent in 2024, Vale said.",
    title="Bees over Corin",
    publisher="Northern Wire",
    published_at="2025-05-02",
)
ENERGY = Article(
    "teplo",
    "Тариф на тепло в Озерську зросте на 15 відсотків із 1 жовтня. "
    "«Ми не мали вибору», – сказала директорка Оксана Ковальчук. "
    "Міський голова Петро Гнатюк заявив, що місто доплатить 40 млн гривень.",
    title="Тарифи на тепло",
    publisher="Озерські вісті",
    published_at="2025-09-01",
)
ARTICLES = {1: FERRY, 2: BEES, 3: ENERGY}
STATEMENTS = {key: find_statements(article.text) for key, article in ARTICLES.items()}
PROMPT: tuple[NumberedSentence, ...] = number_sentences(
    [Hit(article, 0, len(article.text), 1.0, None, None, key=key) for key, article in ARTICLES.items()],
    lambda key: STATEMENTS[key],
)


def look(text: str, *cites: int) -> VerifiedDraft:
    """One claim held to the articles, without an encoder."""
    return verify_draft(Draft((Claim(text, cites),)), VerificationInput(PROMPT, STATEMENTS))


def fault(text: str, *cites: int) -> str:
    """Why a claim of one sentence is dropped, empty where it is kept."""
    found = look(text, *cites)
    return found.failures[0].problem.fault if found.failures else ""
