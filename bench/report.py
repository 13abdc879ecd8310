"""Writes docs/performance.md and its plots from what bench/run has measured, on a real server and on the engine."""

import functools
import statistics

import harness
from plots import bars, lines, number_of

KINDS = {"tmpfs": "MongoDB, data on tmpfs", "disk": "MongoDB, data on a disk", "engine": "Embedded engine"}
FIGURES = {"throughput": "orders/s", "answered": "answers/s", "clients": "clients", "idle": "idle", "p50": "p50 ms",
           "p99": "p99 ms", "slowest": "slowest ms", "cpu": "CPU ms an order", "databaseCpu": "database's CPU ms",
           "cpuEach": "CPU ms a request", "databaseCpuEach": "database's CPU ms a request", "costEach": "both",
           "commands": "commands an order", "placed": "placed", "refused": "refused",
           "wasted": "wasted attempts an order", "rss": "RSS MiB", "rssAnon": "RssAnon MiB", "rssFile": "RssFile MiB",
           "start": "seconds to readiness"}
MAIN = ["throughput", "clients", "idle", "p50", "p99", "cpu", "databaseCpu"]


# ---- text


def spread(rounds, figure):
    values = [figures[figure] for figures in rounds]
    return statistics.median(values), min(values), max(values)


def ratio_text(ratio):
    return f"{ratio[0]:.2f} ({ratio[1]:.2f}–{ratio[2]:.2f})" if ratio else "–"


def table(head, rows):
    out = ["| " + " | ".join(head) + " |", "| " + " | ".join(["---"] + ["---:"] * (len(head) - 1)) + " |"]
    return "\n".join(out + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def cell(rounds, figure):
    if not rounds or rounds[0].get(figure) is None:
        return "–"
    value = spread(rounds, figure)[0]
    return f"{value:.1%}" if figure == "idle" else f"{value:.0f}" if figure == "clients" else number_of(value)


def contenders(measured, figures):
    return table(["", *(FIGURES[figure] for figure in figures)],
                 [[name, *(cell(rounds, figure) for figure in figures)] for name, rounds in measured.items()])


# ---- goals


def of(part, one, other, figure):
    """A goal's ratio: of two contenders of a part, in one figure."""
    return lambda parts: harness.ratio(parts[part]["measured"], one, other, figure)


def absolute(part, who, figure, scale=1.0):
    return lambda parts: tuple(value / scale for value in spread(parts[part]["measured"][who], figure))


def by_rounds(ones, others):
    pairs = [a / b for a, b in zip(ones, others) if b]
    return (statistics.median(pairs), min(pairs), max(pairs)) if pairs else None


def beyond_the_driver(parts):
    measured = parts["throughput"]["measured"]
    own = [a["cpu"] - b["cpu"] for a, b in zip(measured["smallest"], measured["driver"])]
    return statistics.median(own), min(own), max(own)


def cold_against_warm(parts):
    warm = harness.median(parts["throughput"]["measured"], "ours-managed", "cpu")
    return tuple(value / warm for value in spread(parts["cold"]["measured"]["as shipped"], "cpu"))


def refusal(parts):
    return by_rounds([figures["databaseCpuEach"] for figures in parts["refused"]["refusals"]["ours-managed"]],
                     [figures["databaseCpu"] for figures in parts["refused"]["orders"]["ours-managed"]])


def memory(parts):
    measured = parts["memory"]["measured"]
    return by_rounds([figures["rssAnon"] for figures in measured["ours-recommended"]],
                     [figures["rss"] for figures in measured["peer-managed"]])


def grown(what, parts):
    few, many = sorted(parts["growth"]["measured"].items(), key=lambda each: int(each[0]))
    return by_rounds(*([figures["costEach"] for figures in found[what]] for found in (many[1], few[1])))


# what, against whom, the goal, the part that tells, and how
GOALS = [
    ("orders/s, 1,000 products, warm, no idle core", "peer, managed", "≥ 2", "throughput",
     of("throughput", "ours-managed", "peer-managed", "throughput")),
    ("the same", "smallest service", "≥ 0.80", "throughput",
     of("throughput", "ours-managed", "smallest", "throughput")),
    ("the same", "bare driver", "≥ 0.65", "throughput", of("throughput", "ours-managed", "driver", "throughput")),
    ("CPU an order, service only", "peer, managed", "≤ 0.6", "throughput",
     of("throughput", "ours-managed", "peer-managed", "cpu")),
    ("CPU an order, database only", "bare driver", "≤ 1.1", "throughput",
     of("throughput", "ours-managed", "driver", "databaseCpu")),
    ("p99 at its own peak", "peer, managed", "≤ 1", "throughput",
     of("throughput", "ours-managed", "peer-managed", "p99")),
    ("CPU ms an order, smallest service", "less the bare driver's", "≤ 0.25", "throughput", beyond_the_driver),
    ("p99 at 70 % of the peer's peak", "peer, managed", "≤ 0.5", "open",
     of("open", "ours-managed", "peer-managed", "p99")),
    ("… slowest order, in seconds", "–", "≤ 1", "open", absolute("open", "ours-managed", "slowest", 1000)),
    ("first 2,000 orders, as shipped, CPU", "own, warm", "≤ 3.5", "cold", cold_against_warm),
    ("the same", "peer's first 2,000", "≤ 1", "cold", of("cold", "as shipped", "peer", "cpu")),
    ("start to readiness, as shipped", "plain jar", "≤ 0.6", "cold", of("cold", "as shipped", "plain jar", "start")),
    ("one hot product, 64 clients: orders/s", "peer, managed", "≥ 3", "hot",
     of("hot", "ours-managed", "peer-managed", "throughput")),
    ("the same, manual", "peer, manual", "≥ 5", "hot", of("hot", "ours-manual", "peer-manual", "throughput")),
    ("… wasted attempts an order", "–", "≤ 0.2", "hot", absolute("hot", "ours-managed", "wasted")),
    *((f"{number} instances on it, commits of 10 ms: {what}", "one instance", goal, "instances",
       of("instances", f"{number} instances", "1 instance", figure))
      for number in (2, 4) for what, goal, figure in (("orders/s", "≥ 0.9", "throughput"), ("p99", "≤ 2", "p99"))),
    ("… wasted attempts an order, four", "–", "≤ 0.2", "instances", absolute("instances", "4 instances", "wasted")),
    ("a refusal when sold out, database's CPU", "an order", "≤ 0.3", "refused", refusal),
    *((f"{what}, many orders stored, CPU of both", "few stored", "≤ 1.2", "growth", functools.partial(grown, what))
      for what in ("placing", "a page of orders", "an order", "an order by its key", "the products")),
    ("RssAnon under load, recommended flags", "peer's RSS", "≤ 2", "memory", memory),
]


def reached(ratio, wanted):
    sign, limit = wanted.split()
    return ratio >= float(limit) if sign == "≥" else ratio <= float(limit)


def found_of(goal, parts):
    """Its ratio, if everything is there that it is made of."""
    try:
        return goal(parts)
    except (KeyError, ValueError):
        return None


class Runs:
    """What was measured where and when, each with a number."""

    def __init__(self, results):
        self.texts = []
        for parts in results.values():
            for part in parts.values():
                self.of(part)

    def of(self, part):
        facts = part["facts"]
        text = [facts[name] for name in ("when", "commit", "database", "machine", "jdk", "flags", "load")]
        if text not in self.texts:
            self.texts.append(text)
        return f"[{self.texts.index(text) + 1}]"

    def table(self):
        head = ["run", "date", "commit", "database", "machine", "JDK", "flags", "load before"]
        return table(head, [[f"[{number + 1}]", *text] for number, text in enumerate(self.texts)])


def goals(results, runs):
    real, engine = results.get("tmpfs", {}), results.get("engine", {})
    rows = []
    for what, against, wanted, part, goal in GOALS:
        ratio, beside = found_of(goal, real), found_of(goal, engine)
        verdict = "–" if ratio is None else "yes" if reached(ratio[0], wanted) else "**no**"
        rows.append([what, against, wanted, ratio_text(ratio), verdict, runs.of(real[part]) if ratio else "–",
                     ratio_text(beside), runs.of(engine[part]) if beside else "–"])
    return table(["what", "against", "goal", "MongoDB", "reached", "run", "engine", "run"], rows)


# ---- sections: what a part found on one database, with its plots


def throughput(part, plot):
    measured = part["measured"]
    for figure, title, unit in (("throughput", "Throughput, 1,000 products", "orders/s"),
                                ("cpu", "CPU of the service", "ms an order")):
        plot(figure, bars(title, unit, [(name, *spread(measured[name], figure)) for name in measured]))
    warm = table(["warming up", "orders until warm", "CPU ms in the first round", "in the last"],
                 [[name, f"{len(cpu) * part['facts']['orders']:,}", number_of(cpu[0]), number_of(cpu[-1])]
                  for name, cpu in part["warmUp"].items() if cpu])
    return contenders(measured, [*MAIN, "commands", "refused", "rssAnon", "rssFile"]) + "\n\n" + warm


def hot(part, plot):
    measured = part["measured"]
    plot("hot", bars("One hot product, 64 clients", "orders/s",
                     [(name, *spread(measured[name], "throughput")) for name in measured]))
    return contenders(measured, [*MAIN, "refused", "wasted"])


def instances(part, _):
    return (f"A fail point holds each commit up for {part['commitMillis']} ms.\n\n"
            + contenders(part["measured"], [*MAIN, "wasted"]))


def refused(part, _):
    figures = ["answered", "idle", "p50", "p99", "cpuEach", "databaseCpuEach", "placed"]
    rows = {f"{title}: {name}": rounds for title in ("orders", "refusals", "both")
            for name, rounds in part[title].items()}
    return "Latencies are those of the orders where there are any.\n\n" + contenders(rows, figures)


def life(part, _):
    return ("Payment started, order placed, money captured, a webhook told. Latency is what a buyer waits for payment "
            "and order; the peer does the rest when it has answered, and forgets it if it ends before.\n\n"
            + contenders(part["measured"], [*MAIN, "commands"]))


def open_loop(part, plot):
    measured, slowest = part["measured"], part["slowest"]
    plot("latency", lines(f"Latency at {part['rate']} orders/s", "percentile", "ms", {
        name: [(p, spread(measured[name], p)[0]) for p in ("p50", "p90", "p99")] for name in measured}))
    inside = [each for each in slowest if "millis" in each]
    share = lambda figure: sum(each[figure] for each in inside) / max(1, sum(each["took"] for each in inside))
    times = sorted(each["at"] for each in slowest)
    bursts = 1 + sum(b - a > 250 for a, b in zip(times, times[1:]))
    return (f"{part['rate']} orders/s, 70 % of the peer's peak; a request's time begins when it was due, so nothing is "
            f"omitted.\n\n{contenders(measured, [*MAIN, 'slowest'])}\n\nThe store's slowest {len(slowest)} orders "
            f"came in {bursts} bursts (a quarter of a second apart) and took {slowest[-1]['took']:.0f} to "
            f"{slowest[0]['took']:.0f} ms; {share('millis'):.0%} of it in the service, as its log has it, "
            f"{share('commitMillis'):.0%} in commits; {sum(each['attempts'] > 1 for each in inside)} needed a second "
            "attempt.")


def cold(part, _):
    return "The first 2,000 orders.\n\n" + contenders(part["measured"], ["start", "cpu", "databaseCpu", "p50", "p99"])


def memory_section(part, _):
    return (f"Recommended where memory is little: `{part['flags']}`.\n\n"
            + contenders(part["measured"], [*MAIN, "rss", "rssAnon", "rssFile"]))


def growth(part, _):
    rows = {f"{what}, {int(stored):,} stored": rounds for stored, found in part["measured"].items()
            for what, rounds in found.items()}
    return contenders(dict(sorted(rows.items())), ["answered", "p50", "p99", "cpuEach", "databaseCpuEach", "costEach"])


def indexes(part, _):
    none = statistics.median(part["measured"]["none"])
    return table(["index", "database's CPU ms an insert (range)", "more than none"], [
        [index, ratio_text((statistics.median(costs), min(costs), max(costs))),
         f"{statistics.median(costs) - none:+.3f}"] for index, costs in part["measured"].items()])


def steps(unit, part, plot):
    measured = part["measured"]
    names = list(next(iter(measured.values())))
    for figure, title in (("throughput", "orders/s"), ("cpu", "ms an order")):
        plot(f"{unit}-{figure}", lines(f"By {unit}: {FIGURES[figure]}", unit, title, {
            name: [(step, spread(found[name], figure)[0]) for step, found in measured.items()] for name in names}))
    head = [unit, *(f"{name}: {FIGURES[figure]}" for figure in ("throughput", "cpu") for name in names)]
    return table(head, [[step, *(cell(found[name], figure) for figure in ("throughput", "cpu") for name in names)]
                        for step, found in measured.items()])


SECTIONS = {
    "throughput": ("1,000 products, as many clients as leave no core idle", throughput),
    "open": ("Open loop", open_loop),
    "hot": ("One hot product, 64 clients", hot),
    "instances": ("One hot product, 64 clients, several instances", instances),
    "refused": ("Sold out, 64 clients", refused),
    "life": ("An order's whole life", life),
    "cold": ("Cold", cold),
    "memory": ("Memory under load", memory_section),
    "growth": ("Growth with stored orders", growth),
    "indexes": ("What each index costs an insert", indexes),
    "lines": ("Growth with the lines of an order", functools.partial(steps, "lines")),
    "clients": ("Growth with clients", functools.partial(steps, "clients")),
}

INTRODUCTION = """# Performance

This page is written by `bench/run`; edit `bench/report.py` and `docs/performance-notes.md` instead. How to run it:
`bench/README.md`.

Each part is measured by interleaved rounds with fresh data each. Figures are medians; ratios are the medians of the
rounds' own ratios, with the lowest and the highest beside them, and only they mean something elsewhere: service,
database and load share one machine. Each order has a fresh payment and key and, up to 10,000 orders, a user of its own;
payments are inserted beforehand as each service stores them, so that only placing is measured, and settlement in the
background is off, unless it says otherwise. The invariant (stock, spending and orders add up, a payment pays once) was
checked after every round and held. CPU is user and system time of the process; *idle* is the machine's share meanwhile.
Warm is who has used the same CPU for an order in three rounds, by 3 %, or as many rounds as the run allows.

Three floors stand beside the service: *driver* sends, by the driver alone, what the service sends for an order, with
its documents, indexes and look-ups, but without HTTP, token or JSON; *smallest* is that behind Tomcat and one servlet,
with the tokens, keys and refusals of the contract and no Spring; *driver-plain* does only two reads, three writes and a
commit on small documents without an index, and keeps fewer promises. All repeat with full jitter when they meet others,
and let nobody share a transaction. *separate* is the service without `bulkWrite`. The *peer* is `bench/peer`.

The embedded engine answers from memory: its figures speak of the service's own cost, **never of durability** or of what
a MongoDB would need, and there are no goals for them."""


def write(results, docs):
    folder, runs, text = docs / "performance", Runs(results), [INTRODUCTION]
    for old in folder.glob("*.svg"):
        old.unlink()
    text += ["## Goals", goals(results, runs), "## Runs", runs.table()]
    if busy := [f"[{number + 1}]" for number, run in enumerate(runs.texts) if run[-1] > 0.5]:
        text.append(f"**The machine was not free** before {', '.join(busy)}: even the ratios are rough, as their "
                    "ranges show.")
    text.append((docs / "performance-notes.md").read_text().strip())
    for name, (title, section) in SECTIONS.items():
        kinds = [kind for kind in KINDS if name in results.get(kind, {})]
        text += [f"## {title}"] if kinds else []
        for kind in kinds:
            part, plots = results[kind][name], []

            def plot(figure, svg):
                (folder / f"{figure}-{kind}.svg").write_text(svg)
                plots.append(f"![{title}: {figure}](performance/{figure}-{kind}.svg)")

            found = section(part, plot)
            text.append(f"**{KINDS[kind]}** {runs.of(part)}, {part['facts']['rounds']} rounds of "
                        f"{part['facts']['orders']:,} orders")
            text += [found, "\n".join(plots)] if plots else [found]
    (docs / "performance.md").write_text("\n\n".join(text) + "\n")
