"""Starts who is measured, loads them and reads what they use. What is compared is decided by parts, short and aot."""

import base64
import collections
import contextlib
import csv
import dataclasses
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

from machine import (
    FLAGS, PEER_SECRET, TOP, WORK, Database, Started, Workbench, answers, build, busy_cores, cpu_millis, free_port,
    git, jdks, listens, machine_ticks, memory_mebibytes, newest_jdk, say, shipped_flags, state, test_classpath, vegeta,
    wait_until,
)

SLOWEST = 100


@dataclasses.dataclass
class Load:
    """What a round asks for; either so many at a time, or so many a second whatever the answers."""

    orders: int
    lines: int = 1
    products: int = 1000
    clients: int | None = None
    rate: int | None = None
    stored: int = 0
    refused: int = 0

    def data(self):
        return {name: getattr(self, name) for name in ("orders", "lines", "products", "stored", "refused")}


class Meter:
    """What service, database and machine use from its making to its stop."""

    def __init__(self, bench, database, pids):
        self.bench, self.database, self.pids = bench, database, pids
        self.commands = self.read_commands()
        self.begin = self.read()

    def read_commands(self):
        return int(self.bench.ask("commands", uri=self.database.uri("admin")))

    def read(self):
        return sum(map(cpu_millis, self.pids)), cpu_millis(self.database.pid), *machine_ticks()

    def stop(self):
        self.service, self.of_database, idle, ticks = (b - a for a, b in zip(self.begin, self.read()))
        self.idle = idle / max(1, ticks)
        self.commands = None if self.commands < 0 else self.read_commands() - self.commands
        self.memory = memory_mebibytes(self.pids)

    def figures(self, seconds, latencies, statuses, clients=None, wasted=None):
        """Latencies are those of what was done, unless nothing was; costs are of what was done, or of each request."""
        requests = sum(statuses.values())
        done = sum(count for status, count in statuses.items() if 200 <= status < 300)
        ordered = sorted(latencies) or [0]
        at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]
        figures = {
            "throughput": done / seconds, "answered": requests / seconds,
            "cpu": self.service / max(1, done), "databaseCpu": self.of_database / max(1, done),
            "cpuEach": self.service / requests, "databaseCpuEach": self.of_database / requests,
            "costEach": (self.service + self.of_database) / requests,
            "p50": at(0.5), "p90": at(0.9), "p99": at(0.99), "slowest": ordered[-1],
            "placed": done, "refused": requests - done, "idle": self.idle, "clients": clients,
            "wasted": None if wasted is None else wasted / max(1, done),
            "commands": None if self.commands is None else self.commands / max(1, done), **self.memory}
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}


@dataclasses.dataclass
class Answer:
    """Times in nanoseconds; at a fixed rate, a request begins when it was due."""

    begin: int
    status: int
    took: int
    body: str


class Contender:
    """A service that places orders over HTTP: one process, or several on one database."""

    def __init__(self, name, service, processes, urls, uri, logs=()):
        self.name, self.service, self.urls, self.uri = name, service, urls, uri
        self.processes, self.logs = processes, [WORK / "logs" / f"{log}.log" for log in logs]
        self.process, self.pids = processes[0], [process.pid for process in processes]
        self.clients, self.slowest = 32, []

    def together(self, name, others):
        """It and others as one; all have to be on one database."""
        all_of_them = [self, *others]
        return Contender(name, self.service, [p for c in all_of_them for p in c.processes],
                         [url for c in all_of_them for url in c.urls], self.uri,
                         [log.stem for c in all_of_them for log in c.logs])

    def measure(self, bench, database, load):
        targets = WORK / "targets" / f"{self.name.replace(' ', '-')}.json"
        targets.parent.mkdir(parents=True, exist_ok=True)
        bench.ask("prepare", service=self.service, uri=self.uri, url=",".join(self.urls), targets=targets,
                  **load.data())
        clients = load.clients or self.clients
        logged = [log.stat().st_size for log in self.logs]
        meter = Meter(bench, database, self.pids)
        answers = attack(targets, clients, load.rate)
        meter.stop()
        stored = int(bench.ask("check", uri=self.uri))
        lines = self.lines_of_orders(logged)
        figures = figures_of(meter, answers, None if load.rate else clients,
                             sum(line["conflicts"] for _, line in lines) if self.logs else None)
        if figures["placed"] > stored:
            sys.exit(f"{self.name} answered 201 to {figures['placed']} orders, and {stored} are stored")
        self.slowest = sorted([*self.slowest, *slowest_of(answers, dict(lines))], key=lambda each: -each["took"])[:SLOWEST]
        return figures

    def read(self, bench, database, path, count, clients):
        """Sends so many GETs of readers, whose data an earlier round has left there."""
        targets = WORK / "targets" / "reads.json"
        bench.ask("reads", url=self.urls[0], path=path, count=count, targets=targets)
        meter = Meter(bench, database, self.pids)
        answers = attack(targets, clients)
        meter.stop()
        figures = figures_of(meter, answers, clients)
        if figures["refused"]:
            sys.exit(f"{path} was not answered {figures['refused']} times")
        return figures

    def lines_of_orders(self, since):
        """What the service has logged of each request for an order; the others do not tell."""
        found = []
        for log, start in zip(self.logs, since):
            with open(log) as text:
                text.seek(start)
                for order, words in re.findall(r"order outcome=\S+ order=(\S+) (.*millis=\d+)", text.read()):
                    found.append((order, {name: int(value) for name, value in re.findall(r"(\w+)=(\d+)", words)}))
        return found


def figures_of(meter, answers, clients, wasted=None):
    done = [answer.took / 1e6 for answer in answers if 200 <= answer.status < 300]
    statuses = collections.Counter(answer.status for answer in answers)
    seconds = (max(a.begin + a.took for a in answers) - min(a.begin for a in answers)) / 1e9
    return meter.figures(seconds, done or [answer.took / 1e6 for answer in answers], statuses, clients, wasted)


def figures_of_nanos(meter, path, clients):
    total, *nanos = map(int, pathlib.Path(path).read_text().split())
    return meter.figures(total / 1e9, [each / 1e6 for each in nanos], {201: len(nanos)}, clients)


def slowest_of(answers, lines):
    """Those that took longest: when each began, how long it took, and what the service has logged of it."""
    slowest = sorted(answers, key=lambda answer: -answer.took)[:SLOWEST]
    return [{"at": answer.begin // 10**6, "took": round(answer.took / 1e6, 1), "status": answer.status,
             **lines.get(order_id(answer), {})} for answer in slowest]


def order_id(answer):
    return json.loads(base64.b64decode(answer.body)).get("id") if answer.status == 201 else None


def attack(targets, clients, rate=None):
    """Sends each request once: so many at a time, or so many a second."""
    results = WORK / "results.bin"
    pace = [f"-rate={rate}"] if rate else ["-rate=0", f"-max-workers={clients}"]
    command = [vegeta(), "attack", "-format=json", "-lazy", "-duration=0", "-timeout=40s", f"-targets={targets}",
               f"-output={results}", *pace]
    subprocess.run(command, check=True, timeout=300)
    text = subprocess.run([vegeta(), "encode", "-to=csv", str(results)], capture_output=True, text=True, check=True)
    csv.field_size_limit(1 << 24)
    rows = [row for row in csv.reader(text.stdout.splitlines()) if row[5] != "no targets to attack"]
    answers = [Answer(int(row[0]), int(row[1]), int(row[2]), row[6]) for row in rows]
    if rate:
        due = [round(int(row[8]) * 1e9 / rate) for row in rows]
        first = min(answer.begin - after for answer, after in zip(answers, due))
        for answer, after in zip(answers, due):
            answer.begin, answer.took = first + after, answer.took + answer.begin - first - after
    return answers


class Life:
    """A service whose orders are followed from the start of their payment until a receiver was told of them."""

    def __init__(self, contender):
        self.name, self.contender, self.clients = contender.name, contender, 32

    def measure(self, bench, database, load):
        contender = self.contender
        values = dict(service=contender.service, uri=contender.uri, **load.data())
        bench.ask("prepare", **values)
        meter = Meter(bench, database, contender.pids)
        out = bench.ask("live", url=contender.urls[0], clients=self.clients, out=WORK / f"{self.name}.nanos", **values)
        meter.stop()
        bench.ask("check", uri=contender.uri)
        return figures_of_nanos(meter, out, self.clients)


class Driver:
    """Places orders in the process that is measured, by the driver alone."""

    def __init__(self, started, database, name, command, service):
        self.name, self.command, self.service = name, command, service
        self.uri = database.uri("bench_" + name.replace("-", "_"))
        self.runner = Workbench(started, name, FLAGS)
        self.clients = 32

    def measure(self, bench, database, load):
        clients = load.clients or self.clients
        bench.ask("prepare", service=self.service, uri=self.uri, **load.data())
        meter = Meter(bench, database, [self.runner.pid])
        out = self.runner.ask(self.command, uri=self.uri, clients=clients, out=WORK / f"{self.name}.nanos",
                              **load.data())
        meter.stop()
        bench.ask("check", uri=self.uri)
        return figures_of_nanos(meter, out, clients)


def start_driver(started, database, name):
    """With the store's documents, indexes and look-ups; or plainly, with the least that can be called an order."""
    plain = name == "driver-plain"
    return Driver(started, database, name, "place-plainly" if plain else "place", "PEER" if plain else "OURS")


def start_smallest(started, database, bench):
    name, port = "smallest", free_port()
    uri = database.uri(f"bench_{name}")
    command = [jdks()[newest_jdk()], *FLAGS, "-cp", test_classpath(), "store.retro.bench.SmallestService", str(port),
               uri, bench.ask("key")]
    process = started.start(name, command, cwd=WORK)
    wait_until(lambda: listens(port), name, process)
    return Contender(name, "OURS", [process], [f"http://127.0.0.1:{port}"], uri)


def start_peer(started, database, transaction, name=None, webhook=None):
    folder = WORK / "peer"
    if not (folder / "node_modules").exists():
        shutil.copytree(TOP / "bench" / "peer", folder, dirs_exist_ok=True)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    shutil.copy(TOP / "bench" / "peer" / "server.js", folder)
    name, port = name or f"peer-{transaction}", free_port()
    uri = database.uri(f"bench_{name}".replace("-", "_"))
    environment = {"MONGODB_URI": uri, "PORT": str(port), "JWT_SECRET": PEER_SECRET, "TRANSACTION": transaction,
                   "NODE_ENV": "production", **({"WEBHOOK": webhook} if webhook else {})}
    process = started.start(name, ["node", "server.js"], environment, cwd=folder)
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(url + "/products?limit=1"), name, process)
    return Contender(name, "PEER", [process], [url], uri)


def service_command(java, jar, flags, port, uri, key, style="managed", properties=()):
    return [java, *flags, *(["-jar", str(jar)] if jar else []), f"--server.port={port}", f"--spring.mongodb.uri={uri}",
            f"--spring.security.oauth2.resourceserver.jwt.public-key-location=file:{key}",
            *([] if style == "managed" else [f"--store.order-transactions.style={style}"]),
            "--store.payment.gateway=simulated",
            *([] if "--store.background.enabled=true" in properties else ["--store.background.enabled=false"]),
            *properties]


def lever(text):
    """Of 'NAME: WORDS' the name, and what start_ours takes: flags of the JVM, properties, variables (NAME=VALUE)."""
    name, _, words = text.partition(":")
    words = words.split()
    return name, {"flags": [word for word in words if word.startswith("-") and not word.startswith("--")],
                  "properties": [word for word in words if word.startswith("--")],
                  "environment": dict(word.split("=", 1) for word in words if not word.startswith("-"))}


def start_ours(started, database, bench, jar, jdk, style="managed", name=None, properties=(), flags=(), store=None,
               environment=None):
    """Its database is named after it, unless another is given."""
    name = name or f"ours-{style}-{jdk}"
    port = free_port()
    uri = database.uri("bench_" + (store or name).replace("-", "_"))
    command = service_command(jdks()[jdk], jar, [*FLAGS, *flags], port, uri, bench.ask("key"), style, properties)
    process = started.start(name, command, environment, cwd=WORK)
    url = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(url + "/actuator/health/readiness"), name, process)
    return Contender(name, "OURS", [process], [url], uri, [name])


# ---- comparing


def warm_up(bench, database, contender, load, most):
    """Rounds until an order's CPU was the same in three, by 3 %, and as many clients as leave less than 5 % idle."""
    cpu = []
    while len(cpu) < most and (len(cpu) < 3 or max(cpu[-3:]) > 1.03 * min(cpu[-3:])):
        figures = contender.measure(bench, database, load)
        cpu.append(figures["cpu"])
        if figures["idle"] > 0.05 and len(cpu) > 2:
            contender.clients = min(128, contender.clients * 2)
    say(f"{contender.name}, after {len(cpu) * load.orders} orders, {contender.clients} clients:", *cpu)
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
            figures = contender.measure(bench, database, load)
            measured[contender.name].append(figures)
            say(f"round {number + 1}/{rounds} {contender.name}: {figures['throughput']:.0f}/s, "
                f"{figures['cpu']:.2f} + {figures['databaseCpu']:.2f} ms CPU, p50 {figures['p50']:.1f}, "
                f"p99 {figures['p99']:.1f} ms, {figures['refused']} refused, {figures['idle']:.0%} idle")
    return measured


def median(measured, name, figure):
    return statistics.median(figures[figure] for figures in measured[name])


def ratio(measured, one, other, figure):
    """The median of the rounds' own ratios, the lowest and the highest."""
    pairs = [a[figure] / b[figure] for a, b in zip(measured[one], measured[other]) if b[figure]]
    return (statistics.median(pairs), min(pairs), max(pairs)) if pairs else None
