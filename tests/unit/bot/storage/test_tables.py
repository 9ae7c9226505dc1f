"""What the bot remembers: members, requests, the pairing code, what was told, menus."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.access_requests import RequestDecision
from bot.storage.bot_database import FILE_NAME, BotDatabase
from bot.storage.members import Standing, Subject
from bot.storage.pairing import CODE_LIFETIME, MAX_WRONG_ATTEMPTS, PairingAttempt, is_pairing_code

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
ANN, BOB, READERS = Subject(7, "Ann", "ann_x"), Subject(8, "Bob"), Subject(-5, "Readers")


def test_a_member_is_what_was_decided_last(state: BotDatabase) -> None:
    state.members.put(BOB, Standing.ALLOWED, "Ann", NOW)
    state.members.put(BOB, Standing.DENIED, "Ann", NOW)
    assert state.members.standings([8, 9]) == {8: Standing.DENIED}


def test_an_admin_who_is_allowed_stays_an_admin_and_one_who_is_denied_does_not(state: BotDatabase) -> None:
    state.members.put(ANN, Standing.ADMIN, "Ann", NOW)
    state.members.put(ANN, Standing.ALLOWED, "Bob", NOW)
    assert state.members.admins() == (7,)
    state.members.put(ANN, Standing.DENIED, "Bob", NOW)
    assert state.members.admins() == ()


def test_a_group_that_is_left_is_forgotten_but_not_that_it_was_denied(state: BotDatabase) -> None:
    state.members.put(READERS, Standing.ALLOWED, "Ann", NOW)
    state.members.leave(-5, NOW)
    assert state.members.all() == ()
    state.members.put(READERS, Standing.DENIED, "Ann", NOW)
    state.members.leave(-5, NOW)
    assert state.members.standings([-5]) == {-5: Standing.DENIED}


def test_a_group_that_moves_takes_along_what_was_decided(state: BotDatabase) -> None:
    state.members.put(READERS, Standing.ALLOWED, "Ann", NOW)
    state.members.move(-5, -1005)
    state.members.move(-5, -1005)
    assert state.members.standings([-5, -1005]) == {-1005: Standing.ALLOWED}


def test_a_group_that_seems_left_before_it_moves_is_still_let_in(state: BotDatabase) -> None:
    state.members.put(READERS, Standing.ALLOWED, "Ann", NOW)
    state.members.leave(-5, NOW)
    assert state.members.standings([-5]) == {}
    state.members.move(-5, -1005)
    assert state.members.standings([-5, -1005]) == {-1005: Standing.ALLOWED}


def test_a_group_that_was_left_long_ago_is_gone_and_one_that_comes_back_is_decided_anew(state: BotDatabase) -> None:
    state.members.put(READERS, Standing.ALLOWED, "Ann", NOW)
    state.members.leave(-5, NOW)
    state.members.prune(NOW + timedelta(hours=2))
    state.members.move(-5, -1005)
    assert state.members.all() == ()
    state.members.put(READERS, Standing.ALLOWED, "Bea", NOW)
    state.members.leave(-5, NOW)
    state.members.put(READERS, Standing.DENIED, "Ann", NOW)
    assert state.members.standings([-5]) == {-5: Standing.DENIED}


def test_people_are_found_by_username_among_members_and_askers(state: BotDatabase) -> None:
    state.members.put(ANN, Standing.ADMIN, "Ann", NOW)
    state.requests.open(Subject(9, "Cy", "cy"))
    assert state.members.find_by_username("ANN_X") == ANN
    assert state.members.find_by_username("cy") == Subject(9, "Cy", "cy")
    assert state.members.find_by_username("bob") is None


def test_the_first_decision_of_a_request_holds(state: BotDatabase) -> None:
    number = state.requests.open(BOB)
    assert state.requests.decide(number, Standing.ALLOWED, "Ann") == RequestDecision(BOB, Standing.ALLOWED, "Ann", True)
    assert state.requests.decide(number, Standing.DENIED, "Cy") == RequestDecision(BOB, Standing.ALLOWED, "Ann", False)
    assert state.requests.decide(number + 1, Standing.DENIED, "Cy") is None


def test_who_asks_again_has_the_same_number_and_is_undecided(state: BotDatabase) -> None:
    number = state.requests.open(BOB)
    state.requests.decide(number, Standing.DENIED, "Ann")
    assert state.requests.open(Subject(8, "Robert")) == number
    decided = state.requests.decide(number, Standing.ALLOWED, "Ann")
    assert decided == RequestDecision(Subject(8, "Robert"), Standing.ALLOWED, "Ann", True)


def test_the_messages_about_a_request_are_given_out_once(state: BotDatabase) -> None:
    number = state.requests.open(BOB)
    state.requests.record_message(number, 7, 31)
    state.requests.record_message(number, 6, 12)
    assert state.requests.find_subject(7, 31) == BOB
    assert state.requests.take_messages(number) == ((6, 12), (7, 31))
    assert state.requests.take_messages(number) == ()
    assert state.requests.find_subject(7, 31) is None


def test_a_request_of_a_group_that_moves_keeps_its_number(state: BotDatabase) -> None:
    number = state.requests.open(READERS)
    state.requests.move(-5, -1005)
    decided = state.requests.decide(number, Standing.ALLOWED, "Ann")
    assert decided is not None
    assert decided.subject.id == -1005


def test_a_code_is_used_up_by_its_use(state: BotDatabase) -> None:
    code = state.pairing.begin(NOW)
    assert is_pairing_code(code)
    assert state.pairing.attempt(f" {code.upper()} ", NOW) is PairingAttempt.RIGHT
    assert state.pairing.attempt(code, NOW) is PairingAttempt.NONE


def test_a_code_ends_after_ten_minutes(state: BotDatabase) -> None:
    code = state.pairing.begin(NOW)
    assert state.pairing.attempt(code, NOW + CODE_LIFETIME + timedelta(seconds=1)) is PairingAttempt.ENDED
    code = state.pairing.begin(NOW)
    assert state.pairing.attempt(code, NOW + CODE_LIFETIME) is PairingAttempt.RIGHT


def test_a_code_ends_after_five_wrong_tries(state: BotDatabase) -> None:
    code = state.pairing.begin(NOW)
    wrong = "aaaa-aaaa-aaaa"
    assert [state.pairing.attempt(wrong, NOW) for _ in range(MAX_WRONG_ATTEMPTS)] == [PairingAttempt.WRONG] * 5
    assert state.pairing.attempt(code, NOW) is PairingAttempt.ENDED


def test_a_new_code_ends_the_one_before(state: BotDatabase) -> None:
    old, new = state.pairing.begin(NOW), state.pairing.begin(NOW)
    assert state.pairing.attempt(old, NOW) is PairingAttempt.WRONG
    assert state.pairing.attempt(new, NOW) is PairingAttempt.RIGHT


def test_the_code_itself_is_not_stored(state: BotDatabase, tmp_path: Path) -> None:
    code = state.pairing.begin(NOW)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE_NAME}*"))
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored


@pytest.mark.parametrize("text", ["conversation", "abcd-efgh", "who said it?", "abcd-efgh-jkm1", "x abcd-efgh-jkmn"])
def test_ordinary_words_are_no_codes(text: str) -> None:
    assert not is_pairing_code(text)


def test_a_chat_gets_a_notice_once_within_the_age(state: BotDatabase) -> None:
    day = timedelta(days=1)
    assert state.notices.record_if_due("notice", 7, day, NOW)
    assert not state.notices.record_if_due("notice", 7, day, NOW + day - timedelta(seconds=1))
    assert state.notices.record_if_due("notice", 8, day, NOW)
    assert state.notices.record_if_due("other", 7, day, NOW)
    assert state.notices.record_if_due("notice", 7, day, NOW + day)
    assert state.notices.count("notice", NOW - day) == 2
    state.notices.forget(7)
    assert state.notices.record_if_due("notice", 7, day, NOW)


def test_old_notices_are_dropped(state: BotDatabase) -> None:
    state.notices.record_if_due("notice", 7, timedelta(days=1), NOW)
    state.notices.prune(NOW + timedelta(days=91))
    assert state.notices.count("notice", NOW - timedelta(days=1)) == 0


def test_a_menu_is_remembered_until_it_is_taken_away(state: BotDatabase) -> None:
    assert state.menus.get(7) == ""
    state.menus.put(7, "admin")
    assert state.menus.get(7) == "admin"
    state.menus.put(7, "")
    assert state.menus.get(7) == ""
