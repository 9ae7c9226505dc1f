"""Recognize lines that are no part of an article, and a teaser that the first paragraph repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.characters import CLOSING_MARKS

_LONGEST = 200

_SHARING = (
    "share tweet post pin save print email e-mail copy link like send facebook twitter x telegram whatsapp viber "
    "linkedin reddit pinterest messenger instagram threads bluesky mastodon "
    "поділитися поширити надіслати поделиться отправить"
)
_SHARE_WORDS = frozenset(_SHARING.split())
_SHARE_LINKS = frozenset(("", "on", "via", "this", "article", "story", "&", "and"))
_NUMBER = r"\d[\d\s.,]{0,12}[kкmм]?"
_COUNTED = (
    r"(?:visitors?|views?|readers?|reads|comments?|shares?|likes?|переглядів|перегляди|перегляд|коментар[іяв]{0,3}"
    r"|просмотр(?:ов|а|ы)?|комментари(?:й|я|ев))"
)
_READ_ALSO = (
    r"(?:read (?:also|more|next|this next)|also read|see also|more on this(?: story)?|more on this topic"
    r"|related(?: articles?| stories| news| topics)?|recommended(?: for you)?|most read|trending(?: now)?"
    r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|don[’']t miss|up next|what to read next"
    r"|читайте також|дивіться також|читайте также|смотрите также)"
)
_WORK = r"(?:reporting|writing|editing|compil(?:ed|ing)|translat(?:ed|ion|ing)|graphics?|production)"
# Names alone may follow: "Reporting by the regulator found" is a sentence.
_NAME = r"(?-i:[^\W\d_a-zа-яіїєґ])[\w’'.-]*"
_NAMES = rf"{_NAME}(?:,? (?:and|in|at|for|і|та|{_NAME}))*"
_CREDIT = rf"(?:(?:additional|further) )?{_WORK}(?: and {_WORK})? by {_NAMES}"
_CREDITS = re.compile(rf"\(?{_CREDIT}(?:[;.,] {_CREDIT}){{0,5}}\.?\)?", re.IGNORECASE)
_LONGEST_CREDITS = 400
_MAIL_LETTER = r"(?:newsletters?|inbox|mailing list|e-?mail alerts?|push notifications)"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_ANYWHERE = _any_of(
    rf"{_NUMBER} ?(?:{_COUNTED}|people (?:are )?(?:reading|online))(?: online| now)*(?: this)?",
    rf"(?:total |page )?{_COUNTED} ?[:(—–-] ?{_NUMBER}\)?",
    r"advert(?:isement|isment|ising|orial)?|ad(?: feedback)?|sponsored(?: content)?|реклама",
    rf"article continues below.{{0,30}}|{_READ_ALSO}(?:[.…]+| ?:.*)?",
    r"\d{1,3} ?-?(?:mins?|minutes?|хв|хвилин[аи]?|мин)\.? ?(?:to )?(?:read|reading|читання|чтения)",
    r"(?:reading|read) time ?:? ?\d{1,3} ?(?:mins?|minutes?)?\.?",
    r"(?:tags?|topics?|filed under|keywords|теги|мітки) ?:.*",
    r"(?:photo|image|picture|photograph|video|illustration|фото|відео|видео)(?: credit| by)? ?[:/].{0,120}",
    r"(?:©|\(c\)|copyright ?(?:©|\(c\))?) ?\d{4}.{0,120}|© .{0,60}",
    r"all rights reserved.*|усі права захищено.*|все права защищены.*",
    r"(?:follow|find) us on .{0,80}|(?:leave|post|write) a comment|(?:no )?comments?|view comments",
    r"(?:(?:subscribe|sign up)|become a (?:member|subscriber)) (?:now|here|today)",
    r"(?:subscribe|sign up) (?:to|for) (?:our|the|free) .{0,40}(?:newsletter|updates?|briefing|channel).{0,40}",
    rf"(?:sign up|subscribe|register|join) (?:to|for|now|today|here|free).{{0,100}}\b{_MAIL_LETTER}\b.{{0,60}}",
    r"get (?:the|our|all|daily|breaking|more) [^“\"]{0,80}\b(?:in|to) your inbox\b.{0,80}",
    r"(?:to (?:read|continue reading|keep reading)(?: this| the)?(?: full)?(?: article| story)?,? )?(?:please )?"
    r"(?:subscribe|log in|sign in|register) (?:to|and) (?:read|continue|keep reading|unlock).{0,60}",
    r"already (?:a|have an?) (?:subscriber|subscription|member|account)\?.{0,60}",
    r"(?:this (?:article|story|content) is|only) (?:for|available to) (?:our )?(?:subscribers|members)(?: only)?\.?",
    r"(?:like|liked|enjoy|enjoyed|enjoying) (?:this|our) (?:story|article|post|piece|content)\?.{0,80}",
    r"(?:have|got) an? (?:news )?(?:tip|story|question|comment)(?: for us| to share)?\?.{0,160}",
    r"(?:tell us|let us know) what you think.{0,60}",
    r"(?:we use|(?:our|this) (?:web)?site uses) cookies.{0,160}",
    r"continue reading(?: below| the main story)?\.*|story continues(?: below.{0,30})?",
    r"scroll (?:down )?to continue.{0,40}",
    r"\[(?P<code>\w+) [^\]]*=[^\]]*\].*\[/(?P=code)\]",
    r"підпи(?:шіться|суйтеся) на .{0,80}|подпишитесь на .{0,80}",
)

_ABOVE = _any_of(
    r"[\d\s.,:;+/|%kк–—-]+",
    r"(?:updated |published |posted )?(?:about |an? )?\d{0,3} ?(?:seconds?|minutes?|mins?|hours?|hrs?|days?) ago",
    r"menu|search|home|news|log ?in|sign in|sign up|register|subscribe|newsletters?|live|breaking(?: news)?|close",
    r"skip to (?:main )?(?:content|navigation)|back to (?:top|home|news|all .{0,20})",
    r"listen(?: to (?:this )?article)?(?: ?\(?[\d:]+.{0,12})?",
    r"(?:(?:we|(?:this|our) (?:web)?site) uses? cookies|by using this (?:web)?site).*",
    r"accept(?: all)?(?: cookies)?|cookie (?:policy|settings|preferences|notice).{0,40}",
    r"(?:ми|цей сайт) використову(?:ємо|є) (?:файли )?cookie.*",
    r"(?:please )?enable javascript.*|loading\.*|(?:font|text) size.{0,20}",
)
_CRUMB_MARK = re.compile(r" [>›»/→] ")
_NO_WORDS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[^\s|·•,]+")


_CUT = re.compile(r"\s*(?:\.{3}|…|\[…\]|\[\.{3}\])$")
_ENDED = re.compile(rf"[.!?…:][{CLOSING_MARKS}]*$")
_LETTERS = re.compile(r"\w+")
_FEWEST_WORDS = 5
# A caption, a date and a byline may stand between the teaser and the first paragraph.
_NEAR = 4


def is_body_noise(line: str) -> bool:
    """Tell whether a line among the article's paragraphs is certainly boilerplate."""
    line = line.strip()
    if not line or len(line) > _LONGEST_CREDITS:
        return False
    if line.lstrip("(")[:1].isupper() and _CREDITS.fullmatch(line):
        return True
    if len(line) > _LONGEST:
        return False
    return bool(_ANYWHERE.fullmatch(line)) or _is_share_bar(line)


def is_page_noise(line: str) -> bool:
    """Tell whether a line above the article is boilerplate, a bare number or only punctuation."""
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    if is_body_noise(line) or _ABOVE.fullmatch(line) or _NO_WORDS.fullmatch(line):
        return True
    return _is_breadcrumb(line)


def remove_teaser(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs without the first, if one of the next begins with all its words."""
    following = paragraphs[1 : 1 + _NEAR]
    return list(paragraphs[1:] if any(_repeats_teaser(each, paragraphs[0]) for each in following) else paragraphs)


def _is_share_bar(line: str) -> bool:
    words = [word.casefold().strip(":") for word in _WORDS.findall(line)]
    content_words = set(words) - _SHARE_LINKS
    return bool(content_words) and content_words <= _SHARE_WORDS


def _is_breadcrumb(line: str) -> bool:
    parts = _CRUMB_MARK.split(line)
    return len(parts) > 1 and all(len(part.split()) <= 4 for part in parts[:-1]) and len(line) <= 120


def _repeats_teaser(paragraph: str, teaser: str) -> bool:
    """Tell whether a paragraph begins with the teaser's words, which must end a sentence unless they are cut off."""
    words = _LETTERS.findall(_CUT.sub("", teaser.strip()).lower())
    if len(words) < _FEWEST_WORDS:
        return False
    if _CUT.search(teaser.strip()):
        return _LETTERS.findall(paragraph.lower())[: len(words)] == words
    whole, start = (" ".join(text.split()).casefold() for text in (paragraph, teaser))
    return whole == start or (bool(_ENDED.search(start)) and whole.startswith(start + " "))
