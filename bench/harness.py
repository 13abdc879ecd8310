"""Starts what is measured, loads it and reads what it has used. Nothing here decides what is compared: run, short and aot do."""

import contextlib
import csv
import dataclasses
import functools
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

TOP = pathlib.Path(__file__).resolve().parent.parent
WORK = TOP / "target" / "bench"
VEGETA = "github.com/tsenart/vegeta/v12@v12.13.0"
PEER_SECRET = "peer-secret-peer-secret-peer-secret!"
FLAGS = os.environ.get("BENCH_JVM_FLAGS", "-Xmx512m").split()
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


def build(top=TOP):
    """Packages the service and compiles the benchmark; the path of the jar."""
    maven("package", "-DskipTests", "-Dspotless.check.skip", top=top)
    jars = [jar for jar in (top / "target").glob("retro-store-*.jar") if not jar.name.endswith("-sources.jar")]
    kept = WORK / "jars" / f"{git('rev-parse', '--short', 'HEAD', top=top)}-{top.name}.jar"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(jars[0], kept)
    return kept


def git(*arguments, top=TOP):
    return subprocess.run(["git", *arguments], cwd=top, capture_output=True, text=True, check=True).stdout.strip()


@functools.cache
def test_classpath():
    """Of copies, so that compiling meanwhile does no harm."""
    listing = WORK / "classpath"
    listing.parent.mkdir(parents=True, exist_ok=True)
    maven("dependency:build-classpath", f"-Dmdep.outputFile={listing}", "-DincludeScope=test")
    copies = WORK / "classes"
    shutil.rmtree(copies, ignore_errors=True)
    for name in ("test-classes", "classes"):
        shutil.copytree(TOP / "target" / name, copies / name)
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
        self.processes = []

    def __enter__(self):
        (WORK / "logs").mkdir(parents=True, exist_ok=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            self.stop(process)

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


def wait_until(condition, what, process, seconds=90):
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


def rss_mebibytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0


class Database:
    """The one of MONGODB_URI, or the embedded engine in a JVM of its own."""

    def __init__(self, started):
        given = os.environ.get("MONGODB_URI")
        if given:
            self.base, _, query = given.partition("?")
            self.base = "/".join(self.base.split("/")[:3])
            self.query = "?" + query if query else ""
            self.pid = int(os.environ["MONGODB_PID"]) if os.environ.get("MONGODB_PID") else None
            self.name = "the MongoDB of MONGODB_URI"
            return
        port = free_port()
        java = jdks()[newest_jdk()]
        command = [java, "-Xmx6g", "-cp", test_classpath(), "store.retro.embedded.EmbeddedMongo", f"--port={port}"]
        process = started.start("database", command)
        wait_until(lambda: (WORK / "logs" / "database.log").read_text().strip(), "the embedded engine", process)
        text = (WORK / "logs" / "database.log").read_text().split()
        self.base, _, query = next(word for word in text if word.startswith("mongodb://")).partition("/?")
        self.query = "?" + query
        self.pid = process.pid
        self.name = f"the embedded engine, in memory, on JDK {newest_jdk()}"

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


# ---- who is measured


@dataclasses.dataclass
class Load:
    """What a round asks for; either so many at a time, or so many a second whatever the answers."""

    orders: int
    lines: int = 1
    products: int = 1000
    clients: int = 32
    rate: int | None = None
    stored: int = 0


@dataclasses.dataclass
class Outcome:
    seconds: float
    latencies: list
    statuses: dict
    service_cpu: float
    database_cpu: float
    rss: float
    wasted: int | None = None

    @property
    def placed(self):
        return self.statuses.get(201, 0)

    def figures(self):
        placed = max(1, self.placed)
        ordered = sorted(self.latencies) or [0]
        at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]
        return {
            "throughput": self.placed / self.seconds,
            "cpu": self.service_cpu / placed,
            "databaseCpu": self.database_cpu / placed,
            "p50": at(0.5),
            "p90": at(0.9),
            "p99": at(0.99),
            "placed": self.placed,
            "refused": sum(self.statuses.values()) - self.placed,
            "rss": self.rss,
            "wasted": None if self.wasted is None else self.wasted / placed,
        }


class Contender:
    """Something that places orders over HTTP."""

    def __init__(self, name, service, process, url, uri, logs_conflicts):
        self.name, self.service, self.process, self.url, self.uri = name, service, process, url, uri
        self.logs_conflicts = logs_conflicts
        self.pid = process.pid
        self.log = WORK / "logs" / f"{name}.log"

    def measure(self, bench, database, load):
        targets = WORK / "targets" / f"{self.name}.json"
        targets.parent.mkdir(parents=True, exist_ok=True)
        bench.ask(
            "prepare", service=self.service, uri=self.uri, url=self.url, targets=targets,
            orders=load.orders, lines=load.lines, products=load.products, stored=load.stored)
        logged = self.log.stat().st_size
        before = cpu_millis(self.pid), cpu_millis(database.pid)
        rows = attack(targets, load)
        after = cpu_millis(self.pid), cpu_millis(database.pid)
        placed = int(bench.ask("check", uri=self.uri))
        outcome = Outcome(
            seconds=(max(at + took for at, _, took in rows) - min(at for at, _, _ in rows)) / 1e9,
            latencies=[took / 1e6 for _, code, took in rows if code == 201],
            statuses={code: sum(1 for row in rows if row[1] == code) for code in {row[1] for row in rows}},
            service_cpu=after[0] - before[0],
            database_cpu=after[1] - before[1],
            rss=rss_mebibytes(self.pid),
            wasted=self.wasted_attempts(logged))
        if outcome.placed > placed:
            sys.exit(f"{self.name} answered 201 to {outcome.placed} orders, and {placed} are stored")
        return outcome.figures()

    def wasted_attempts(self, since):
        """Of transactions, by the service's own log; the others do not tell."""
        if not self.logs_conflicts:
            return None
        with open(self.log) as log:
            log.seek(since)
            return sum(int(count) for count in re.findall(r" conflicts=(\d+) ", log.read()))


def attack(targets, load):
    """Sends each request once; rows of (sent at, status, nanoseconds)."""
    results = WORK / "results.bin"
    pace = ["-rate=0", f"-max-workers={load.clients}"] if load.rate is None else [f"-rate={load.rate}"]
    command = [vegeta(), "attack", "-format=json", "-lazy", "-duration=0", "-timeout=40s", f"-targets={targets}",
               f"-output={results}", *pace]
    subprocess.run(command, check=True, timeout=300)
    text = subprocess.run([vegeta(), "encode", "-to=csv", str(results)], capture_output=True, text=True, check=True)
    csv.field_size_limit(1 << 24)
    rows = [(int(row[0]), int(row[1]), int(row[2])) for row in csv.reader(text.stdout.splitlines())
            if row[5] != "no targets to attack"]
    return rows


class Driver:
    """Places orders in the process that is measured, by the driver alone."""

    def __init__(self, started, database, name, command, service):
        self.name, self.command, self.service = name, command, service
        self.uri = database.uri("bench_" + name.replace("-", "_"))
        self.runner = Workbench(started, name, FLAGS)
        self.pid = self.runner.pid

    def measure(self, bench, database, load):
        bench.ask("prepare", service=self.service, uri=self.uri, orders=load.orders, lines=load.lines,
                  products=load.products, stored=load.stored)
        before = cpu_millis(self.pid), cpu_millis(database.pid)
        out = self.runner.ask(self.command, uri=self.uri, orders=load.orders, lines=load.lines, products=load.products,
                              clients=load.clients, out=WORK / f"{self.name}.nanos")
        after = cpu_millis(self.pid), cpu_millis(database.pid)
        bench.ask("check", uri=self.uri)
        total, *nanos = map(int, pathlib.Path(out).read_text().split())
        return Outcome(
            seconds=total / 1e9, latencies=[n / 1e6 for n in nanos], statuses={201: len(nanos)},
            service_cpu=after[0] - before[0], database_cpu=after[1] - before[1],
            rss=rss_mebibytes(self.pid)).figures()


def start_drivers(started, database):
    """With the store's documents, indexes and look-ups; and the plain one, which does the least that can be called an order."""
    return [Driver(started, database, "driver", "place", "OURS"),
            Driver(started, database, "driver-plain", "place-plainly", "PEER")]


def start_smallest(started, database, bench):
    name, port = "smallest", free_port()
    uri = database.uri(f"bench_{name}")
    command = [jdks()[newest_jdk()], *FLAGS, "-cp", test_classpath(), "store.retro.bench.SmallestService", str(port),
               uri, bench.ask("key")]
    process = started.start(name, command, cwd=WORK)
    wait_until(lambda: listens(port), name, process)
    return Contender(name, "OURS", process, f"http://127.0.0.1:{port}", uri, logs_conflicts=False)


def start_peer(started, database, transaction):
    folder = WORK / "peer"
    if not (folder / "node_modules").exists():
        shutil.copytree(TOP / "bench" / "peer", folder, dirs_exist_ok=True)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    name, port = f"peer-{transaction}", free_port()
    uri = database.uri(f"bench_{name}".replace("-", "_"))
    environment = {"MONGODB_URI": uri, "PORT": str(port), "JWT_SECRET": PEER_SECRET, "TRANSACTION": transaction,
                   "NODE_ENV": "production"}
    process = started.start(name, ["node", "server.js"], environment, cwd=folder)
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(url + "/products?limit=1"), name, process)
    return Contender(name, "PEER", process, url, uri, logs_conflicts=False)


def service_command(java, jar, flags, port, uri, key, style="managed", properties=()):
    return [java, *flags, *(["-jar", str(jar)] if jar else []), f"--server.port={port}", f"--spring.mongodb.uri={uri}",
            f"--spring.security.oauth2.resourceserver.jwt.public-key-location=file:{key}",
            *([] if style == "managed" else [f"--store.order-transactions.style={style}"]),
            "--store.payment.gateway=simulated", "--store.background.enabled=false",
            *properties]


def start_ours(started, database, bench, jar, jdk, style="managed", name=None, properties=(),
               flags=()):
    name = name or f"ours-{style}-{jdk}"
    port = free_port()
    uri = database.uri("bench_" + name.replace("-", "_"))
    command = service_command(jdks()[jdk], jar, [*FLAGS, *flags], port, uri, bench.ask("key"), style, properties)
    process = started.start(name, command, cwd=WORK)
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(url + "/actuator/health/readiness"), name, process)
    return Contender(name, "OURS", process, url, uri, logs_conflicts=True)


# ---- comparing


def warm_up(bench, database, contender, orders, most):
    """Rounds until an order's CPU has stopped falling: none of the last eight cheaper, by 3 %, than any before. Its CPU in each."""
    cpu = []
    while len(cpu) < most:
        cpu.append(contender.measure(bench, database, Load(orders=orders))["cpu"])
        if len(cpu) > 8 and min(cpu[-8:]) > 0.97 * min(cpu[:-8]):
            break
    say(f"{contender.name} is warm after {len(cpu) * orders} orders:", " ".join(f"{value:.2f}" for value in cpu))
    return cpu


@contextlib.contextmanager
def slow_commits(bench, database, millis):
    """As where a commit waits for other members; by a fail point, so a real server needs enableTestCommands=1."""
    bench.ask("commits", uri=database.uri("admin"), millis=millis)
    try:
        yield
    finally:
        bench.ask("commits", uri=database.uri("admin"), millis=0)


def interleaved(bench, database, contenders, load, rounds):
    """Every contender once a round, in turns, so that what disturbs the machine meets all of them."""
    measured = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        order = contenders if number % 2 == 0 else list(reversed(contenders))
        for contender in order:
            figures = contender.measure(bench, database, load(contender) if callable(load) else load)
            measured[contender.name].append(figures)
            say(f"round {number + 1}/{rounds} {contender.name}: {figures['throughput']:.0f}/s, "
                f"{figures['cpu']:.2f} + {figures['databaseCpu']:.2f} ms CPU, p50 {figures['p50']:.1f}, "
                f"p99 {figures['p99']:.1f} ms, {figures['refused']} refused")
    return measured


def median(measured, name, figure):
    return statistics.median(figures[figure] for figures in measured[name])


def ratio(measured, one, other, figure):
    """The median of the rounds' own ratios, the lowest and the highest."""
    pairs = [a[figure] / b[figure] for a, b in zip(measured[one], measured[other]) if b[figure]]
    return (statistics.median(pairs), min(pairs), max(pairs)) if pairs else None
