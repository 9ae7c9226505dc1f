"""Who may ask."""

from __future__ import annotations

import pytest

from bot.setting_kinds import GroupsMode, IdList
from bot.telegram.access import Access, Once, group_notice, user_notice

NOBODY = IdList()
EVERYONE = IdList(everyone=True)


def ids(*numbers: int) -> IdList:
    return IdList(frozenset(numbers))


def access(
    users: IdList = NOBODY,
    admins: IdList = NOBODY,
    groups: IdList = NOBODY,
    mode: GroupsMode = GroupsMode.MENTION,
) -> Access:
    return Access(users, admins, groups, mode)


def test_nobody_is_let_in_at_first() -> None:
    assert not access().admits_user(1)
    assert not access().admits_group(-1)


@pytest.mark.parametrize("settings", [access(users=ids(1)), access(admins=ids(1)), access(users=EVERYONE)])
def test_users_admins_and_everyone_are_let_in(settings: Access) -> None:
    assert settings.admits_user(1)


def test_a_user_of_the_list_lets_no_other_in_and_opens_no_group() -> None:
    assert not access(users=ids(1)).admits_user(2)
    assert not access(users=ids(-5), admins=EVERYONE).admits_group(-5)


def test_a_group_opens_no_private_chat() -> None:
    assert access(groups=ids(-5)).admits_group(-5)
    assert not access(groups=EVERYONE).admits_user(1)


def test_no_group_is_let_in_where_groups_are_off() -> None:
    assert not access(groups=EVERYONE, mode=GroupsMode.OFF).admits_group(-5)


@pytest.mark.parametrize(
    ("settings", "users", "groups"),
    [
        (access(), "private chats: nobody", "groups: none (ALLOWED_TELEGRAM_GROUP_IDS), GROUPS_MODE mention"),
        (access(users=ids(1, 2), admins=ids(2)), "private chats: 2 users", "groups: none"),
        (access(admins=ids(2), groups=ids(-5)), "private chats: 1 user (", "groups: 1 group"),
        (access(EVERYONE, groups=EVERYONE, mode=GroupsMode.ALL), "private chats: everyone", "groups: all groups"),
        (access(mode=GroupsMode.OFF), "private chats: nobody", "groups: off (GROUPS_MODE)"),
    ],
)
def test_the_summary_says_who_is_let_in(settings: Access, users: str, groups: str) -> None:
    assert users in settings.summary()
    assert groups in settings.summary()
    assert "ALLOWED_TELEGRAM_USER_IDS" in settings.summary()


def test_notices_hold_the_id_to_copy_and_the_setting() -> None:
    assert "<code>7</code>" in user_notice(7)
    assert "ALLOWED_TELEGRAM_USER_IDS" in user_notice(7)
    assert "<code>-5</code>" in group_notice(-5)
    assert "ALLOWED_TELEGRAM_GROUP_IDS" in group_notice(-5)


def test_once_says_yes_once_and_forgets_the_oldest_when_it_is_full() -> None:
    once = Once(room=2)
    assert [once.first(key) for key in (1, 1, 2, 1)] == [True, False, True, False]
    assert once.first(3)
    assert [once.first(1), once.first(2)] == [False, True]
