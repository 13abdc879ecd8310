"""Writes docs/performance.md and its plots from what bench/run has measured."""

import statistics

import harness

COLOURS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#a463f2", "#97bbf5", "#9c6b4e", "#ff8ab7"]


# ---- plots


def svg(width, height, title, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" aria-label="{title}" font-family="system-ui, sans-serif" font-size="12">\n'
            f'<title>{title}</title>\n<rect width="{width}" height="{height}" fill="#fff"/>\n'
            f'<text x="12" y="20" font-size="14" font-weight="600">{title}</text>\n' + "\n".join(body) + "\n</svg>\n")


def bars(title, unit, rows):
    """Horizontal bars; a row is (name, median, lowest, highest)."""
    left, width, line = 150, 720, 26
    most = max(row[3] for row in rows) or 1
    scale = (width - left - 110) / most
    body = []
    for number, (name, middle, low, high) in enumerate(rows):
        y = 38 + number * line
        colour = COLOURS[number % len(COLOURS)]
        body.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{name}</text>')
        body.append(f'<rect x="{left}" y="{y}" width="{middle * scale:.1f}" height="18" fill="{colour}"/>')
        body.append(f'<path d="M{left + low * scale:.1f} {y + 9}H{left + high * scale:.1f}" stroke="#222"/>')
        body.append(f'<text x="{left + high * scale + 8:.1f}" y="{y + 14}">{number_of(middle)} {unit}</text>')
    return svg(width, 50 + len(rows) * line, title, body)


def lines(title, x_name, y_name, series):
    """Lines over equally spaced steps; series maps a name to [(x, y)]."""
    left, top, width, height = 60, 40, 720, 320
    steps = [x for x, _ in next(iter(series.values()))]
    most = max(y for points in series.values() for _, y in points) * 1.05 or 1
    x_at = lambda i: left + 20 + i * (width - left - 170) / max(1, len(steps) - 1)
    y_at = lambda y: height - 40 - y * (height - 40 - top) / most
    body = [f'<path d="M{left} {top}V{height - 40}H{width - 140}" fill="none" stroke="#888"/>']
    for part in (0, 0.5, 1):
        value = most * part
        body.append(f'<text x="{left - 6}" y="{y_at(value) + 4:.1f}" text-anchor="end">{number_of(value)}</text>')
    for i, step in enumerate(steps):
        body.append(f'<text x="{x_at(i):.1f}" y="{height - 22}" text-anchor="middle">{step}</text>')
    body.append(f'<text x="{(left + width - 140) / 2}" y="{height - 4}" text-anchor="middle">{x_name}</text>')
    body.append(f'<text x="{left}" y="{top - 6}">{y_name}</text>')
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x_at(i):.1f},{y_at(y):.1f}" for i, (_, y) in enumerate(points))
        body.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = y_at(points[-1][1])
        body.append(f'<text x="{width - 134}" y="{top + 14 + number * 18}" fill="{colour}">{name}</text>')
        body.append(f'<circle cx="{x_at(len(points) - 1):.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
    return svg(width, height, title, body)


# ---- text


def number_of(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(measured, name, figure):
    values = [figures[figure] for figures in measured[name]]
    return statistics.median(values), min(values), max(values)


def ratio_text(ratio):
    return f"{ratio[0]:.2f} ({ratio[1]:.2f}–{ratio[2]:.2f})" if ratio else "–"


def range_text(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def table(head, rows):
    out = ["| " + " | ".join(head) + " |", "| " + " | ".join(["---"] + ["---:"] * (len(head) - 1)) + " |"]
    return "\n".join(out + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def goal(what, against, wanted, ratio, reached):
    verdict = "–" if ratio is None else "yes" if reached(ratio[0]) else "**no**"
    return [what, against, wanted, ratio_text(ratio), verdict]


def goals(results):
    ours, rows = results["ours"], []
    if "main" in results:
        main = results["main"]
        rows += [
            goal("throughput, 1,000 products, 32 clients", "peer, managed", "≥ 2",
                 harness.ratio(main, ours, "peer-managed", "throughput"), lambda r: r >= 2),
            goal("throughput", "smallest service", "≥ 0.80", harness.ratio(main, ours, "smallest", "throughput"),
                 lambda r: r >= 0.8),
            goal("throughput", "driver", "≥ 0.65", harness.ratio(main, ours, "driver", "throughput"),
                 lambda r: r >= 0.65),
            goal("CPU an order, service only", "peer, managed", "≤ 0.6",
                 harness.ratio(main, ours, "peer-managed", "cpu"), lambda r: r <= 0.6),
            goal("CPU an order, database only", "driver", "≤ 1.1",
                 harness.ratio(main, ours, "driver", "databaseCpu"), lambda r: r <= 1.1),
        ]
    if "hot" in results:
        hot = results["hot"]
        rows += [
            goal("one hot product, 64 clients: orders/s", "peer, managed", "≥ 3",
                 harness.ratio(hot, ours, "peer-managed", "throughput"), lambda r: r >= 3),
            goal("one hot product, 64 clients: orders/s", "peer, manual", "≥ 5",
                 harness.ratio(hot, results["oursManual"], "peer-manual", "throughput"), lambda r: r >= 5),
        ]
        rows.append(goal("… wasted attempts an order", "–", "≤ 0.2", (
            statistics.median(values := [figures["wasted"] for figures in hot[ours]]), min(values), max(values)),
            lambda r: r <= 0.2))
    if "latency" in results:
        rows.append(goal(f"p99 at {results['rate']} orders/s", "peer, managed", "≤ 0.5",
                         harness.ratio(results["latency"], ours, "peer-managed", "p99"), lambda r: r <= 0.5))
    if "start" in results:
        rows.append(goal("start to the first 201, JDK 25", "plain jar", "≤ 0.6",
                         tuple(results["start"]["ratio"]), lambda r: r <= 0.6))
    return rows


FIGURES = {"throughput": "orders/s", "p50": "p50 ms", "p99": "p99 ms", "cpu": "CPU ms an order",
           "databaseCpu": "database's CPU ms", "refused": "refused", "wasted": "wasted attempts an order",
           "rss": "RSS MiB"}


def contenders(measured, *more):
    figures = ["throughput", "p50", "p99", "cpu", "databaseCpu", "refused", *more]
    at = lambda name, figure: number_of(spread(measured, name, figure)[0]) if measured[name][0][figure] is not None else "–"
    return table(["", *(FIGURES[figure] for figure in figures)],
                 [[name, *(at(name, figure) for figure in figures)] for name in measured])


def growth(results, key, unit, plots, title):
    part = results[key]
    names = list(next(iter(part.values())))
    series = {name: [(step, spread(measured, name, "cpu")[0]) for step, measured in part.items()] for name in names}
    plots[f"{key}-cpu.svg"] = lines(f"CPU of the service, by {title}", unit, "ms an order", series)
    series = {name: [(step, spread(measured, name, "throughput")[0]) for step, measured in part.items()]
              for name in names}
    plots[f"{key}.svg"] = lines(f"Throughput, by {title}", unit, "orders/s", series)
    head = [unit] + [f"{name}: orders/s" for name in names] + [f"{name}: CPU ms" for name in names]
    rows = [[step] + [number_of(spread(measured, name, "throughput")[0]) for name in names]
            + [number_of(spread(measured, name, "cpu")[0]) for name in names] for step, measured in part.items()]
    return table(head, rows) + f"\n\n![{title}](performance/{key}.svg)\n![{title}](performance/{key}-cpu.svg)"


def write(results, docs):
    facts, plots = results["facts"], {}
    text = [f"""# Performance

This page is written by `bench/run`; edit `bench/report.py` and `docs/performance-notes.md` instead. How to run it: `bench/README.md`.

Measured on {facts['when']} at commit {facts['commit']}{' with changes' if facts['changed'] else ''}: {facts['cpu']}, {facts['cores']} cores, {facts['memory']} GiB, {facts['system']},
everything on this one machine; JDK {' and '.join(map(str, facts['jdks']))} with `{facts['flags']}`. The database was {facts['database']}."""]
    if facts["embedded"]:
        text.append("The embedded engine writes nothing to a disk and has no second member: these figures speak of the "
                    "service's own cost, **never of durability** or of what a MongoDB would need.")
    text.append(f"""Medians of {facts['rounds']} interleaved rounds ({facts['growthRounds']} for growth) of {facts['orders']:,} orders with fresh data each;
ratios are the medians of the rounds' own ratios, with the lowest and the highest beside them. Only ratios mean something
elsewhere. Each order has a fresh payment and key and, up to 10,000 orders, a user of its own; payments are inserted
beforehand as each service stores them, so that only placing is measured; settlement in the background is off. The invariant (stock, spending and orders add up,
a payment pays once) was checked after every round and held. CPU is user and system time of the process. Three floors stand
beside the service: *driver* sends, by the driver alone, what the service sends for an order, with its documents, indexes and
look-ups, but without HTTP, token or JSON; *smallest* is that behind Tomcat and one servlet, with the tokens, keys and refusals of
the contract and no Spring; *driver-plain* does only two reads, three writes and a commit on small documents without an index,
and keeps fewer promises. All repeat with full jitter when they meet others, and let nobody share a transaction.
The *peer* is `bench/peer`.""")
    if facts["loadBefore"] > 0.5:
        text.append(f"**The machine was not free**: its load was {facts['loadBefore']:.1f} before the run began, so even the "
                    "ratios are rough; the ranges show how rough.")
    text += ["## Goals", table(["what", "against", "goal", "ratio (range)", "reached"], goals(results))]
    if (docs / "performance-notes.md").exists():
        text.append((docs / "performance-notes.md").read_text().strip())
    if "main" in results:
        main = results["main"]
        plots["throughput.svg"] = bars("Throughput, 1,000 products, 32 clients", "orders/s",
                                       [(name, *spread(main, name, "throughput")) for name in main])
        plots["cpu.svg"] = bars("CPU of the service", "ms an order",
                                [(name, *spread(main, name, "cpu")) for name in main])
        text += ["## 1,000 products, 32 clients", contenders(main, "rss"),
                 "![throughput](performance/throughput.svg)\n![CPU](performance/cpu.svg)"]
    if "latency" in results:
        part = results["latency"]
        plots["latency.svg"] = lines(f"Latency at {results['rate']} orders/s", "percentile", "ms", {
            name: [(p, spread(part, name, p)[0]) for p in ("p50", "p90", "p99")] for name in part})
        text += [f"## Latency at a fixed rate of {results['rate']} orders/s",
                 "70 % of the peer's peak; orders arrive on time whatever became of earlier ones, so nothing is omitted.",
                 contenders(part), "![latency](performance/latency.svg)"]
    if "hot" in results:
        part = results["hot"]
        plots["hot.svg"] = bars("One hot product, 64 clients", "orders/s",
                                [(name, *spread(part, name, "throughput")) for name in part])
        text += ["## One hot product, 64 clients", contenders(part, "wasted"), "![hot product](performance/hot.svg)"]
    if "commit" in results:
        part = results["commit"]
        plots["commit.svg"] = bars(f"One hot product, commits of {results['commitMillis']} ms", "orders/s",
                                   [(name, *spread(part, name, "throughput")) for name in part])
        text += [f"## One hot product, 64 clients, where a commit takes {results['commitMillis']} ms",
                 f"As where it waits for another member: a fail point holds each commit up. Ours sells "
                 f"{ratio_text(harness.ratio(part, results['ours'], 'peer-managed', 'throughput'))} times as many.",
                 contenders(part, "wasted"), "![slow commits](performance/commit.svg)"]
    if "lines" in results:
        text += ["## Growth with the lines of an order", growth(results, "lines", "lines", plots, "lines of an order")]
    if "clients" in results:
        text += ["## Growth with clients", growth(results, "clients", "clients", plots, "clients")]
    if "stored" in results:
        text += ["## Growth with stored orders", growth(results, "stored", "stored", plots, "orders stored")]
    if "warmUp" in results:
        longest = max(map(len, results["warmUp"].values()))
        plots["warm-up.svg"] = lines("CPU of the service while it warms up", f"rounds of {facts['orders']:,} orders", "ms an order", {
            name: [(i + 1, cpu[min(i, len(cpu) - 1)]) for i in range(longest)] for name, cpu in results["warmUp"].items()})
        text += ["## Warming up", "Each was loaded until an order's CPU had stopped falling (none of eight rounds cheaper, by 3 %, "
                 "than any before); only then the rounds above began.",
                 table(["", "orders until warm", "CPU ms in the first round", "in the last"],
                       [[name, f"{len(cpu) * facts['orders']:,}", number_of(cpu[0]), number_of(cpu[-1])]
                        for name, cpu in results["warmUp"].items()]), "![warm-up](performance/warm-up.svg)"]
    if "start" in results:
        start = results["start"]
        text += ["## Start to the first 201", table(
            ["JDK 25", "seconds to the first 201 (range)", f"then CPU ms an order, of the first {start['earlyOrders']:,} (range)"],
            [[name, range_text(values), range_text(start["early"][name])] for name, values in start["seconds"].items()])]
    (docs / "performance").mkdir(parents=True, exist_ok=True)
    for name, plot in plots.items():
        (docs / "performance" / name).write_text(plot)
    (docs / "performance.md").write_text("\n\n".join(text) + "\n")
