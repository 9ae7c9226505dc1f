"""Names that no rule of letters leads from one form or alphabet to another: Germany and Німеччина, Britain and UK."""

from __future__ import annotations

from functools import lru_cache

from index.words import stem

_SAME = """
u.s. us usa america american americans сша америка американський американский
uk u.k. britain british briton britons england english британія британский великобританія великобритания англія англия
un u.n. оон
eu e.u. european єс ес
nato нато
france french франція франція франция французький французский
germany german germans німеччина німецький германия немецкий
spain spanish spaniard іспанія испания
netherlands dutch holland нідерланди нидерланды голландія
switzerland swiss швейцарія швейцария
denmark danish danes dane данія дания
sweden swedish swede swedes швеція швеция
poland polish poles pole польща польша польський польский
greece greek greeks греція греция
turkey turkish turks туреччина турция
china chinese китай китайський китайский
japan japanese японія япония
ireland irish ірландія ирландия
wales welsh уельс уэльс
scotland scottish scots scot шотландія шотландия
philippines filipino filipinos philippine філіппіни филиппины
thailand thai таїланд таиланд
iraq iraqi iraqis ірак ирак
iran iranian iranians іран иран
israel israeli israelis ізраїль израиль
hungary hungarian угорщина венгрия
italy italian італія италия
egypt egyptian єгипет египет
india indian індія индия
georgia georgian грузія грузия
austria austrian австрія австрия
belgium belgian бельгія бельгия
finland finnish finns фінляндія финляндия
norway norwegian норвегія норвегия
portugal portuguese португалія португалия
croatia croatian хорватія хорватия
czech чехія чехия
romania romanian румунія румыния
korea korean корея
vietnam vietnamese в'єтнам вьетнам
afghanistan afghan afghans афганістан афганистан
pakistan pakistani pakistanis пакистан
syria syrian сирія сирия
lebanon lebanese ліван ливан
saudi саудівська саудовская
russia russian russians росія россия російський российский
ukraine ukrainian ukrainians україна украина український украинский
belarus belarusian білорусь беларусь белоруссия
kyiv kiev київ киев
kharkiv kharkov харків харьков
odesa odessa одеса одесса
lviv lvov львів львов
moscow moscow's москва московський
washington вашингтон
london лондон
paris париж
rome roman рим
vienna viennese відень вена
warsaw варшава
brussels брюссель
geneva женева
beijing peking пекін пекин
jerusalem єрусалим иерусалим
black-sea чорне черное
crimea crimean крим крым
white-house білий белый
pentagon пентагон
kremlin кремль
republican republicans republicanism gop республіканець республиканец
democrat democrats democratic демократ
muslim muslims islam islamic moslem
christian christians christianity
jew jews jewish
arab arabs arabic arabia arabian
"""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _SAME.strip().splitlines():
        group = frozenset(stem(word) for word in line.split())
        for each in group:
            found[each] = found.get(each, frozenset()) | group
    return found


def alike(one: str, known: frozenset[str]) -> bool:
    """Whether ``known`` has another form of the name of which ``one`` is the stem; "US" and "United States" too."""
    if not _groups().get(one, frozenset()).isdisjoint(known):
        return True
    american = one in _groups()[stem("usa")]
    return (american and {"unit", "state"} <= known) or (
        one in {"unit", "state", "kingdom"}
        and not _groups()[stem("usa" if one != "kingdom" else "uk")].isdisjoint(known)
    )


def is_of_a_place(one: str) -> bool:
    """Whether a stem is a country's, a people's or the like."""
    return one in _groups()
