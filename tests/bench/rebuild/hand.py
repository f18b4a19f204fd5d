"""Dockerfiles as a careful person would write them for a state of a trace, with the layers in an order of one's own:
  source    each statement one instruction, where it stands in project.env
  article   as the article: the environment first, one layer of apt, the framework, all other pip packages, steps, files
  together  the same with one layer for all of pip
Everything else is as good as envc makes it, so that the order alone is compared: the same base image, mirrors, cache
mounts, libraries that packages forget to ask for (taken from what envc says of the same state), no interpreter but one."""
import re
import shlex

from statements import FRAMEWORK, Statement, name_of, parse

APT_MOUNTS = ("--mount=type=cache,id=apt-{os},target=/var/cache/apt,sharing=locked "
              "--mount=type=cache,id=apt-lists-{os},target=/var/lib/apt/lists,sharing=locked")
PIP_MOUNT = "--mount=type=cache,id=pip,target=/var/cache/pip,sharing=locked"
INDEX = "https://download.pytorch.org/whl"


class Layer:
    """Some lines of a Dockerfile that stand together. name: the same for what is the same layer in another state.
    packages: (manager, requirement); needs: names of layers that stand before it in any order."""

    def __init__(self, name, lines, packages=(), needs=()):
        self.name, self.lines, self.packages, self.needs = name, list(lines), list(packages), set(needs)

    @property
    def text(self):
        return "\n".join(self.lines)


class Frame:
    """What every order shares, taken from envc's own Dockerfile and lock of the state."""

    def __init__(self, dockerfile, lock):
        self.os = re.search(r"id=apt-(\S+?),", dockerfile).group(1)
        self.head = dockerfile[dockerfile.index("ARG BASE_REGISTRY"):dockerfile.index("SHELL [")]
        self.base = re.findall(r"^FROM (\S+)(?! AS)$", dockerfile, re.M)[-1]
        setup = re.search(r'^RUN : "\$\{BASH_VERSION.*?^    fi$', dockerfile, re.M | re.S)
        self.setup = setup.group(0)
        self.apt = lock["packages"]["apt"]
        self.pip = set(lock["packages"]["pip"])
        self.uv = "astral-sh/uv" in self.head


def env_line(words):
    pairs = []
    for word in words:
        name, value = word.split("=", 1)
        if name.endswith("+"):
            name = name[:-1]
            value += ":$" + name
        pairs.append(f'{name}="{value}"')
    return "ENV " + " ".join(pairs)


def apt_line(os, packages):
    return (f"RUN {APT_MOUNTS.format(os=os)} apt-get update && DEBIAN_FRONTEND=noninteractive "
            f"apt-get install -y --no-install-recommends {' '.join(packages)}")


def pip_command(statements):
    packages = [shlex.quote(p) for s in statements for p in s.packages]
    options = [shlex.quote(o).replace(INDEX, "${PYTORCH_INDEX}") for s in statements for o in s.options]
    return " ".join(["python3 -m pip install", *options, *packages])


def pip_layer(name, groups, needs):
    commands = " && ".join(pip_command(group) for group in groups)
    packages = [("pip", p) for group in groups for s in group for p in s.packages]
    return Layer(name, [f"RUN {PIP_MOUNT} {commands}"], packages, needs)


def python_layer(frame, statements):
    said = [s for s in statements if s.keyword == "python"]
    if frame.uv:
        version = said[0].words[0]
        run = ("RUN --mount=type=bind,from=uv,source=/uv,target=/usr/local/bin/uv "
               f"UV_PYTHON_INSTALL_DIR=/opt/python uv venv --seed --python {version} /opt/env")
    else:
        run = apt_line(frame.os, ["python3", "python3-venv"]) + " && python3 -m venv /opt/env"
    return Layer("python", [run, "ENV PATH=/opt/env/bin:$PATH"])


def environment(statements):
    """Every variable, and the words of those statements that make some."""
    words = [w for s in statements if s.keyword == "env" for w in s.words]
    words += [f"PYTHONPATH={s.words[0]}" for s in statements if s.keyword == "pythonpath"]
    words += [f"TZ={s.words[0]}" for s in statements if s.keyword == "timezone"]
    return words


def timezone_layer(statement):
    zone = statement.words[0]
    return Layer("timezone", [f"RUN ln -snf /usr/share/zoneinfo/{zone} /etc/localtime && echo {zone} > /etc/timezone"],
                 needs={"apt"})


def step_layers(statements, sees):
    """copy and run, in their order; a run needs what its `after` says, or all that is above it."""
    layers, count = [], {"copy": 0, "run": 0}
    for statement in statements:
        if statement.keyword not in count:
            continue
        count[statement.keyword] += 1
        name = f"{statement.keyword}-{count[statement.keyword]}"
        if statement.keyword == "copy":
            layers.append(Layer(name, [f"COPY {' '.join(statement.words)}"]))
            continue
        after = {w for line in statement.body if line.startswith("after ") for w in line.split()[1:]}
        needs = {l.name for l in layers} | (sees(after) if after else set())
        layers.append(Layer(name, [f"RUN {statement.text}"], needs=needs))
    return layers


def closing(statements):
    workdir = [f"WORKDIR {s.words[0]}" for s in statements if s.keyword == "workdir"]
    return Layer("meta", [*workdir, "USER 1000:1000", 'CMD ["/bin/bash"]'])


def added(frame, statements):
    """What envc adds to apt: a person would have found it out, too."""
    said = {p for s in statements if s.keyword == "apt" for p in s.packages}
    more = [p for p in frame.apt if p not in said]
    if any(s.keyword == "timezone" for s in statements) and "tzdata" not in said:
        more.append("tzdata")
    return more


def bounded(frame, statements):
    """What envc adds beside the framework (`numpy<2`), where no statement names it: a person would have found it out,
    too, and pip would have installed it in some version."""
    said = {name_of(p) for s in statements if s.keyword == "pip" for p in s.packages}
    more = sorted(p for p in frame.pip if name_of(p) not in said)
    at = next((i for i, s in enumerate(statements) if s.keyword == "pip" and is_framework(s)), None)
    if at is None or not more:
        return statements
    with_them = Statement("pip", " ".join([statements[at].text, *map(shlex.quote, more)]), statements[at].body)
    return [*statements[:at], with_them, *statements[at + 1:]]


def head(frame):
    arguments = ["ARG APT_MIRROR=http://archive.ubuntu.com/ubuntu"]
    later = ["ARG PIP_INDEX_URL=https://pypi.org/simple", f"ARG PYTORCH_INDEX={INDEX}", "ARG PIP_CACHE_DIR=/var/cache/pip",
             "ARG PIP_DISABLE_PIP_VERSION_CHECK=1", "ARG PIP_ROOT_USER_ACTION=ignore"]
    return [frame.head.rstrip(), 'SHELL ["/bin/bash", "-euo", "pipefail", "-c"]', *arguments, frame.setup, *later]


def is_framework(statement):
    return any(name_of(p) == FRAMEWORK for p in statement.packages)


def article(frame, statements, together=False):
    of = lambda keyword: [s for s in statements if s.keyword == keyword]
    layers = []
    if words := environment(statements):
        layers.append(Layer("env", [env_line(words)]))
    packages = [p for s in of("apt") for p in s.packages] + added(frame, statements)
    layers.append(Layer("apt", [apt_line(frame.os, packages)], [("apt", p) for p in packages]))
    layers += [timezone_layer(s) for s in of("timezone")]
    layers.append(python_layer(frame, statements))
    framework = [s for s in of("pip") if is_framework(s)]
    others = [s for s in of("pip") if not is_framework(s)]
    if together:
        layers.append(pip_layer("pip", [g for g in (framework, others) if g], {"python"}))
    else:
        layers.append(pip_layer("framework", [framework], {"python"}))
        layers.append(pip_layer("pip", [others], {"framework"}))
    layers += step_layers(statements, lambda after: set())
    layers.append(closing(statements))
    return layers


def fine(frame, statements, heavy):
    """Layers for the best order in hindsight: as the article's, with each heavy package apart; a step that says what it
    needs is held by that alone."""
    layers = [l for l in article(frame, statements) if l.name not in ("framework", "pip", "copy", "run")]
    layers = [l for l in layers if l.name.split("-")[0] not in ("copy", "run")]
    pips = {}
    for statement in statements:
        if statement.keyword != "pip":
            continue
        for package in [None] if is_framework(statement) else statement.packages:
            name = "framework" if package is None else f"pip-{name_of(package)}" if heavy(name_of(package)) else "pip"
            text = statement.text if package is None else " ".join([*statement.options, shlex.quote(package)])
            pips.setdefault(name, []).append(Statement("pip", text, []))
    for name, parts in pips.items():
        layers.append(pip_layer(name, [parts], {"python"} if name == "framework" else {"python", "framework"}))
    named = {"apt": "apt"} | {name_of(p): l.name for l in layers for m, p in l.packages if m == "pip"}
    named |= {p: "apt" for l in layers for m, p in l.packages if m == "apt"}
    everything = {l.name for l in layers} - {"meta"}
    steps = step_layers(statements, lambda after: {named[w] for w in after if w in named})
    for layer, statement in zip(steps, [s for s in statements if s.keyword in ("copy", "run")]):
        if layer.name.startswith("run") and not any(line.startswith("after ") for line in statement.body):
            layer.needs |= everything - {"env"}
    last = layers.pop(next(i for i, l in enumerate(layers) if l.name == "meta"))
    last.needs = everything | {l.name for l in steps}
    return [*layers, *steps, last]


def source(frame, statements):
    layers, seen_apt, seen_python = [], False, False
    steps = {id(s): l for s, l in zip([s for s in statements if s.keyword in ("copy", "run")],
                                      step_layers(statements, lambda after: set()))}
    for statement in statements:
        if statement.keyword == "apt":
            packages = statement.packages + ([] if seen_apt else added(frame, statements))
            seen_apt = True
            layers.append(Layer("apt", [apt_line(frame.os, packages)], [("apt", p) for p in packages]))
        elif statement.keyword in ("python", "pip") and not seen_python:
            seen_python = True
            layers.append(python_layer(frame, statements))
        if statement.keyword == "pip":
            layers.append(pip_layer("pip", [[statement]], {"python"}))
        elif statement.keyword == "env":
            layers.append(Layer("env", [env_line(statement.words)]))
        elif statement.keyword == "pythonpath":
            layers.append(Layer("env", [f"ENV PYTHONPATH={statement.words[0]}"]))
        elif statement.keyword == "timezone":
            zone = statement.words[0]
            tzdata = apt_line(frame.os, ["tzdata"]) + f" && ln -snf /usr/share/zoneinfo/{zone} /etc/localtime"
            layers.append(Layer("timezone", [tzdata, f"ENV TZ={zone}"]))
        elif statement.keyword in ("copy", "run"):
            layers.append(steps[id(statement)])
    layers.append(closing(statements))
    return layers


def dockerfile(frame, layers):
    return "\n".join(head(frame) + [line for layer in layers for line in layer.lines]) + "\n"


def layers_of(strategy, frame, text, order=(), heavy=None):
    """order, heavy: of the strategy `static` alone."""
    statements = bounded(frame, parse(text))
    if strategy == "static":
        layers = fine(frame, statements, heavy)
        return sorted(layers, key=lambda l: order.index(l.name)) if order else layers
    if strategy == "source":
        return source(frame, statements)
    return article(frame, statements, together=strategy == "together")
