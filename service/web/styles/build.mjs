// Makes what the pages load from GOV.UK Frontend: one style sheet of the components that we use.
// Run by `npm run build`, which the Makefile does after `npm ci`. What it writes is not committed.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const root = new URL("../../../", import.meta.url);
const made = new URL("service/web/static/govuk/", root);

const { css } = compile(fileURLToPath(new URL("service/web/styles/govuk.scss", root)), {
  style: "compressed",
  charset: false,
  loadPaths: [fileURLToPath(new URL("node_modules", root))],
  quietDeps: true,
});

await mkdir(made, { recursive: true });
await writeFile(new URL("govuk.css", made), css);
