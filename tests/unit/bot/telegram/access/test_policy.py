"""Who may ask."""

from __future__ import annotations

import pytest

from bot.setting_types import GroupsMode, IdList
from bot.storage.members import Member, Standing, Subject
from bot.telegram.access.access_requests import group_notice, person_notice
from bot.telegram.access.policy import AccessPolicy, OnceEach

NOBODY = IdList()
EVERYONE = IdList(everyone=True)
ADMIN, ALLOWED, DENIED = Standing


def ids(*numbers: int) -> IdList:
    return IdList(frozenset(numbers))


def policy(
    users: IdList = NOBODY,
    admins: IdList = NOBODY,
    groups: IdList = NOBODY,
    mode: GroupsMode = GroupsMode.MENTION,
) -> AccessPolicy:
    return AccessPolicy(users, admins, groups, mode)


def test_nobody_is_let_in_at_first() -> None:
    assert policy().person_standing(1) is None
    assert policy().group_standing(-1) is None


@pytest.mark.parametrize("settings", [policy(users=ids(1)), policy(users=EVERYONE), policy(admins=EVERYONE)])
def test_users_of_the_list_and_everyone_may_ask(settings: AccessPolicy) -> None:
    assert settings.person_standing(1) is ALLOWED


def test_admins_are_those_of_the_list_and_a_star_makes_none() -> None:
    assert policy(admins=ids(1)).person_standing(1) is ADMIN
    assert policy(admins=IdList(frozenset({1}), everyone=True)).person_standing(2) is ALLOWED


def test_a_user_of_the_list_lets_no_other_in_and_opens_no_group() -> None:
    assert policy(users=ids(1)).person_standing(2) is None
    assert policy(users=ids(-5), admins=EVERYONE).group_standing(-5) is None


def test_a_group_opens_no_private_chat() -> None:
    assert policy(groups=ids(-5)).group_standing(-5) is ALLOWED
    assert policy(groups=EVERYONE).person_standing(1) is None


def test_no_group_is_let_in_where_groups_are_off() -> None:
    assert policy(groups=EVERYONE, mode=GroupsMode.OFF).group_standing(-5, ALLOWED) is None


def test_what_an_admin_decided_goes_before_the_lists_but_not_before_that_of_admins() -> None:
    assert policy().person_standing(1, ALLOWED) is ALLOWED
    assert policy(users=EVERYONE).person_standing(1, DENIED) is DENIED
    assert policy(groups=EVERYONE).group_standing(-5, DENIED) is DENIED
    assert policy(admins=ids(1)).person_standing(1, DENIED) is ADMIN


def test_the_summary_counts_what_was_decided_in_the_chat() -> None:
    decided = [
        Member(Subject(number, ""), standing, "Ann", "2025-03-01T12:00:00+00:00")
        for number, standing in ((1, DENIED), (3, ADMIN), (4, ALLOWED), (-7, ALLOWED))
    ]
    told = policy(users=ids(1, 2), groups=ids(-5)).summary(decided)
    assert "private chats: 3 users" in told
    assert "groups: 2 groups" in told


@pytest.mark.parametrize(
    ("settings", "users", "groups"),
    [
        (policy(), "private chats: nobody", "groups: none (ALLOWED_TELEGRAM_GROUP_IDS), GROUPS_MODE mention"),
        (policy(users=ids(1, 2), admins=ids(2)), "private chats: 2 users", "groups: none"),
        (policy(admins=ids(2), groups=ids(-5)), "private chats: 1 user (", "groups: 1 group"),
        (policy(EVERYONE, groups=EVERYONE, mode=GroupsMode.ALL), "private chats: everyone", "groups: all groups"),
        (policy(mode=GroupsMode.OFF), "private chats: nobody", "groups: off (GROUPS_MODE)"),
    ],
)
def test_the_summary_says_who_is_let_in(settings: AccessPolicy, users: str, groups: str) -> None:
    assert users in settings.summary()
    assert groups in settings.summary()
    assert "ALLOWED_TELEGRAM_USER_IDS" in settings.summary()


@pytest.mark.parametrize("asked", [True, False])
def test_notices_hold_the_id_to_copy(asked: bool) -> None:
    assert "<code>7</code>" in person_notice(7, asked)
    assert "<code>-5</code>" in group_notice(-5, asked)


def test_notices_name_the_setting_only_where_no_admin_was_told() -> None:
    assert "ALLOWED_TELEGRAM_USER_IDS" in person_notice(7, False)
    assert "ALLOWED_TELEGRAM_GROUP_IDS" in group_notice(-5, False)
    assert "ALLOWED" not in person_notice(7, True) + group_notice(-5, True)


def test_once_says_yes_once_and_forgets_the_oldest_when_it_is_full() -> None:
    once = OnceEach(room=2)
    assert [once.first(key) for key in (1, 1, 2, 1)] == [True, False, True, False]
    assert once.first(3)
    assert [once.first(1), once.first(2)] == [False, True]
