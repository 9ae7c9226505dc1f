"""How numbers are written down in English, Ukrainian and Russian, and what stands around them."""

from __future__ import annotations

import re

from index.statements.tables.words import words as listed

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {
    **{word: number for number, word in enumerate(_ONES.split(), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    "два": 2, "дві": 2, "двоє": 2, "две": 2, "двое": 2, "три": 3, "троє": 3, "трое": 3, "чотири": 4, "четверо": 4,
    "четыре": 4, "п'ять": 5, "п’ять": 5, "п'ятеро": 5, "пять": 5, "пятеро": 5, "шість": 6, "шесть": 6, "сім": 7,
    "семь": 7, "вісім": 8, "восемь": 8, "дев'ять": 9, "дев’ять": 9, "девять": 9, "десять": 10, "одинадцять": 11,
    "одиннадцать": 11, "дванадцять": 12, "двенадцать": 12, "двадцять": 20, "двадцать": 20, "тридцять": 30,
    "тридцать": 30, "сорок": 40, "сто": 100,
}  # fmt: skip
SCALES = {
    1e2: listed("hundred"),
    1e3: listed("thousand k тис тисяч тисячі тисяча тыс тысяч тысячи тысяча"),
    1e6: listed("million m mln мільйон мільйони мільйонів мільйона млн миллион миллиона миллионов"),
    1e9: listed("billion bn мільярд мільярди мільярдів мільярда млрд миллиард миллиарда миллиардов"),
}
SCALE = {word: scale for scale, words in SCALES.items() for word in words}
CURRENCIES = {
    "$": listed("dollar dollars долар долари доларів доларам долара доллар доллара долларов"),
    "€": listed("euro euros євро евро"),
    "£": listed("pound pounds фунт фунтів фунта фунтов"),
    "₴": listed("hryvnia hryvnias hryvnya грн гривень гривні гривня гривен гривны"),
    "₽": listed("rouble roubles ruble rubles руб рублів рубля рублей рубль"),
}
CURRENCY = {word: sign for sign, words in CURRENCIES.items() for word in (sign, *words)}
PERCENT = listed("% percent відсотків відсотки відсотка відсоток процентов процента процент")

AT_LEAST = re.compile(
    r"(?:at least|more than|over|above|no fewer than|no less than|not less than|не менее|не меньше|более|больше|"
    r"свыше|понад|більше|більш як|більш ніж|щонайменше|не менше)$"
)
AT_MOST = re.compile(
    r"(?:at most|up to|less than|fewer than|under|below|no more than|as many as|as much as|nearly|almost|до|менше|"
    r"не більше|не більш як|менее|меньше|не более|почти|майже)$"
)
ABOUT = re.compile(
    r"(?:about|around|some|roughly|approximately|an estimated|estimated|близько|приблизно|десь|орієнтовно|около|"
    r"примерно|порядка)$"
)
PART = re.compile(
    r"(?:including|another|other|of whom|of them|among them|additional|further|extra|remaining|last|first|next|past|"
    r"every|each|per|not|nor|or|versus|against|from|the other|у тому числі|зокрема|серед них|ще|ещё|еще|інші|другие|"
    r"\d (?:to|and|or|до|і|и|або|или)|between|в том числе|из них|з них|останні|последние|не|кожні|каждые)$"
)
"""Before a number that counts a part, or something else."""

PER = re.compile(
    r"\s*(?:per|each|apiece|more|less|fewer|an hour|of (?:them|whom|those|these)|"
    r"a (?:day|week|month|year|night|head|ton|barrel|share|person|kilo\w*)|на (?:день|рік|місяць|год|месяц)|щороку)\b"
)
"""Behind a number that is a rate or a part."""

ADJECTIVES = listed(
    "new old young more people's local other dead wounded injured armed british american french german russian "
    "ukrainian chinese israeli foreign civilian military federal senior junior small large big major additional "
    "different extra"
)
