"""The best static order in hindsight: of all orders of the layers that keep what must come before what, the one whose
rebuilds of a whole trace cost least, the same order for each state. Exact: what a layer costs depends only on the set
that stands before it, so the best order of each set follows from those of its parts."""

import hand


def copied(layer, state):
    """What is in the files that a layer copies."""
    if not layer.name.startswith("copy"):
        return ""
    source = layer.text.split()[1]
    return "".join(text for path, text in sorted(state.files.items()) if path.startswith(source + "/"))


def fine(project, priors):
    """Of each state the layers that are laid in an order; a changed file changes the layer that copies it."""
    found = []
    for state, frame in zip(project.states, project.frames):
        found.append(hand.layers_of("static", frame, state.text, (), priors.heavy))
        for layer in found[-1]:
            layer.lines += ["# " + line for line in copied(layer, state).splitlines()]
    return found


def order_of(project, priors):
    """The best order by the priors, names of layers; edits of the base cost the same in any order."""
    counted = [not state.is_base() for state in project.states[1:]]
    return best_order(fine(project, priors), priors.layer, counted)[1]


def changes(sequences):
    """For each edit the names of layers that are new, gone or different; sequences: of each state, [Layer]."""
    found = []
    for before, now in zip(sequences, sequences[1:]):
        old, new = ({l.name: l.text for l in s} for s in (before, now))
        found.append({name for name in old.keys() | new.keys() if old.get(name) != new.get(name)})
    return found


def best_order(sequences, cost, counted):
    """sequences: of each state, [Layer]; cost(Layer) in seconds; counted: which edits count.
    Returns (seconds, names in order)."""
    names = sorted({l.name for s in sequences for l in s})
    number = {name: i for i, name in enumerate(names)}
    needs = [0] * len(names)
    for sequence in sequences:
        here = {l.name for l in sequence}
        for layer in sequence:
            for need in layer.needs & here:
                needs[number[layer.name]] |= 1 << number[need]
    edits = [(sum(1 << number[n] for n in changed), {number[l.name]: cost(l) for l in now})
             for changed, now, use in zip(changes(sequences), sequences[1:], counted) if use]
    best = {0: (0.0, None)}
    for size in range(len(names)):
        following = {}
        for done, (seconds, _) in best.items():
            if bin(done).count("1") != size:
                continue
            for i in range(len(names)):
                if done >> i & 1 or needs[i] & ~done:
                    continue
                more = done | 1 << i
                total = seconds + sum(costs.get(i, 0) for changed, costs in edits if changed & more)
                if more not in following or total < following[more][0]:
                    following[more] = (total, i)
        best.update(following)
    order, done = [], (1 << len(names)) - 1
    seconds = best[done][0]
    while done:
        last = best[done][1]
        order.append(names[last])
        done &= ~(1 << last)
    return seconds, order[::-1]
