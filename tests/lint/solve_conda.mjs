// Every `conda create/install` of the Dockerfiles, its specs solved by conda's real solver (rattler) against the loopback
// channels of tests/e2e/channels.txt. Usage: node solve_conda.mjs INDEX-URL FILE…
import { readFileSync } from "node:fs";
import { simpleSolve } from "@conda-org/rattler";
import { DockerfileParser } from "dockerfile-ast";

const [index, ...files] = process.argv.slice(2);
let failed = 0;
let solved = 0;

// The words of a shell command line in which only plain words and single quotes occur.
function words(text) {
  return [...text.replace(/\\\n/g, " ").matchAll(/'([^']*)'|[^\s']+/g)].map((m) => m[1] ?? m[0]);
}

async function solve(specs, channels) {
  const urls = channels.map((c) => (c.includes("://") ? c : `${index}/conda/${c}`));
  return simpleSolve(specs, urls, ["linux-64", "noarch"], []);
}

for (const file of files) {
  for (const instruction of DockerfileParser.parse(readFileSync(file, "utf8")).getInstructions()) {
    if (instruction.getKeyword() !== "RUN") continue;
    const all = words(instruction.getRawArgumentsContent());
    const at = all.findIndex((w, i) => w === "conda" && ["create", "install"].includes(all[i + 1]));
    if (at < 0) continue;
    const specs = [];
    const channels = [];
    for (let i = at + 2; i < all.length && all[i] !== "&&"; ++i) {
      if (all[i] === "-c") channels.push(all[++i]);
      else if (all[i] === "-p") ++i;
      else if (!all[i].startsWith("-")) specs.push(all[i]);
    }
    try {
      const found = await solve(specs, channels);
      solved += 1;
      console.log(`${file}: ${specs.join(" ")}: ${found.length} packages`);
    } catch (error) {
      failed += 1;
      console.error(`${file}: ${specs.join(" ")}: ${error}`);
    }
  }
}

// The solver can refuse: a spec that no channel has, and two that exclude each other.
for (const specs of [["no-such-package"], ["pytorch=1.12.1", "python=3.12"]]) {
  try {
    await solve(specs, ["pytorch", "conda-forge"]);
    console.error(`${specs.join(" ")} was solved, it must not be`);
    failed += 1;
  } catch {
    // as it should be
  }
}
if (solved === 0) {
  console.error("no conda step was found");
  failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
