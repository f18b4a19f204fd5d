#!/usr/bin/env python3
"""Checks what `envc explain --format json` says, with nothing of envc's own: explain_check.py ENVC FILE…

Of every file: the expected seconds by the formula; that each layer stands after all it requires; that no legal order
costs less than the bound; and, for up to 20 layers, the least of all legal orders, by trying every set of layers that
can stand first. A layer that was built already keeps its place, so those orders begin as the plan does.
"""
import json
import subprocess
import sys

TRIED = 20  # most layers for which all orders are tried
NEAR = 1e-9  # of sums of the same numbers in another order


def expected(layers):
    """Sum over the layers of seconds times the chance that an edit reaches them."""
    total, unchanged = 0.0, 1.0
    for layer in layers:
        unchanged *= 1 - layer["change"]
        total += layer["seconds"] * (1 - unchanged)
    return total


def least(layers, before, fixed):
    """The least expected seconds of the orders that begin with the first `fixed` layers.

    What layers that stand first leave unchanged depends on which they are, not on their order: so of all orders of one
    set only the cheapest matters.
    """
    n = len(layers)
    start = (1 << fixed) - 1
    best = {start: expected(layers[:fixed])}
    unchanged = {start: 1.0}
    for layer in layers[:fixed]:
        unchanged[start] *= 1 - layer["change"]
    for _ in range(fixed, n):
        longer, kept = {}, {}
        for placed, cost in best.items():
            for k in range(n):
                if placed >> k & 1 or before[k] & ~placed:
                    continue
                still = unchanged[placed] * (1 - layers[k]["change"])
                total = cost + layers[k]["seconds"] * (1 - still)
                wider = placed | 1 << k
                if wider not in longer or total < longer[wider]:
                    longer[wider] = total
                kept[wider] = still
        best, unchanged = longer, kept
    return best[(1 << n) - 1]


def check(envc, path):
    """All that is wrong, as sentences."""
    run = subprocess.run([envc, "explain", "--format", "json", path], stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        return [f"explain ends with {run.returncode}"]
    said = json.loads(run.stdout)
    layers = said["layers"]
    place = {layer["name"]: i for i, layer in enumerate(layers)}
    wrong = []

    def claim(holds, sentence):
        if not holds:
            wrong.append(sentence)

    claim(len(place) == len(layers), "two layers have one name")
    before = []
    for i, layer in enumerate(layers):
        unknown = [name for name in layer["requires"] if name not in place]
        claim(not unknown, f"{layer['name']} requires {unknown}, which are no layers")
        late = [name for name in layer["requires"] if place.get(name, -1) >= i]
        claim(not late, f"{layer['name']} stands before {late}, which it requires")
        claim(0 < layer["change"] < 1, f"{layer['name']} changes with a chance of {layer['change']}")
        claim(layer["seconds"] >= 0, f"{layer['name']} takes {layer['seconds']} s")
        before.append(sum(1 << place[name] for name in layer["requires"]))
    with open(path, encoding="utf-8") as file:
        last = len(file.read().splitlines())
    claim(all(1 <= line <= last for layer in layers for line in layer["lines"]), "a line that the file does not have")

    cost = expected(layers)
    bound = said["lower_bound"]
    small = NEAR * max(cost, 1)
    claim(abs(cost - said["expected_seconds"]) <= small, f"expected {said['expected_seconds']}, by the formula {cost}")
    claim(bound <= cost + small, f"the bound {bound} is above the cost {cost}")
    claim(not said["proven_optimal"] or cost - bound <= small, f"proven, but the bound is {bound} and the cost {cost}")
    rest = sum(layer["seconds"] for layer in layers)
    for layer in layers:
        claim(abs(layer["rebuilt_seconds"] - rest) <= NEAR * max(rest, 1), f"{layer['name']} rebuilds {rest}")
        rest -= layer["seconds"]

    fixed = sum(1 for layer in layers if layer.get("sealed", False))
    tried = len(layers) <= TRIED
    if tried:
        best = least(layers, before, fixed)
        claim(bound <= best + small, f"an order costs {best}, less than the bound {bound}")
        claim(not said["proven_optimal"] or cost - best <= small, f"an order costs {best}, this one {cost}")
        if fixed == 0:
            claim(said["source_order_seconds"] >= best - small, "the file's own order is better than the best")
    print(f"{path}: {len(layers)} layers, {cost:.3f} s" + (", all orders tried" if tried else ""))
    return wrong


def main():
    envc, paths = sys.argv[1], sys.argv[2:]
    wrong = [f"{path}: {sentence}" for path in paths for sentence in check(envc, path)]
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
