"""What is measured, part by part. Each can be run alone; what it finds stands beside what earlier runs have found."""

import re
import time

import harness
from harness import Load, WORK, say

CONTENDERS = ["peer-managed", "peer-manual", "ours-managed", "ours-manual", "ours-separate", "smallest", "driver",
              "driver-plain"]
FEW = ["peer-managed", "ours-managed", "driver"]
# for machines with little memory
RECOMMENDED = ["-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:ReservedCodeCacheSize=64m", "-Xmx160m"]
COMMIT_MILLIS = 10
HOT_CLIENTS = 64
FEW_STORED = 10_000
READS = {"a page of orders": "/orders?limit=20", "an order": "/orders/{id}",
         "an order by its key": "/orders?idempotencyKey=earlier-{n}", "the products": "/products"}


class Run:
    """All that a part needs. Contenders are started when one first asks for them, and warm from then on."""

    def __init__(self, started, database, bench, jar, options, known):
        self.started, self.database, self.bench, self.jar = started, database, bench, jar
        self.options, self.known = options, known
        self.contenders, self.warm_up = {}, {}

    def contender(self, name):
        if name not in self.contenders:
            self.contenders[name] = self.start(name)
        return self.contenders[name]

    def start(self, name):
        who, _, kind = name.partition("-")
        if who == "peer":
            return harness.start_peer(self.started, self.database, kind)
        if who == "driver":
            return harness.start_driver(self.started, self.database, name)
        if who == "smallest":
            return harness.start_smallest(self.started, self.database, self.bench)
        if "=" in kind:
            return self.start_ours(name, properties=["--" + kind], store=re.sub(r"\W", "_", kind))
        kind, _, jdk = kind.partition("-")
        return self.start_ours(
            name, jdk=int(jdk or harness.newest_jdk()), style="manual" if kind == "manual" else "managed",
            properties=["--store.order-transactions.writes=separate"] if kind == "separate" else [],
            flags=RECOMMENDED if kind == "recommended" else [])

    def start_ours(self, name, jar=None, jdk=None, **rest):
        return harness.start_ours(self.started, self.database, self.bench, jar or self.jar, jdk or harness.newest_jdk(),
                                  name=name, **rest)

    def warm(self, *contenders, load=None):
        load = load or Load(orders=self.options.orders)
        for contender in contenders:
            if contender.name not in self.warm_up:
                self.warm_up[contender.name] = harness.warm_up(self.bench, self.database, contender, load,
                                                               self.options.warm_up)

    def measure(self, title, contenders, load, rounds=None):
        """Of contenders or names of such, all warm."""
        say(title)
        contenders = [self.contender(each) if isinstance(each, str) else each for each in contenders]
        self.warm(*contenders)
        return harness.interleaved(self.bench, self.database, contenders, load, rounds or self.options.rounds)

    def used_to(self, title, contenders, load, rounds=None):
        """The same after a round that does not count, for what it asks for is new to them."""
        self.measure(title + ", not counted", contenders, load, 1)
        return self.measure(title, contenders, load, rounds)


def throughput(run):
    measured = run.measure("throughput", run.options.contenders, Load(orders=run.options.orders))
    return {"measured": measured, "warmUp": {name: run.warm_up[name] for name in measured}}


def hot(run):
    load = Load(orders=run.options.orders // 4, products=1, clients=HOT_CLIENTS)
    names = ["peer-managed", "peer-manual", "ours-managed", "ours-manual"]
    return {"measured": run.used_to("one hot product", names, load)}


def instances(run):
    """On one hot product, with commits that take as long as where they wait for another member."""
    first, *others = [run.start_ours(f"instance-{number}", store="instances") for number in (1, 2, 3, 4)]
    run.warm(first, *others, load=Load(orders=run.options.orders, products=1, clients=HOT_CLIENTS))
    several = [first.together("1 instance", []), first.together("2 instances", others[:1]),
               first.together("4 instances", others)]
    for each in several:
        run.warm_up[each.name] = []
    load = Load(orders=run.options.orders // 2, products=1, clients=HOT_CLIENTS)
    with harness.slow_commits(run.bench, run.database, COMMIT_MILLIS):
        measured = run.used_to("instances", several, load)
    for process in (first, *others):
        run.started.stop(process.process)
    return {"measured": measured, "commitMillis": COMMIT_MILLIS}


def refused(run):
    """Orders alone, refusals alone, and both by halves."""
    names, counts = ["peer-managed", "ours-managed", "smallest"], {"orders": 0, "refusals": 100, "both": 50}
    measured = {title: {name: [] for name in names} for title in counts}
    for number in range(run.options.rounds + 1):
        for title, share in counts.items():
            load = Load(orders=run.options.orders, clients=HOT_CLIENTS, refused=share)
            for name, figures in run.measure(title, names, load, 1).items():
                measured[title][name] += figures if number else []
    return measured


def life(run):
    """From the start of a payment until a receiver was told of the order."""
    receiver = run.bench.ask("receiver")
    ours = run.start_ours("ours-life", properties=[
        "--store.background.enabled=true", f"--store.events.webhook.url={receiver}",
        "--store.events.webhook.secret=whsec_YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcms="])
    peer = harness.start_peer(run.started, run.database, "managed", "peer-life", receiver)
    lives, load = [harness.Life(peer), harness.Life(ours)], Load(orders=run.options.orders // 2)
    run.warm(*lives, load=load)
    measured = run.measure("an order's whole life", lives, load)
    for contender in (peer, ours):
        run.started.stop(contender.process)
    return {"measured": measured}


def open_loop(run):
    """As many a second whatever the answers: 70 % of the peer's peak."""
    names = ["peer-managed", "ours-managed"]
    known = run.known.get("throughput", {}).get("measured", {})
    if not run.options.rate and "peer-managed" not in known:
        known = run.measure("the peer's peak", names[:1], Load(orders=run.options.orders), 3)
    rate = run.options.rate or max(1, round(0.7 * harness.median(known, "peer-managed", "throughput")))
    run.warm(*map(run.contender, names))
    run.contender("ours-managed").slowest = []
    measured = run.measure(f"at {rate}/s", names, Load(orders=max(run.options.orders, rate * 10), rate=rate))
    return {"measured": measured, "rate": rate, "slowest": run.contender("ours-managed").slowest}


def cold(run):
    """Start to readiness, and the first orders after it; as shipped: with the cache that bench/aot has made."""
    shipped, cache = WORK / "extracted" / run.jar.name, WORK / "retro-store.aot"
    ways = {"peer": None, "plain jar": {"jar": run.jar, "properties": ["--store.warm-up.passes=0"]}}
    if shipped.exists() and cache.exists():
        ways["as shipped"] = {"jar": shipped, "flags": harness.shipped_flags(cache)}
    measured = {way: [] for way in ways}
    for number in range(run.options.rounds):
        for way, how in ways.items():
            begin = time.monotonic()
            contender = (run.start_ours(f"early-{number}", **how) if how else
                         harness.start_peer(run.started, run.database, "managed", f"early-peer-{number}"))
            seconds = time.monotonic() - begin
            figures = contender.measure(run.bench, run.database, Load(orders=2000))
            run.started.stop(contender.process)
            measured[way].append({**figures, "start": seconds})
            say(f"{way}: ready after {seconds:.2f} s, then {figures['cpu']:.2f} + {figures['databaseCpu']:.2f} ms CPU")
    return {"measured": measured}


def memory(run):
    levers = [start_lever(run, *harness.lever(text)) for text in run.options.lever]
    names = ["peer-managed", "ours-managed", "ours-recommended"]
    measured = run.measure("memory", [*names, *levers], Load(orders=run.options.orders))
    return {"measured": measured, "flags": " ".join(RECOMMENDED)}


def start_lever(run, name, how):
    """The service as bench/aot has extracted it, where a cache is among the flags."""
    jar = next((WORK / "extracted").glob("*.jar")) if any("AOTCache" in flag for flag in how["flags"]) else None
    return run.start_ours(name, jar, store=re.sub(r"\W", "_", name), **how)


def growth(run):
    ours, measured = run.contender("ours-managed"), {}
    for stored in (min(FEW_STORED, run.options.stored // 10), run.options.stored):
        load = Load(orders=run.options.orders // 2, stored=stored)
        found = {"placing": run.used_to(f"{stored} orders stored", [ours], load)[ours.name]}
        for what, path in READS.items():
            rounds = [ours.read(run.bench, run.database, path, run.options.orders // 2, 16)
                      for _ in range(run.options.rounds + 1)]
            found[what] = rounds[1:]
            say(f"{what}: {harness.median(found, what, 'costEach'):.3f} ms")
        measured[stored] = found
    return {"measured": measured}


def indexes(run):
    """What each index of the orders costs an insert."""
    uri = run.database.uri("bench_indexes")
    costs = {}
    for number in range(run.options.rounds + 1):
        for index in ["none", *run.bench.ask("indexes", uri=uri).split(), "all"]:
            run.bench.ask("keep-index", uri=uri, index=index)
            before = harness.cpu_millis(run.database.pid)
            run.bench.ask("insert", uri=uri, orders=run.options.orders)
            if number:
                each = (harness.cpu_millis(run.database.pid) - before) / run.options.orders
                costs.setdefault(index, []).append(round(each, 4))
    say(costs)
    return {"measured": costs}


def lines(run):
    return {"measured": {count: run.used_to(f"{count} lines", FEW, Load(run.options.orders // 4, lines=count), 3)
                         for count in (1, 5, 20)}}


def clients(run):
    return {"measured": {count: run.measure(f"{count} clients", FEW, Load(run.options.orders // 2, clients=count), 3)
                         for count in (1, 4, 16, 64, 128)}}


PARTS = {"throughput": throughput, "hot": hot, "instances": instances, "refused": refused, "life": life,
         "open": open_loop, "cold": cold, "memory": memory, "growth": growth, "indexes": indexes, "lines": lines,
         "clients": clients}
