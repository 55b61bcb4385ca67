"""Repositories built by python-tuf, read by the client under test as a process. Usage: CLIENT [CASE...]

Each case builds a repository in memory, serves it on loopback, runs the client by the command line that conformance suites use and looks at
its exit status, at what it stored and at what it asked for. Prints a line per case; exit status 1 if any failed.
"""
import copy
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

from securesystemslib.formats import encode_canonical
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (DelegatedRole, Delegations, Metadata, MetaFile, Root, Snapshot, SuccinctRoles, TargetFile, Targets, Timestamp)
from tuf.api.serialization.json import JSONSerializer

NOW = datetime.now(timezone.utc).replace(microsecond=0)
FAR = NOW + timedelta(days=30)
KINDS = {"ed25519": CryptoSigner.generate_ed25519, "ecdsa": CryptoSigner.generate_ecdsa, "rsa": CryptoSigner.generate_rsa}
CASES = []
LOCK = threading.Lock()


def case(function):
    CASES.append(function)
    return function


class Repository:
    """Metadata by role, the files that are served, and the paths that were asked for."""

    def __init__(self, kind="ed25519", consistent=True, hashes=True):
        self.hashes, self.files, self.asked, self.signers = hashes, {}, [], {}
        self.root = Root(expires=FAR, consistent_snapshot=consistent)
        self.timestamp, self.snapshot = Timestamp(expires=FAR), Snapshot(expires=FAR)
        self.roles = {"targets": Targets(expires=FAR)}
        for role in ("root", "timestamp", "snapshot", "targets"):
            self.key(role, kind)
        self.publish("root", "targets", "snapshot", "timestamp")

    def key(self, role, kind="ed25519", signer=None):
        signer = signer or KINDS[kind]()
        self.signers.setdefault(role, []).append(signer)
        if role in self.root.roles:
            self.root.add_key(signer.public_key, role)
        return signer

    def rotate(self, role, kind="ecdsa"):
        for keyid in list(self.root.roles[role].keyids):
            self.root.revoke_key(keyid, role)
        old, self.signers[role] = self.signers[role], []
        self.key(role, kind)
        return old

    def signed(self, role, extra=()):
        top = {"root": self.root, "timestamp": self.timestamp, "snapshot": self.snapshot}
        metadata = Metadata(top.get(role) or self.roles[role])
        for signer in [*self.signers[role], *extra]:
            metadata.sign(signer, append=True)
        return metadata.to_bytes(JSONSerializer())

    def put(self, role, data, version):
        self.data = data
        versioned = role == "root" or self.root.consistent_snapshot and role != "timestamp"
        self.files["metadata/" + (f"{version}." if versioned else "") + quote(role, "") + ".json"] = data

    def publish(self, *roles, extra=(), bump=True):
        for role in roles:
            signed = {"root": self.root, "timestamp": self.timestamp, "snapshot": self.snapshot}.get(role) or self.roles[role]
            if bump and hasattr(signed, "was_published"):
                signed.version += 1
            signed.was_published = True
            data = self.signed(role, extra)
            self.put(role, data, signed.version)
            meta = MetaFile(signed.version, len(data) if self.hashes else None, {"sha256": hashlib.sha256(data).hexdigest()} if self.hashes else None)
            if role in self.roles:
                self.snapshot.meta[role + ".json"] = meta
            elif role == "snapshot":
                self.timestamp.snapshot_meta = meta

    def release(self):
        self.publish(*self.roles, "snapshot", "timestamp")

    def target(self, path, content, role="targets", algorithms=("sha256",)):
        file = TargetFile.from_data(path, content, list(algorithms))
        self.roles[role].targets[path] = file
        folder, slash, name = path.rpartition("/")
        for digest in file.hashes.values() if self.root.consistent_snapshot else [None]:
            self.files["targets/" + quote(folder + slash + (digest + "." if digest else "") + name)] = content

    def delegate(self, delegator, role, paths=("*",), terminating=False, kind="ed25519", prefixes=None, signer=None):
        targets = self.roles[delegator]
        targets.delegations = targets.delegations or Delegations({}, {})
        targets.delegations.roles[role] = DelegatedRole(role, [], 1, terminating, None if prefixes else list(paths), prefixes)
        self.roles.setdefault(role, Targets(expires=FAR))
        targets.add_key(self.key(role, kind, signer).public_key, role)


class Client:
    """The client under test with a directory of its own."""

    def __init__(self, command, address, repository, work):
        self.command, self.address, self.repository = command, address, repository
        self.metadata, self.targets, self.root = os.path.join(work, "metadata"), os.path.join(work, "targets"), os.path.join(work, "given-root.json")
        os.mkdir(self.metadata)
        os.mkdir(self.targets)
        self.init(repository.files["metadata/1.root.json"], 0)

    def run(self, expected, *arguments, at=None):
        self.repository.asked.clear()
        command = (["faketime", at.strftime("%Y-%m-%d %H:%M:%S")] if at else []) + [self.command, "--metadata-dir", self.metadata]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, env={**os.environ, "TZ": "UTC"})
        assert done.returncode == expected, f"exit status {done.returncode}, not {expected}: {done.stdout}{done.stderr}"
        if expected == 1:
            assert done.stderr.startswith("SP-"), done.stderr

    def init(self, root, expected):
        with open(self.root, "wb") as file:
            file.write(root)
        self.run(expected, "init", self.root)

    def refresh(self, expected, at=None):
        self.run(expected, "--metadata-url", self.address + "metadata", "refresh", at=at)

    def download(self, expected, *names, at=None):
        chosen = [word for name in names for word in ("--target-name", name)]
        self.run(expected, "--metadata-url", self.address + "metadata/", *chosen, "--target-base-url", self.address + "targets", "--target-dir", self.targets, "download", at=at)

    def stored(self):
        return {name[:-5]: read(os.path.join(self.metadata, name)) for name in os.listdir(self.metadata) if name.endswith(".json")}

    def versions(self):
        return {role: json.loads(data)["signed"]["version"] for role, data in self.stored().items()}

    def downloaded(self):
        return sorted(read(os.path.join(self.targets, name)) for name in os.listdir(self.targets))

    def asked(self, skip=0):
        return [path.split("/", 1)[1].removesuffix(".json") for path in self.repository.asked if path.startswith("metadata/")][skip:]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def equal(actual, expected):
    assert actual == expected, f"{actual!r}, not {expected!r}"


@case
def what_is_asked_for_and_stored(new):
    repository, client = new(Repository())
    repository.files["metadata/timestamp.json"] += b" \n"
    client.refresh(0)
    equal(client.asked(), ["2.root", "timestamp", "1.snapshot", "1.targets"])
    equal(client.stored(), {name.removeprefix("1."): repository.files[f"metadata/{name}.json"] for name in ("1.root", "timestamp", "1.snapshot", "1.targets")})
    client.refresh(0)
    equal(client.asked(), ["2.root", "timestamp"])


@case
def an_initial_root_that_is_none(new):
    repository, client = new(Repository())
    shutil.rmtree(client.metadata)
    root = json.loads(repository.files["metadata/1.root.json"])
    del root["signed"]["version"]
    client.init(json.dumps(root).encode(), 1)
    client.refresh(1)
    equal(client.asked(), [])


@case
def roots_rotate_through_every_kind_of_key(new):
    repository, client = new(Repository("ecdsa"))
    for kind in ("rsa", "ed25519", "ecdsa"):
        old = repository.rotate("root", kind)
        repository.publish("root", extra=old)
    repository.root.roles["root"].threshold = 2
    repository.key("root", "rsa")
    repository.publish("root")
    client.refresh(0)
    equal(client.stored()["root"], repository.files["metadata/5.root.json"])
    repository.rotate("root")
    repository.root.roles["root"].threshold = 1
    repository.publish("root")
    client.refresh(1)
    equal(client.versions()["root"], 5)


@case
def a_threshold_needs_different_keys(new):
    repository, client = new(Repository())
    repository.root.roles["timestamp"].threshold = 2
    repository.key("timestamp", "rsa")
    repository.publish("root", "timestamp")
    client.refresh(0)
    repository.signers["timestamp"].pop()
    repository.publish("timestamp")
    client.refresh(1)
    equal(client.versions()["timestamp"], 2)
    twice = json.loads(repository.data)
    twice["signatures"] *= 2
    repository.files["metadata/timestamp.json"] = json.dumps(twice).encode()
    client.refresh(1)
    equal(client.versions()["timestamp"], 2)


@case
def wrong_signatures_beside_enough_right_ones(new):
    repository, client = new(Repository("ecdsa"))
    repository.key("timestamp", "ecdsa")
    repository.publish("root", "timestamp")
    data = json.loads(repository.data)
    data["signatures"][0]["sig"] = ""
    repository.files["metadata/timestamp.json"] = json.dumps(data).encode()
    client.refresh(0)
    equal(client.stored()["timestamp"], json.dumps(data).encode())


@case
def a_timestamp_of_the_same_version(new):
    repository, client = new(Repository())
    client.refresh(0)
    before = client.stored()
    repository.timestamp.snapshot_meta.version = 100
    repository.publish("timestamp", bump=False)
    client.refresh(0)
    equal(client.stored(), before)
    equal(client.asked(), ["2.root", "timestamp"])


@case
def older_metadata(new):
    repository, client = new(Repository())
    first = dict(repository.files)
    repository.release()
    client.refresh(0)
    repository.files = {**repository.files, **first}
    client.refresh(1)
    equal(client.versions(), {"root": 1, "timestamp": 2, "snapshot": 2, "targets": 2})
    repository.timestamp.snapshot_meta = MetaFile(1)
    repository.publish("timestamp")
    client.refresh(1)
    equal(client.versions()["timestamp"], 2)


@case
def older_targets_and_roles_that_vanish(new):
    repository, client = new(Repository())
    repository.delegate("targets", "A")
    repository.release()
    client.refresh(0)
    kept = repository.snapshot.meta.pop("A.json")
    repository.publish("snapshot", "timestamp")
    client.refresh(1)
    equal(client.versions()["snapshot"], 2)
    repository.snapshot.meta["A.json"] = kept
    repository.snapshot.meta["targets.json"] = MetaFile(1)
    repository.publish("snapshot", "timestamp")
    client.refresh(1)
    equal(client.versions(), {"root": 1, "timestamp": 4, "snapshot": 2, "targets": 2})


@case
def recovery_from_a_fast_forward(new):
    repository, client = new(Repository())
    for signed in (repository.roles["targets"], repository.snapshot, repository.timestamp):
        signed.version = 99999
    repository.publish("targets", "snapshot", "timestamp", bump=False)
    client.refresh(0)
    for signed in (repository.roles["targets"], repository.snapshot, repository.timestamp):
        signed.version = 0
    repository.release()
    client.refresh(1)
    repository.rotate("timestamp")
    repository.rotate("snapshot")
    repository.publish("root")
    repository.release()
    client.refresh(0)
    equal(client.versions(), {"root": 2, "timestamp": 2, "snapshot": 2, "targets": 2})


@case
def files_that_are_missing(new):
    repository, client = new(Repository())
    client.refresh(0)
    repository.release()
    targets = repository.files.pop("metadata/2.targets.json")
    client.refresh(1)
    equal(client.versions(), {"root": 1, "timestamp": 2, "snapshot": 2, "targets": 1})
    repository.files["metadata/2.targets.json"] = targets.replace(b"1.0", b"1.1")
    client.refresh(1)
    repository.files["metadata/2.targets.json"] = targets
    client.refresh(0)


@case
def no_consistent_snapshots(new):
    repository, client = new(Repository(consistent=False, hashes=False))
    repository.delegate("targets", "A")
    repository.target("file", b"content", "A")
    repository.release()
    client.download(0, "file")
    equal(repository.asked, ["metadata/2.root.json", "metadata/timestamp.json", "metadata/snapshot.json", "metadata/targets.json", "metadata/A.json", "targets/file"])
    equal(client.downloaded(), [b"content"])


GRAPHS = [
    ([("targets", "A"), ("targets", "B"), ("A", "C"), ("C", "D")], "ACDB"),
    ([("targets", "A"), ("targets", "B"), ("A", "C", ["*"], True), ("A", "D"), ("C", "E")], "ACE"),
    ([("targets", "A", ["*.py"]), ("targets", "B"), ("A", "C")], "B"),
    ([("targets", "A"), ("targets", "B"), ("B", "C"), ("C", "D"), ("D", "B"), ("A", "C", ["*.py"])], "ABCD"),
]


@case
def delegations_are_searched_in_order(new):
    for graph, order in GRAPHS:
        repository, client = new(Repository())
        for delegation in graph:
            repository.delegate(*delegation)
        repository.publish("targets")
        repository.release()
        client.download(1, "missing")
        equal("".join(name.split(".")[1] for name in client.asked(4)), order)


@case
def paths_are_checked_along_the_chain(new):
    repository, client = new(Repository())
    repository.delegate("targets", "A", ["*.md"], kind="ecdsa")
    repository.delegate("targets", "B", ["releases/*/*"], kind="ecdsa")
    repository.delegate("B", "C", ["releases/x/*", "releases/y/*.zip"], kind="rsa")
    for path, role in (("README.md", "A"), ("releases/x/1", "C"), ("releases/y/1.zip", "C"), ("releases/y/1.txt", "C"), ("other/x", "C")):
        repository.target(path, path.encode(), role)
    repository.release()
    client.download(0, "README.md", "releases/x/1", "releases/y/1.zip")
    equal(client.downloaded(), [b"README.md", b"releases/x/1", b"releases/y/1.zip"])
    client.download(1, "releases/y/1.txt")
    client.download(1, "other/x")


@case
def a_role_that_is_reached_twice(new):
    repository, client = new(Repository())
    repository.delegate("targets", "A", ["a/*"])
    repository.delegate("targets", "B", ["b/*"])
    repository.delegate("A", "C", ["a/*"])
    repository.delegate("B", "C", ["b/*"])
    good, other = repository.signers["C"]
    repository.signers["C"] = [good]
    for path in ("a/1", "b/1"):
        repository.target(path, path.encode(), "C")
    repository.release()
    client.download(0, "a/1")
    client.download(1, "b/1")
    client.download(1, "a/1", "b/1")
    repository.signers["C"] = [good, other]
    repository.release()
    client.download(0, "a/1", "b/1")


@case
def names_of_any_characters(new):
    names = ["?", "#", "/role", "../role", "ü ~%41", "a&b=c"]
    repository, client = new(Repository())
    for name in names:
        repository.delegate("targets", name)
    repository.target("odd ?#%41ü.txt", b"odd", names[-1])
    repository.release()
    client.download(1, "missing")
    equal(client.asked(4), ["1." + quote(name, "") for name in names])
    equal(len(client.stored()), 4 + len(names))
    client.download(0, "odd ?#%41ü.txt")
    equal(client.downloaded(), [b"odd"])
    assert not os.path.exists(os.path.join(client.metadata, "..", "role.json"))


@case
def hash_bins(new):
    paths = [f"packages/p{i}" for i in range(12)]
    for succinct in (True, False):
        repository, client = new(Repository())
        if succinct:
            signer = KINDS["ecdsa"]()
            repository.roles["targets"].delegations = Delegations({}, None, SuccinctRoles([], 1, 5, "bin"))
            for role in repository.roles["targets"].delegations.succinct_roles.get_roles():
                repository.roles[role] = Targets(expires=FAR)
                repository.key(role, signer=signer)
            repository.roles["targets"].add_key(signer.public_key)
        else:
            for digit in "0123456789abcdef":
                repository.delegate("targets", "bin-" + digit, prefixes=[digit])
        for path in paths:
            role, _ = next(repository.roles["targets"].delegations.get_roles_for_target(path))
            repository.target(path, path.encode(), role)
        repository.release()
        client.download(0, *paths)
        equal(client.downloaded(), sorted(path.encode() for path in paths))
        client.download(1, "packages/missing")


@case
def targets_are_fetched_once(new):
    repository, client = new(Repository())
    repository.target("folder/file", b"one")
    repository.release()
    client.download(0, "folder/file")
    client.download(0, "folder/file")
    equal([path for path in repository.asked if path.startswith("targets/")], [])
    repository.target("folder/file", b"two")
    repository.release()
    for path in [path for path in repository.files if path.startswith("targets/")]:
        repository.files[path] = b"bad"
    client.download(1, "folder/file")
    equal(client.downloaded(), [b"one"])
    repository.target("folder/file", b"two")
    client.download(0, "folder/file")
    equal(client.downloaded(), [b"two"])


@case
def digests_of_targets(new):
    repository, client = new(Repository())
    repository.target("sha512", b"only", algorithms=("sha512",))
    repository.target("both", b"and", algorithms=("sha512", "sha256"))
    repository.target("unknown", b"none")
    repository.roles["targets"].targets["unknown"].hashes = {"blake9": "00"}
    repository.release()
    client.download(0, "sha512", "both")
    client.download(0, "sha512")
    equal([path for path in repository.asked if path.startswith("targets/")], [])
    client.download(1, "unknown")


@case
def members_that_nobody_knows(new):
    repository, client = new(Repository())
    old = repository.rotate("snapshot")
    key = repository.signers["snapshot"][0].public_key
    repository.root.revoke_key(key.keyid, "snapshot")
    key.unrecognized_fields.update({"x-owner": {"name": "Ärzte"}, "keyid_hash_algorithms": ["md5"]})
    key.keyid = hashlib.sha256(encode_canonical(key.to_dict()).encode()).hexdigest()
    repository.root.add_key(key, "snapshot")
    repository.root.unrecognized_fields["x"] = [1, {"a": None}]
    repository.root.roles["root"].unrecognized_fields["y"] = True
    repository.publish("root")
    repository.release()
    client.refresh(0)
    assert old[0].public_key.keyid != key.keyid
    false = json.loads(repository.files["metadata/2.root.json"])
    repository.root.keys["aa" * 32] = repository.root.keys[key.keyid]
    repository.root.roles["snapshot"].keyids[:] = ["aa" * 32]
    key.keyid = "aa" * 32
    assert false["signed"]["version"] == 2
    repository.publish("root")
    repository.release()
    client.refresh(1)


@case
def time_passes(new):
    if not shutil.which("faketime"):
        assert os.environ.get("SALLYPORT_JUDGES") != "required", "faketime is not installed"
        return "faketime is not installed"
    repository, client = new(Repository())
    repository.delegate("targets", "A")
    repository.roles["A"].expires = repository.timestamp.expires = NOW + timedelta(days=7)
    repository.target("one", b"one", "A")
    repository.target("two", b"two", "A")
    repository.release()
    client.download(0, "one")
    later = NOW + timedelta(days=18)
    client.refresh(1, at=later)
    repository.timestamp.expires = FAR
    repository.publish("timestamp")
    client.refresh(0, at=later)
    client.download(1, "two", at=later)
    repository.roles["A"].expires = FAR
    repository.release()
    client.download(0, "two", at=later)
    equal(client.downloaded(), [b"one", b"two"])


@case
def expired_metadata(new):
    past = NOW - timedelta(days=1)
    repository, client = new(Repository())
    client.refresh(0)
    repository.root.expires = past
    repository.publish("root")
    repository.release()
    client.refresh(1)
    equal(client.versions(), {"root": 2, "timestamp": 1, "snapshot": 1, "targets": 1})
    repository.root.expires = FAR
    repository.snapshot.expires = past
    repository.publish("root")
    repository.release()
    client.refresh(1)
    equal(client.versions(), {"root": 3, "timestamp": 3, "snapshot": 1, "targets": 1})


def serve(repositories):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            number, _, path = self.path.lstrip("/").partition("/")
            repository = repositories[int(number)]
            repository.asked.append(path)
            data = repository.files.get(path)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def attempt(test, command, port, repositories):
    with tempfile.TemporaryDirectory() as work:
        def new(repository):
            with LOCK:
                repositories.append(repository)
                number = len(repositories) - 1
            folder = os.path.join(work, str(number))
            os.mkdir(folder)
            return repository, Client(command, f"http://127.0.0.1:{port}/{number}/", repository, folder)

        try:
            reason = test(new)
            return f"skipped  {test.__name__}: {reason}" if reason else f"passed   {test.__name__}"
        except Exception:
            return f"FAILED   {test.__name__}\n{traceback.format_exc()}"


def main(command, chosen):
    repositories = []
    port = serve(repositories)
    with ThreadPoolExecutor(2) as pool:
        lines = list(pool.map(lambda test: attempt(test, command, port, repositories), [test for test in CASES if not chosen or test.__name__ in chosen]))
    print("\n".join(lines))
    passed, failed = (sum(line.startswith(word) for line in lines) for word in ("passed", "FAILED"))
    print(f"{passed} passed, {failed} failed, {len(lines) - passed - failed} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
