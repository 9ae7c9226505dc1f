"""The sandbox with parsers that crash, hang and use too much memory."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources.formats.pdf import reader
from index.sources.formats.sandbox import Sandbox
from index.sources.types import ExtractedArticle
from tests.unit.index.sources.formats import bad_parsers, pdf_files

HERE = Path(__file__).parents[5]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A child that is ended with the test, with a limit that no test comes near."""
    sys.audit("tests.process")
    made = Sandbox(seconds=300)
    yield made
    made.close()


def reason(sandbox: Sandbox, parser: str, data: bytes = b"x") -> str:
    with pytest.raises(SourceError) as error:
        sandbox.read(getattr(bad_parsers, parser), data)
    return str(error.value)


def test_a_draft_comes_back_as_it_was_made(sandbox: Sandbox) -> None:
    data = bytes(range(256)) * 5000 + b"\n"
    assert sandbox.read(bad_parsers.good, data) == ExtractedArticle(
        text=f"{len(data)} bytes “так” \U0001f600\n",
        title="A title",
        published_at="2025-02-09",
        metadata={"pages": [0, 3]},
    )


def test_a_hundred_files_share_one_child(sandbox: Sandbox) -> None:
    drafts = [sandbox.read(bad_parsers.own_process, b"") for _ in range(100)]
    assert {draft.text for draft in drafts} == {str(sandbox.pid)}
    assert sandbox.pid != os.getpid()


def test_what_a_parser_refuses_is_told_in_its_words_and_the_child_lives_on(sandbox: Sandbox) -> None:
    sandbox.read(bad_parsers.good, b"")
    before = sandbox.pid
    assert reason(sandbox, "refusing") == "the page is empty; give another"
    assert sandbox.pid == before


def test_an_error_is_told_by_its_name_alone(sandbox: Sandbox) -> None:
    message = reason(sandbox, "raising")
    assert message == "the file could not be taken apart (KeyError); save the text as .txt"


@pytest.mark.parametrize("parser", ["segfault", "aborting", "leaving"])
def test_a_crash_is_one_line_and_the_next_file_is_read(sandbox: Sandbox, parser: str) -> None:
    assert reason(sandbox, parser) == "the parser broke down on it or ran out of memory; save the text as .txt"
    assert sandbox.pid is None
    assert sandbox.read(bad_parsers.good, b"").title == "A title"


def test_a_parser_that_hangs_is_ended_at_the_limit_and_the_next_file_is_read() -> None:
    sandbox = Sandbox(seconds=0.2)
    try:
        assert reason(sandbox, "hanging") == "it took longer than 0.2 s to take apart; save the text as .txt"
        assert sandbox.pid is None
    finally:
        sandbox.close()
    assert sandbox.read(bad_parsers.own_process, b"").text == str(sandbox.pid)
    sandbox.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep a limit on the address space")
def test_a_parser_that_eats_memory_is_stopped_at_the_limit() -> None:
    sandbox = Sandbox(seconds=300, memory=2**28)
    try:
        message = reason(sandbox, "eating")
        assert message == "taking it apart wants more than 0.25 GiB of memory; save the text as .txt"
        assert sandbox.read(bad_parsers.good, b"").title == "A title"
    finally:
        sandbox.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep a limit on the address space")
@pytest.mark.parametrize("made", [pdf_files.bomb_of_content, pdf_files.bomb_of_objects])
def test_a_pdf_that_unpacks_without_measure_is_stopped_at_the_limit(made: Callable[[int], bytes]) -> None:
    sandbox = Sandbox(seconds=300, memory=2**27)
    try:
        assert sandbox.read(reader.read_pdf, made(10)).text.startswith("The bridge is shut.")
        with pytest.raises(SourceError) as error:
            sandbox.read(reader.read_pdf, made(2**27))
        assert str(error.value) == "the parser broke down on it or ran out of memory; save the text as .txt"
        assert sandbox.read(reader.read_pdf, made(10)).text
    finally:
        sandbox.close()


def test_a_file_is_not_blamed_for_what_another_left_behind(sandbox: Sandbox) -> None:
    sandbox.read(bad_parsers.crashing_second, b"")
    assert sandbox.read(bad_parsers.crashing_second, b"").title == "fresh"


def test_what_to_do_with_a_file_that_breaks_its_parser_can_be_said_by_the_caller(sandbox: Sandbox) -> None:
    with pytest.raises(SourceError, match="the parser broke down on it or ran out of memory; add its pages"):
        sandbox.run(bad_parsers.segfault, b"", "add its pages")


def test_what_a_parser_prints_does_not_get_into_the_reply(sandbox: Sandbox) -> None:
    assert sandbox.read(bad_parsers.printing, b"").text == "printed"


def test_the_child_is_told_no_secret(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12:invented")
    assert "invented" not in sandbox.read(bad_parsers.environment, b"").text


def test_the_child_imports_nothing_heavy(sandbox: Sandbox) -> None:
    modules = sandbox.read(bad_parsers.modules, b"").text.split()
    heavy = {"torch", "numpy", "faiss", "telegram", "langchain", "bot", "trafilatura", "pypdfium2", "pickle"}
    assert not heavy & {module.partition(".")[0] for module in modules}


def test_threads_share_the_child_without_mixing_their_files(sandbox: Sandbox) -> None:
    texts: dict[int, str] = {}

    def work(number: int) -> None:
        texts[number] = sandbox.read(bad_parsers.echo, str(number).encode() * 1000).text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {number: str(number) * 1000 for number in range(10)}


def test_closing_ends_a_file_that_another_thread_waits_for(sandbox: Sandbox, tmp_path: Path) -> None:
    started = tmp_path / "started"
    os.mkfifo(started)
    message: list[str] = []
    thread = threading.Thread(target=lambda: message.append(reason(sandbox, "hanging_loudly", bytes(started))))
    thread.start()
    with started.open("rb") as pipe:
        assert pipe.read(1) == b"x"
        sandbox.close()
    thread.join()
    assert message == ["the parser broke down on it or ran out of memory; save the text as .txt"]
    assert sandbox.pid is None


def test_closing_twice_or_unused_is_nothing(sandbox: Sandbox) -> None:
    sandbox.close()
    sandbox.close()
    assert sandbox.pid is None


def run_program(code: str) -> subprocess.Popen[str]:
    head = (
        f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
        f"from {Sandbox.__module__} import Sandbox, shared_sandbox\n"
        "from tests.unit.index.sources.formats import bad_parsers\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", head + code],
        # A pipe stays open: ``input()`` in the program waits even where these tests run without standard input.
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HERE,
    )


def started_child(parent: subprocess.Popen[str], pipe: Path) -> int:
    """The process that announces itself on ``pipe``. Fails the test where ``parent`` ends before that."""
    assert parent.stdout is not None
    announced = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ready, _, _ = select.select([announced, parent.stdout.fileno()], [], [])
        assert announced in ready, parent.communicate()[1]
        return int.from_bytes(os.read(announced, 5)[1:], "big")
    finally:
        os.close(announced)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_terminals_ctrl_c_reaches_the_program_alone(sandbox: Sandbox) -> None:
    child = int(sandbox.read(bad_parsers.own_process, b"").text)
    assert os.getpgid(child) != os.getpgid(0)


def test_ctrl_c_leaves_no_child_behind(tmp_path: Path) -> None:
    started = tmp_path / "started"
    os.mkfifo(started)
    code = f"shared_sandbox().read(bad_parsers.hanging_loudly, {bytes(started)!r})"
    with run_program(code) as parent:
        child = started_child(parent, started)
        assert is_running(child)
        parent.send_signal(signal.SIGINT)
        _, error = parent.communicate()
    assert "KeyboardInterrupt" in error
    assert not is_running(child)


def test_a_program_that_goes_on_after_ctrl_c_reads_the_next_file(tmp_path: Path) -> None:
    started = tmp_path / "started"
    os.mkfifo(started)
    code = (
        f"try:\n    shared_sandbox().read(bad_parsers.hanging_loudly, {bytes(started)!r})\n"
        f"except KeyboardInterrupt:\n    used = shared_sandbox()\n"
        f"    print(used.pid, used.read(bad_parsers.echo, b'next').text)"
    )
    with run_program(code) as parent:
        child = started_child(parent, started)
        parent.send_signal(signal.SIGINT)
        out, _ = parent.communicate()
    assert out == "None next\n"
    assert not is_running(child)


def test_the_end_of_the_program_is_the_end_of_the_child() -> None:
    code = "print(shared_sandbox().read(bad_parsers.own_process, b'').text)"
    with run_program(code) as parent:
        out, error = parent.communicate()
    assert (parent.returncode, error) == (0, "")
    assert not is_running(int(out))


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux lets one wait for a process of another")
def test_a_program_killed_outright_leaves_no_child_behind() -> None:
    code = "print(shared_sandbox().read(bad_parsers.own_process, b'').text, flush=True); input()"
    with run_program(code) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended, _, _ = select.select([child], [], [], 60)
    os.close(child)
    assert ended
