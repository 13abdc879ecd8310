"""Plots of docs/performance.md, as SVG."""

COLOURS = ["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#a463f2", "#97bbf5", "#9c6b4e", "#ff8ab7"]


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


def number_of(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
