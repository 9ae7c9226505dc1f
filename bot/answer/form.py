"""Question forms, as the tables write them, made into something that can be matched."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

_MOST_SPEAKER = 10
_MOST_REPEATS = 5
_NO_NAME = (
    r"(?!(?:who|whom|whose|what|which|when|where|why|how|that|is|are|was|were|be|been|did|does|do|has|have|had|will|would|"
    r"can|could|should|must|may|might|anyone|anybody|there|it|he|she|they|we|you|i|хто|кто|що|что|чи|ли) )"
)
"""Words that no speaker is called by."""

_CAPTURES = {
    "{speaker}": rf"(?P<speaker>(?:{_NO_NAME}\S+ ){{1,{_MOST_SPEAKER}}}?)",
    "{words}": r"(?P<words>(?:\S+ )+)",
    "{words}?": r"(?P<words>(?:\S+ )*)",
}


def plain(text: str) -> str:
    """A question as forms are matched against it: one space behind each word, a possessive and a comma apart."""
    text = re.sub(r"(?<=\w)'(?=s\b)|(?<=s)'(?=\s)", " '", f"{text} ".replace("’", "'"))
    text = re.sub(r",(?=\s)|[:;](?=\s)|\s[—–-](?=\s)", " , ", text)
    return f"{' '.join(text.split()).rstrip('?!. ,')} "


def unplain(piece: str) -> str:
    """A piece of ``plain`` text as people write it."""
    return re.sub(r" (?='(?:s\b|\s|$)|,)", "", piece).strip(" ,")


def compiled(form: str, lists: Mapping[str, Collection[str]]) -> re.Pattern[str]:
    """A form as a pattern for ``fullmatch`` on ``plain`` text; ``lists`` holds what each <name> stands for.

    Raises KeyError for a name that no list has.
    """
    return re.compile("".join(_part(part, lists) for part in form.split()), re.IGNORECASE)


def _part(part: str, lists: Mapping[str, Collection[str]]) -> str:
    if part in _CAPTURES:
        return _CAPTURES[part]
    mark = part[-1] if len(part) > 1 and part[-1] in "?*" else ""
    name = part.rstrip("?*")
    if name.startswith("{"):
        return f"(?P<{name[1:-1]}>{_any(lists[name[1:-1]])} )" + ("?" if mark else "")
    choices = lists[name[1:-1]] if name.startswith("<") else name.split("/")
    return f"(?:{_any(choices)} )" + {"": "", "?": "?", "*": f"{{0,{_MOST_REPEATS}}}"}[mark]


def _any(choices: Collection[str]) -> str:
    longest_first = sorted(choices, key=lambda choice: (-len(choice), choice))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def forms_of(verb: str, irregular: Mapping[str, str], doubled: Collection[str]) -> Iterator[str]:
    """The forms of an English verb: deny, denies, denied, denying."""
    stem = verb.removesuffix("e")
    ends_in_y = verb.endswith("y") and verb[-2] not in "aeo"
    if verb in doubled:
        stem += verb[-1]
    yield verb
    yield f"{verb[:-1]}ies" if ends_in_y else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    yield f"{verb}ing" if verb.endswith("ee") else f"{stem}ing"
    yield from irregular.get(verb, f"{verb[:-1]}ied" if ends_in_y else f"{stem}ed").split()
