// Parses and lints Dockerfiles with a real parser and linter. Usage: node dockerfiles.mjs FILE…
// Any finding is a failure; so is a file in which the parser sees no FROM.
import { readFileSync } from "node:fs";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";

let failed = 0;
const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("no Dockerfile named");
  process.exit(2);
}
for (const file of files) {
  const text = readFileSync(file, "utf8");
  const tree = DockerfileParser.parse(text);
  const instructions = tree.getInstructions().map((i) => i.getKeyword());
  const findings = validate(text);
  for (const finding of findings) {
    console.error(`${file}:${finding.range.start.line + 1}: ${finding.message}`);
  }
  if (!instructions.includes("FROM")) console.error(`${file}: no FROM`);
  if (findings.length > 0 || !instructions.includes("FROM")) failed += 1;
  else console.log(`${file}: ${instructions.length} instructions, no finding`);
}
process.exit(failed === 0 ? 0 : 1);
