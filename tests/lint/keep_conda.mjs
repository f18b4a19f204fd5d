// What a later conda step must not move, by conda's real solver (rattler) against the loopback channels: the records of what
// is installed, given as pins of version and build (as `conda list --export` writes them into conda-meta/pinned), are hard;
// given as locked packages (what the freeze flag does) they give way under conflict. Usage: node keep_conda.mjs INDEX-URL
import { simpleSolve } from "@conda-org/rattler";

const [index] = process.argv.slice(2);
const urls = [`${index}/conda/conda-forge`];
let failed = 0;

const solve = (specs, locked = []) => simpleSolve(specs, urls, ["linux-64", "noarch"], locked);
const exported = (records) => records.map((p) => `${p.packageName}=${p.version}=${p.build}`).sort();
function expect(what, holds) {
  if (!holds) failed += 1;
  console.log(`${holds ? "ok" : "FAILED"}: ${what}`);
}
async function fails(specs) {
  try {
    await solve(specs);
    return false;
  } catch {
    return true;
  }
}

const installed = exported(await solve(["python=3.10", "numpy=1.26.4"]));
const holds = (records) => installed.every((line) => exported(records).includes(line));

expect("without pins the later step moves what is there", !holds(await solve(["python=3.10", "open3d", "numpy"])));
expect("with pins it adds to it", holds(await solve(["open3d", ...installed])));
expect("what was added is there", exported(await solve(["open3d", ...installed])).some((line) => line.startsWith("open3d=")));
const locked = await solve(["numpy>=2"], await solve(["python=3.10", "numpy=1.26.4"]));
expect("locked packages give way under conflict", !holds(locked));
expect("pins do not: there is no solution", await fails(["numpy>=2", ...installed]));
expect("merged into one step it has one", exported(await solve(["python=3.10", "numpy>=2", "open3d"])).length > 0);
process.exit(failed === 0 ? 0 : 1);
