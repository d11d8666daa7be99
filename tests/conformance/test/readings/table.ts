import { READINGS } from "@coincoin/sandbox";
import { type Ending, EXPECTATIONS, type Expectation } from "./expectations.ts";

const ENDINGS: Readonly<Record<Ending, string>> = {
  paid: "paid",
  held: "held for a person",
  refused: "refused at creation",
};

/** The sandbox's README shows what becomes of a purchase under each reading: this text, between its two marks. */
export function renderTable(): string {
  const rows = EXPECTATIONS.map((expectation) => {
    const { reading, when } = expectation;
    const { summary = "", allowedBy = "" } = READINGS.find(({ name }) => name === reading) ?? {};
    const name = when === undefined ? `\`${reading}\`` : `\`${reading}\`, ${when}`;
    return `| ${name} | ${summary} | ${allowedBy} | ${endingOf(expectation)} | ${wordsOf(expectation)} |`;
  });
  return [
    "| Reading | Such a gateway | Allowed by | A purchase | Way out |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function endingOf({ inFull, inHalves }: Expectation): string {
  return inFull === inHalves ? ENDINGS[inFull] : `${ENDINGS[inFull]}; in two parts: ${ENDINGS[inHalves]}`;
}

function wordsOf({ waysOut = [] }: Expectation): string {
  return waysOut.map(({ words }) => words).join("; or ");
}

const MARKED = /(<!-- readings: [^>]*-->\n\n)([\s\S]*?)(\n\n<!-- \/readings -->)/;

/** The table as it stands in a README. */
export function tableIn(readme: string): string | undefined {
  return MARKED.exec(readme)?.[2];
}

export function withTable(readme: string): string {
  return readme.replace(MARKED, (_all, begin: string, _table, end: string) => begin + renderTable() + end);
}
