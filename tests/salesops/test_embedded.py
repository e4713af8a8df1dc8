"""The embedded servers: real ones, started, shared, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg2
import pytest
import redis

from salesops import embedded, env
from salesops.embedded.folder import Folder, ServiceError
from tests.fixtures.services import eventually

ASK = "import sys, pathlib; from salesops import embedded; "
ASK += "print(embedded.address(sys.argv[1], pathlib.Path(sys.argv[2])))"


def ask_in_another_process(name: str, home: Path) -> subprocess.Popen:
    argv = [sys.executable, "-c", ASK, name, str(home)]
    return subprocess.Popen(argv, cwd=env.BASE_DIR, stdout=subprocess.PIPE, text=True)


def run_sql(url: str, statement: str) -> list[tuple]:
    with closing(psycopg2.connect(url, connect_timeout=5)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def answers(url: str) -> bool:
    try:
        return run_sql(url, "SELECT 1") == [(1,)]
    except psycopg2.OperationalError:
        return False


def state(home: Path, name: str = "postgres") -> dict:
    return Folder(home, name).state()


def kill(home: Path, *whom: str) -> dict:
    """Kill these processes and wait for their end; what the keeper had written before."""
    before = state(home)
    for name in whom:
        os.kill(before[name], signal.SIGKILL)
    for name in whom:
        eventually(lambda name=name: is_dead(before[name]))
    return before


def is_dead(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_both_servers_start_and_answer(own_home):
    database = embedded.address("postgres", own_home)
    queue = embedded.address("redis", own_home)
    assert run_sql(database, "SHOW server_version_num")[0][0].startswith("18")
    assert run_sql(database, "SELECT upper('é'), 'a' < 'b'") == [("É", True)]
    assert redis.Redis.from_url(queue).ping()
    assert urlsplit(database).hostname == urlsplit(queue).hostname == "127.0.0.1"


def test_they_ask_for_the_password(own_home):
    database = urlsplit(embedded.address("postgres", own_home))
    queue = urlsplit(embedded.address("redis", own_home))
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(f"postgres://salesops:wrong@127.0.0.1:{database.port}/salesops")
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=queue.port).ping()


def test_ten_commands_at_once_start_one_server(own_home):
    asked = [ask_in_another_process("postgres", own_home) for _ in range(10)]
    urls = {process.communicate(timeout=60)[0].strip() for process in asked}
    assert len(urls) == 1
    assert urls == {embedded.address("postgres", own_home)}
    data = own_home / "postgres"
    assert [pid for pid in psutil.pids() if is_postmaster_of(pid, data)] == [state(own_home)["pid"]]


def is_postmaster_of(pid: int, data: Path) -> bool:
    try:
        return str(data) in psutil.Process(pid).cmdline()[1:]
    except psutil.Error:
        return False


def test_it_stops_with_its_last_user_and_keeps_the_data(own_home):
    url = embedded.address("postgres", own_home)
    run_sql(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    pid = state(own_home)["pid"]
    assert embedded.leave(own_home) == []
    eventually(lambda: not psutil.pid_exists(pid))
    assert run_sql(embedded.address("postgres", own_home), "SELECT answer FROM kept") == [(42,)]


def test_it_stays_up_while_another_process_uses_it(own_home):
    url = embedded.address("postgres", own_home)
    hold = f"{ASK}; sys.stdout.flush(); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, "postgres", str(own_home)],
        cwd=env.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline().strip() == url
    assert embedded.leave(own_home) == ["postgres"]
    assert answers(url)
    other.communicate(timeout=10)
    eventually(lambda: not answers(url))


def test_after_a_kill_of_everything_the_next_start_has_all_that_was_committed(own_home):
    run_sql(embedded.address("postgres", own_home), "CREATE TABLE kept AS SELECT 42 AS answer")
    killed = kill(own_home, "keeper", "pid")
    url = embedded.address("postgres", own_home)
    assert run_sql(url, "SELECT answer FROM kept") == [(42,)]
    assert state(own_home)["pid"] != killed["pid"]


def test_the_server_of_a_killed_keeper_is_taken_over(own_home):
    url = embedded.address("postgres", own_home)
    before = kill(own_home, "keeper")
    assert embedded.address("postgres", own_home) == url
    after = state(own_home)
    assert after["pid"] == before["pid"]
    assert after["keeper"] != before["keeper"]


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_a_killed_server_is_started_again(own_home, name):
    embedded.address(name, own_home)
    pid = state(own_home, name)["pid"]
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: state(own_home, name)["pid"] != pid)
    assert embedded.address(name, own_home)


def test_a_taken_port_is_left_to_its_owner(own_home):
    port = urlsplit(embedded.address("postgres", own_home)).port
    embedded.leave(own_home)
    with socket.create_server(("127.0.0.1", port)):
        url = embedded.address("postgres", own_home)
        assert urlsplit(url).port != port
        assert answers(url)


def test_a_pid_file_with_the_number_of_another_program_does_not_stop_the_start(own_home):
    embedded.address("postgres", own_home)
    text = (own_home / "postgres" / "postmaster.pid").read_text().splitlines()
    kill(own_home, "keeper", "pid")
    text[0] = str(os.getpid())
    (own_home / "postgres" / "postmaster.pid").write_text("\n".join(text) + "\n")
    assert answers(embedded.address("postgres", own_home))


def test_data_of_another_major_version_is_refused_and_left_alone(own_home):
    marker = own_home / "postgres" / "PG_VERSION"
    marker.parent.mkdir(parents=True)
    marker.write_text("16\n")
    with pytest.raises(ServiceError, match=r"made by PostgreSQL 16.*pg_dump"):
        embedded.address("postgres", own_home)
    assert [path.name for path in marker.parent.iterdir()] == ["PG_VERSION"]
    assert marker.read_text() == "16\n"


def test_a_nearly_full_disk_is_refused(own_home):
    folder = Folder(own_home, "postgres")
    folder.check_space(1)
    with pytest.raises(ServiceError, match=r"Only \d+ MB are free.*SALESOPS_HOME"):
        folder.check_space(10**9)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ServiceError, match=r"cannot be used: .*SALESOPS_HOME.*DATABASE_URL"):
        embedded.address("postgres", tmp_path / "file" / "home")


def test_a_half_made_folder_is_made_anew(own_home):
    left = own_home / "postgres.new" / "base"
    left.mkdir(parents=True)
    assert answers(embedded.address("postgres", own_home))
    assert not left.exists()
