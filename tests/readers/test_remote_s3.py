"""A real S3 API on loopback: articles from a bucket, reports into it, and what can be wrong with either."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dedup.cli import app
from dedup.errors import WorkspaceError
from dedup.readers import read_documents
from dedup.storage import systems

pytest.importorskip("s3fs", reason="needs the extra [test-remote]")
boto3 = pytest.importorskip("boto3", reason="needs the extra [test-remote]")
moto_server = pytest.importorskip("moto.server", reason="needs the extra [test-remote]")

ARTICLES = [
    {"id": "a1", "text": "Der Hafen bleibt am Montag geschlossen, sagte die Sprecherin der Stadt dem Rundfunk."},
    {"id": "a2", "text": "Neu: Der Hafen bleibt am Montag geschlossen, sagte die Sprecherin der Stadt dem Radio."},
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    _, port = running.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket with articles in it, and the environment that leads to it."""
    forget_connections()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": server,
        "AWS_CONFIG_FILE": "missing",
        "AWS_SHARED_CREDENTIALS_FILE": "missing",
    }.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    client.create_bucket(Bucket="zeitung")
    lines = "".join(json.dumps(article) + "\n" for article in ARTICLES)
    client.put_object(Bucket="zeitung", Key="mai/a.jsonl", Body=lines.encode())
    client.put_object(Bucket="zeitung", Key="mai/ort/b.txt", Body=b"Die Stadt schweigt zu allem.")
    return client


def forget_connections() -> None:
    """Let nothing be left of the credentials of another test."""
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    systems._open_system.cache_clear()


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, ["audit", *map(str, arguments)])


@pytest.mark.usefixtures("bucket")
def test_a_folder_of_a_bucket_is_read() -> None:
    collection = read_documents(["s3://zeitung/mai"])
    assert [document.id for document in collection.documents] == ["a1", "a2", "ort/b.txt"]
    assert collection.documents[2].path == "s3://zeitung/mai/ort/b.txt"
    assert [d.id for d in read_documents(["s3://zeitung/**/*.txt"]).documents] == ["mai/ort/b.txt"]


def test_a_report_written_to_a_bucket_is_the_one_written_here(bucket: Any, tmp_path: Path) -> None:
    assert run("s3://zeitung/mai", "-f", "json", "-o", "s3://zeitung/berichte/mai.json").exit_code == 0
    assert run("s3://zeitung/mai", "-f", "json", "-o", tmp_path / "mai.json").exit_code == 0
    content = bucket.get_object(Bucket="zeitung", Key="berichte/mai.json")["Body"].read()
    assert content == (tmp_path / "mai.json").read_bytes()
    assert json.loads(content)["collection"]["documents"] == 3


def test_several_formats_go_into_a_folder_of_the_bucket(bucket: Any) -> None:
    assert run("s3://zeitung/mai", "-f", "json", "-f", "parquet", "-o", "s3://zeitung/alle").exit_code == 0
    listed = bucket.list_objects_v2(Bucket="zeitung", Prefix="alle/")["Contents"]
    names = {item["Key"] for item in listed}
    assert len(names) == 16
    assert {"alle/audit.json", "alle/documents.parquet", "alle/findings.parquet", "alle/tables.json"} <= names


def test_a_run_goes_on_from_stages_in_the_bucket(bucket: Any, tmp_path: Path) -> None:
    def keys() -> dict[str, object]:
        listed = bucket.list_objects_v2(Bucket="zeitung", Prefix="arbeit/")["Contents"]
        return {item["Key"]: item["LastModified"] for item in listed}

    options = ["-f", "json", "--work", "s3://zeitung/arbeit/"]
    assert run("s3://zeitung/mai", *options, "-o", tmp_path / "first.json").exit_code == 0
    first = keys()
    assert {"arbeit/manifest.json", "arbeit/reuse/reuse.stage.json"} <= first.keys()
    assert any(key.startswith("arbeit/analyses/") for key in first)
    assert run("s3://zeitung/mai", *options, "--resume", "-o", tmp_path / "second.json").exit_code == 0
    assert (tmp_path / "second.json").read_bytes() == (tmp_path / "first.json").read_bytes()
    again = {key for key, time in keys().items() if time != first.get(key)}
    assert again <= {"arbeit/owner", "arbeit/manifest.json"}


def test_a_folder_made_in_the_console_of_the_bucket_is_empty(bucket: Any, tmp_path: Path) -> None:
    for key in ("neu/", "neu/reuse/"):
        bucket.put_object(Bucket="zeitung", Key=key, Body=b"")
    assert (
        run("s3://zeitung/mai", "--work", "s3://zeitung/neu", "-f", "json", "-o", tmp_path / "a.json").exit_code
        == 0
    )
    keys = {item["Key"] for item in bucket.list_objects_v2(Bucket="zeitung", Prefix="neu/")["Contents"]}
    assert {"neu/", "neu/reuse/", "neu/owner", "neu/reuse/reuse.stage.json"} <= keys


def test_articles_are_no_work_folder_and_stay(bucket: Any, tmp_path: Path) -> None:
    def contents() -> dict[str, object]:
        listed = bucket.list_objects_v2(Bucket="zeitung", Prefix="mai/")["Contents"]
        return {item["Key"]: item["ETag"] for item in listed}

    before = contents()
    done = run("s3://zeitung/mai", "--work", "s3://zeitung/mai", "-f", "json", "-o", tmp_path / "a.json")
    assert isinstance(done.exception, WorkspaceError)
    assert contents() == before


@pytest.mark.usefixtures("bucket")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["s3://nirgends/mai"], "skipped s3://nirgends/mai: does not exist; check bucket and path"),
        (["s3://zeitung/juni.jsonl"], "skipped s3://zeitung/juni.jsonl: does not exist; check bucket and path"),
        (["s3://zeitung/mai", "-o", "s3://nirgends/a.json"], "s3://nirgends/a.json: cannot be written"),
        (["s3://zeitung/mai", "--work", "s3://nirgends/work"], "s3://nirgends/work/owner: cannot be written"),
        (["s3://zeitung/mai", "--work", "s3://zeitung/mai"], "s3://zeitung/mai: holds files of something else (a."),
        (["s3://zeitung/mai", "--work", "s3://zeitung/leer", "--resume"], "s3://zeitung/leer: holds no run"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_a_reason(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dedup", "audit", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("bucket")
def test_missing_credentials_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_connections()
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    (skipped,) = read_documents(["s3://zeitung/mai"]).skipped
    assert "check the credentials" in skipped.reason
