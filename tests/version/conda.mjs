// Asks envc and conda's real solver (rattler) the same questions about versions, version specs and match specs; every
// difference fails, save those listed here with their reason. Usage: node conda.mjs ANSWER-PROGRAM. Exit 77: not installed.
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";

let rattler;
try {
  rattler = createRequire(new URL("../lint/package.json", import.meta.url))("@conda-org/rattler");
} catch {
  console.log("rattler is not installed: cd tests/lint && npm install");
  process.exit(process.env.CI === "true" ? 1 : 77);
}
const { Version, VersionSpec, simpleSolve } = rattler;

const versions = `0 1 1.0 1.0.0 1.1 1.2 1.2.0 1.2.1 1.2.3 1.2.10 1.3 1.10 1.12.1 1.20 1.120 2 2.0 2.1.0 10 2024.1.1 2024a 2024b 9e 9d
  1.0.1k 1.1.1w 1.1.1 1.0a1 1.0.a1 1.0.0a1 1.2a 1.2a0 1.2alpha 1.2beta3 1.2rc1 1.2.rc1 2.0rc1 1.2dev 1.2.dev1 1.2dev1 1.2.0dev1 1.2post1
  1.2.post1 1.2.0post1 1.2.post 1.2POST1 1.2RC1 1.2_1 1.2-1 1.2.1a_3 1_2 1!0.5 1!1.2 0!1.2 2!1.2.3 1.2+a 1.2+1 1.2+cuda11.8 1.2.0+a 1.2+a.1
  1.2.1.a.0 1.2.0.a 1.2.0.0.0.1 01.02 1.99999999999999 r1 b4 1.1.devfoo 1.1.dev 1.1.dex 1.1.parallel 1.2.0.a1 1.2.x 4.4.0.post20230101`
  .split(/\s+/);
const noVersions = ["1.", ".1", "1..2", "1+", "+1", "1++a", "1!2!3", "a!1", "!1", "1-a_b", "1,2", "1 2", "1=2", "1~2", "1+a..b", ""];
const operators = ["", "=", "==", "!=", ">=", "<=", ">", "<", "~="];
const named = versions.filter((v) => !/^[rb]/.test(v));
const specs = [
  ...operators.flatMap((op) => named.map((v) => op + v)),
  ...operators.flatMap((op) => ["1", "1.2", "1.2.0", "1.12", "2", "1!1.2", "1.2a"].map((v) => `${op}${v}.*`)),
  ...["", "=", "!="].flatMap((op) => ["1", "1.2", "1.12", "2.0", "1.2a"].map((v) => `${op}${v}*`)),
  "*", "=*", "==*", "1.2|1.3", ">=1.2,<2", ">=1.2,<2|>=2.1", "(1.2|1.3),!=1.2.0", ">=1,(1.2.*|<1.1),!=1.2.1", "1.2.*|1.3.*|2024a",
  "((1.2|1.3)|(1.10)),>1", "!=1.2,!=1.3", ">=1.2.*,<2.0a0", "=1.2|=1.3", "=1.2.*|2", ">1,<1.2dev", "~=1.2.0,!=1.2.3", "1.2,", ",1.2", "|", "()",
  "(1.2", "1.2)", "1.2||1.3", "=>1.2", "===1.2", "<>1.2", ">", "==", "1.2@3", "1.2 3", "~=", "!1.2", ">=<1.2",
];
const records = [
  ["1.2.0", "py39_0"], ["1.2.0", "py310_1"], ["1.2.3", "py39_cuda11.8_0"], ["1.2.3", "cpu_py310h1_2"], ["1.12.1", "py3.10_cuda11.3_0"],
  ["1.20", "0"], ["2.0", "py310_0"], ["2.0rc1", "cuda126py310h_300"],
];
const tails = `=1.2 =1.2.3 ==1.2.3 ==1.2 ==1.2.* =1.2.* =1.2* =1 =1.12 >=1.2 >=1.2,<2 >=1.2,<1.12|2.0 =1.2|2.0 =1.2,!=1.2.0 !=1.2.3 ~=1.2.0 <2 =*
  =1.2=py39_0 =1.2.0=py39_0 =1.2.*=py39* ==1.2.3=py39_cuda11.8_0 =*=*cuda* =*=py310_* =1.12.1=py3.10_cuda* >=1.2=*py310* =2.0=py310_0 =*=* ==1.20=0
  =*=cuda12* =1.2.0=^py(39|310)_.$ =*=nothing* =1.2*=py39_0 ==1.2.*=py39_0 >=1.2,<2=*cuda*`.split(/\s+/)
  .concat(["", " 1.2.0", " 1.2", " 1.2.*", " 1.2*", " >=1.2", " >=1.2,<2", " 1.2.0 py39_0", " 1.2.* py39*", " * *cuda*", " >=1.2 *cuda*", " >=1.2,<2 py310*",
    " =1.2", " ==1.2.0", " ==1.2.0 py310_1", " =1.2 py39*", " >=1.2, <2", " >=1.2 , <2", " >= 1.2", " (1.2.0|2.0)", "[version='>=1.2']", "[version='1.2.*',build='py39*']",
    "[version='=1.2']", "[version='==1.2.*']", '[version=">=1.2,<2"]', "[version=1.2.0]", "[build=py39_0]", "[build='*cuda*']", "=1.2[build='py39*']",
    "=1.2.0[version='2.0']", "[version='1.2.0|2.0',build=py310*]", "[subdir=noarch]", "[subdir=linux-64]", "=1.2=", "==", ">=", "=1.2=py=0", "[version=]", "[ver=1]"]);

const asked = [];
const ask = (question, theirs) => asked.push([question, theirs]);
const attempt = (what) => {
  try {
    return what();
  } catch {
    return "invalid";
  }
};
const sign = { "-1": "<", 0: "=", 1: ">" };

for (const a of versions.concat(noVersions)) {
  for (const b of versions) ask(["conda_order", a, b], attempt(() => sign[new Version(a).compare(new Version(b))]));
}
for (const spec of specs) {
  for (const version of versions) {
    ask(["conda", spec, version], attempt(() => (new VersionSpec(spec).matches(new Version(version)) ? "yes" : "no")));
  }
}

// One package a record, so that a spec can be solved if and only if it admits the record.
const packages = Object.fromEntries(records.map(([version, build], i) =>
  [`p${i}-${version}-${build}.tar.bz2`, { name: `p${i}`, version, build, build_number: 0, depends: [], subdir: "noarch", md5: "0".repeat(32), sha256: "0".repeat(64) }]));
const server = createServer((request, response) => {
  if (request.url !== "/c/noarch/repodata.json") return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ info: { subdir: "noarch" }, packages, "packages.conda": {}, removed: [], repodata_version: 1 }));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const channel = `http://127.0.0.1:${server.address().port}/c`;
for (const tail of tails) {
  for (const [i, [version, build]] of records.entries()) {
    let theirs = "yes";
    try {
      await simpleSolve([`p${i}${tail}`], [channel], ["noarch"], []);
    } catch (error) {
      theirs = /parse|invalid|empty|missing|expected/i.test(String(error)) ? "invalid" : "no";
    }
    ask(["match", `p${i}${tail}`, `p${i}`, version, build], theirs);
  }
}
server.close();

// Where rattler goes another way than conda itself (conda/models/version.py, match_spec.py), envc goes with conda. A difference
// that none of these explains fails, and so does a reason that explains none.
const components = (version) => version.toLowerCase().replace(/^\d+!/, "").replace(/\+.*/, "").split(/[._-]/);
const runs = (component) => (component || "0").replace(/^(?=\D)/, "0").match(/\d+|\D+/g);
const terms = (spec) => spec.split(/[,|()]/);
const reasons = {
  "of the component in which a prefix ends, conda compares only as much as the prefix has: `1.2.*` admits 1.2rc1": ([kind, spec, version]) =>
    kind === "conda" &&
    terms(spec).some((term) => {
      const [, op, text, star] = /^(=|!=|~=)?([^*=<>~!]*!?[^*=<>~!]*?)(\.?\*)?$/.exec(term.replace(/\.\*$/, "*")) ?? [];
      if (!text || (op !== "=" && op !== "~=" && !star)) return false;
      const prefix = components(op === "~=" ? text.replace(/\.[^.]*$/, "") : text);
      const [own, theirs] = [runs(prefix.at(-1)), runs(components(version)[prefix.length - 1])];
      // more than the prefix has, or a longer word at its end; `a` and `a0` are one
      return theirs.length !== own.length || (/\D/.test(own.at(-1)) && theirs.at(-1) !== own.at(-1));
    }),
  "the word `dev` comes before every other word, `devfoo` too": ([kind, a, b]) =>
    kind.startsWith("conda") && [a, b].some((v) => v.endsWith("devfoo")) && [a, b].some((v) => /dev$/.test(v)),
  "`>1.2.*` is `>1.2`": ([kind, spec]) => kind === "conda" && /^>[^=].*\*$/.test(spec),
  "`~=` takes two numbers or more, and no `*`": ([kind, spec], ours) =>
    kind === "conda" && ours === "invalid" && /^~=([^.]*|.*\*)$/.test(spec),
  "`~=` cuts at the last dot, wherever it is, and nowhere else: `~=1.2-1` and `~=1.2+a` are within 1": ([kind, spec]) =>
    kind === "conda" && /^~=.*[-_+]/.test(spec),
  "a build follows its `=`, and holds none": ([kind, spec], ours) => kind === "match" && ours === "invalid" && /=1\.2=(py=0)?$/.test(spec),
};

const run = spawnSync(process.argv[2], { input: asked.map(([q]) => q.join("\t") + "\n").join(""), encoding: "utf8", maxBuffer: 1 << 28 });
const answers = run.stdout.split("\n");
const explained = Object.fromEntries(Object.keys(reasons).map((reason) => [reason, 0]));
const counts = { conda_order: 0, conda: 0, match: 0 };
const wrong = [];
for (const [i, [question, theirs]] of asked.entries()) {
  counts[question[0]] += 1;
  if (theirs === answers[i]) continue;
  const reason = Object.keys(reasons).find((r) => reasons[r](question, answers[i]));
  if (reason) explained[reason] += 1;
  else wrong.push(`${JSON.stringify(question)}: rattler says ${theirs}, envc ${answers[i]}`);
}
for (const line of wrong.slice(0, 50)) console.log(line);
console.log(`${wrong.length} differences in ${JSON.stringify(counts)}; explained: ${JSON.stringify(explained, null, 1)}`);
const each = new Set(answers);
const all = ["<", "=", ">", "yes", "no", "invalid"].every((answer) => each.has(answer));
process.exit(wrong.length === 0 && all && Math.min(...Object.values(counts)) >= 500 && Object.values(explained).every((n) => n > 0) ? 0 : 1);
