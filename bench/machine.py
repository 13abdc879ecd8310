"""Tools, processes, the database and the workbench: what a measurement stands on, whatever is measured."""

import functools
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TOP = pathlib.Path(__file__).resolve().parent.parent
WORK = TOP / "target" / "bench"
VEGETA = "github.com/tsenart/vegeta/v12@v12.13.0"
PEER_SECRET = "peer-secret-peer-secret-peer-secret!"
FLAGS = os.environ.get("BENCH_JVM_FLAGS", "-Xmx512m").split()
CACHE_GIB = 1
TICK = os.sysconf("SC_CLK_TCK")


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)


# ---- tools


def java_of(home):
    found = pathlib.Path(home, "bin", "java") if home else None
    return str(found) if found and found.exists() else None


@functools.cache
def java_version(java):
    text = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    return int(text.split('"')[1].split(".")[0])


def shipped_flags(cache):
    """Those of the JVM in the image, with this cache instead of its own."""
    last = re.findall(r"^ENTRYPOINT (\[(?:.|\n)*?\])$", (TOP / "Dockerfile").read_text(), re.MULTILINE)[-1]
    return [f"-XX:AOTCache={cache}" if "AOTCache" in word else word
            for word in json.loads(last.replace("\\\n", "")) if word.startswith("-X")]


@functools.cache
def jdks():
    """The JDKs of this machine by their version: JAVA_HOME_17, JAVA_HOME_25, JAVA_HOME and the java on the PATH."""
    candidates = [java_of(os.environ.get(name)) for name in ("JAVA_HOME_17", "JAVA_HOME_25", "JAVA_HOME")]
    found = {}
    for java in candidates + [shutil.which("java")]:
        if java:
            found.setdefault(java_version(java), java)
    if not found:
        sys.exit("no JDK: set JAVA_HOME_17 and JAVA_HOME_25, or JAVA_HOME")
    return dict(sorted(found.items()))


def newest_jdk():
    return max(jdks())


@functools.cache
def vegeta():
    own = WORK / "bin" / "vegeta"
    found = os.environ.get("VEGETA") or shutil.which("vegeta") or (str(own) if own.exists() else None)
    if found:
        return found
    if not shutil.which("go"):
        sys.exit("the load generator vegeta is not on the PATH, and there is no go to install it with")
    subprocess.run(["go", "install", VEGETA], env={**os.environ, "GOBIN": str(own.parent)}, check=True)
    return str(own)


def maven(*arguments, top=TOP):
    env = {**os.environ, "MONGODB": "embedded"}
    subprocess.run([str(top / "mvnw"), "-B", "-q", *arguments], cwd=top, env=env, check=True, stdout=sys.stderr)


def state(top=TOP):
    """The commit, and whether something else is in the tree."""
    changed = git("status", "--porcelain", "src", "pom.xml", top=top)
    return git("rev-parse", "--short", "HEAD", top=top) + ("-changed" if changed else "")


def build(top=TOP):
    """Packages the service and compiles the benchmark, unless this commit's are there; the path of the jar."""
    kept = WORK / "jars" / f"{state(top)}-{top.name}.jar"
    if kept.exists() and "changed" not in kept.name:
        return kept
    for old in (top / "target").glob("retro-store-*.jar"):
        old.unlink()
    maven("package", "-DskipTests", "-Dspotless.check.skip", top=top)
    jars = [jar for jar in (top / "target").glob("retro-store-*.jar") if not jar.name.endswith("-sources.jar")]
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(jars[0], kept)
    return kept


def git(*arguments, top=TOP):
    return subprocess.run(["git", *arguments], cwd=top, capture_output=True, text=True, check=True).stdout.strip()


@functools.cache
def test_classpath():
    """Of copies, so that compiling meanwhile does no harm."""
    copies = WORK / "classes" / state()
    listing = copies / "classpath"
    if not listing.exists() or "changed" in copies.name:
        shutil.rmtree(WORK / "classes", ignore_errors=True)
        for name in ("test-classes", "classes"):
            shutil.copytree(TOP / "target" / name, copies / name)
        maven("dependency:build-classpath", f"-Dmdep.outputFile={listing}", "-DincludeScope=test")
    return os.pathsep.join([str(copies / "test-classes"), str(copies / "classes"), listing.read_text()])


# ---- processes


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        return True
    except OSError:
        return False


class Started:
    """The processes that this run has started; they end with it."""

    def __init__(self):
        self.processes, self.folders = [], []

    def __enter__(self):
        (WORK / "logs").mkdir(parents=True, exist_ok=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            self.stop(process)
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)

    def remove_at_the_end(self, folder):
        self.folders.append(folder)

    def start(self, name, command, environment=None, **options):
        log = open(WORK / "logs" / f"{name}.log", "w")
        env = {**os.environ, **(environment or {})}
        options = {"stdout": log, "stdin": subprocess.DEVNULL, **options}
        process = subprocess.Popen(command, env=env, stderr=log, **options)
        self.processes.append(process)
        return process

    def stop(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until(condition, what, process, seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        if process.poll() is not None or time.monotonic() > end:
            sys.exit(f"{what} did not start; see {WORK}/logs")
        time.sleep(0.02)


def cpu_millis(pid):
    """What the process has used so far, of all its threads, in the kernel's ticks."""
    if pid is None:
        return 0
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def jit_and_collector_millis(pid):
    """What its compilers and its collector have used so far, where it is a JVM."""
    used = {"C1": 0, "C2": 0, "collector": 0}
    kinds = {"C1 Comp": "C1", "C2 Comp": "C2", "G1 ": "collector", "GC ": "collector", "VM Thread": "collector"}
    for stat in pathlib.Path(f"/proc/{pid}/task").glob("*/stat"):
        name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
        for kind in (kind for start, kind in kinds.items() if name.startswith(start)):
            fields = rest.split()
            used[kind] += (int(fields[11]) + int(fields[12])) * 1000 / TICK
    return used


def machine_ticks():
    """Idle ones and all, of all processors, since it was started."""
    fields = [int(word) for word in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return fields[3] + fields[4], sum(fields)


def busy_cores(seconds=2):
    """How many processors others keep busy now; the load average still knows of the run before."""
    idle, ticks = machine_ticks()
    time.sleep(seconds)
    later_idle, later_ticks = machine_ticks()
    return os.cpu_count() * (1 - (later_idle - idle) / max(1, later_ticks - ticks))


def memory_mebibytes(pids):
    """Resident memory in all, of its own, and of files."""
    text = "".join(pathlib.Path(f"/proc/{pid}/status").read_text() for pid in pids)
    return {name: sum(map(int, re.findall(rf"^{field}:\s+(\d+)", text, re.MULTILINE))) / 1024
            for name, field in (("rss", "VmRSS"), ("rssAnon", "RssAnon"), ("rssFile", "RssFile"))}


class Database:
    """The one of MONGODB_URI, a mongod that is started here, or the embedded engine in a JVM of its own."""

    def __init__(self, started, mongod=None, data="tmpfs"):
        self.data, self.address, self.pid = data, None, None
        if mongod:
            self.start_mongod(started, mongod)
        elif os.environ.get("MONGODB_URI"):
            address, _, query = os.environ["MONGODB_URI"].partition("?")
            self.base, self.query = "/".join(address.split("/")[:3]), "?" + query if query else ""
            self.pid = int(os.environ["MONGODB_PID"]) if os.environ.get("MONGODB_PID") else None
        else:
            self.start_engine(started)

    def start_mongod(self, started, mongod):
        self.address = f"127.0.0.1:{free_port()}"
        folder = tempfile.mkdtemp(prefix="bench-", dir="/dev/shm" if self.data == "tmpfs" else WORK)
        started.remove_at_the_end(folder)
        command = [mongod, "--replSet=rs0", "--bind_ip=127.0.0.1", f"--port={self.address.split(':')[1]}",
                   f"--dbpath={folder}", f"--wiredTigerCacheSizeGB={CACHE_GIB}", "--setParameter=enableTestCommands=1",
                   "--setParameter=diagnosticDataCollectionEnabled=false"]
        process = started.start("database", command, stdout=subprocess.DEVNULL)
        wait_until(lambda: listens(int(self.address.split(":")[1])), mongod, process)
        self.base, self.query, self.pid = f"mongodb://{self.address}", "?replicaSet=rs0", process.pid

    def start_engine(self, started):
        java = jdks()[newest_jdk()]
        command = [java, "-Xmx6g", "-cp", test_classpath(), "store.retro.embedded.EmbeddedMongo",
                   f"--port={free_port()}"]
        process = started.start("database", command)
        wait_until(lambda: (WORK / "logs" / "database.log").read_text().strip(), "the embedded engine", process)
        text = (WORK / "logs" / "database.log").read_text().split()
        self.base, _, query = next(word for word in text if word.startswith("mongodb://")).partition("/?")
        self.query, self.pid = "?" + query, process.pid

    def get_ready(self, bench):
        """Makes a set of a mongod that was started here, and asks what the server is."""
        if self.address:
            bench.ask("initiate", uri=f"{self.base}/?directConnection=true", address=self.address)
        kind, version, members, pid = bench.ask("server", uri=self.uri("admin")).split()
        if kind == "engine":
            self.kind, self.name = "engine", f"the embedded engine, in memory, on JDK {newest_jdk()}"
            return
        cache = f", {CACHE_GIB} GiB of cache" if self.address else ""
        self.kind = self.data
        self.name = f"mongod {version}, set of {'one' if members == '1' else members}, {self.data}{cache}"
        if self.pid is None and re.search(r"127\.0\.0\.1|localhost", self.base):
            self.pid = int(pid)

    def uri(self, name):
        return f"{self.base}/{name}{self.query}"


class Workbench:
    """The Java side: data, tokens, the check and the driver; see store.retro.bench."""

    def __init__(self, started, name="workbench", flags=()):
        java = jdks()[newest_jdk()]
        command = [java, *flags, "-cp", test_classpath(), "store.retro.bench.Workbench", str(WORK), PEER_SECRET]
        self.process = started.start(name, command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.pid = self.process.pid

    def ask(self, command, **values):
        words = [command] + [f"{name}={value}" for name, value in values.items()]
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("> "):
                verdict, _, rest = line[2:].strip().partition(" ")
                if verdict != "ok":
                    sys.exit(f"{command}: {rest}")
                return rest
        sys.exit(f"the workbench has ended; see {WORK}/logs")
