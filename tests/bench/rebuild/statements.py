"""A project.env as the benchmark's own Dockerfiles need it: the few statements that the traces use, in their order."""
import re
import shlex

KNOWN = {"project", "ubuntu", "cuda", "python", "timezone", "apt", "pip", "env", "mount", "workdir", "pythonpath",
         "copy", "run", "command"}
FRAMEWORK = "torch"  # whose pip statement stands for the article's conda layer


class Statement:
    def __init__(self, keyword, text, body):
        self.keyword, self.text, self.body = keyword, text, body

    @property
    def words(self):
        return shlex.split(self.text)

    @property
    def packages(self):
        """What a package statement names, without its options."""
        found, skip = [], False
        for word in self.words:
            if skip:
                skip = False
            elif word.startswith("-"):
                skip = True
            else:
                found.append(word)
        return found

    @property
    def options(self):
        found, skip = [], False
        for word in self.words:
            if skip or word.startswith("-"):
                skip = not skip
                found.append(word)
        return found


def name_of(requirement):
    return re.sub(r"[-_.]+", "-", re.split(r"[=<>!~\[; ]", requirement)[0]).lower()


def parse(text):
    found = []
    for line in text.splitlines():
        bare = line.split("#", 1)[0].rstrip() if line.lstrip().startswith("#") else line.rstrip()
        if not bare:
            continue
        if bare[0] == " ":
            found[-1].body.append(bare.strip())
            continue
        keyword, _, rest = bare.partition(" ")
        if keyword not in KNOWN:
            raise ValueError(f"the benchmark does not know `{keyword}`")
        found.append(Statement(keyword, rest.strip(), []))
    return found
