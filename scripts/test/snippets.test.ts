import { expect, test } from "vitest";
import { snippetFilesOf } from "../lib/snippets.ts";

const document = `# Title

\`\`\`ts
const first = 1;
\`\`\`

\`\`\`sh
npm install
\`\`\`

\`\`\`ts continued
const second = first;
\`\`\`

\`\`\`ts
const third = 3;
\`\`\`
`;

const lineOf = (text: string | undefined, part: string) =>
  text?.split("\n").findIndex((line) => line.includes(part));

test("only code is taken, and a line keeps its number", () => {
  const files = snippetFilesOf(document);
  expect(files.map(({ line }) => line)).toEqual([4, 12, 16]);
  expect(lineOf(files[0]?.text, "first")).toBe(3);
  expect(lineOf(files[2]?.text, "third")).toBe(15);
});

test("a continued snippet starts with the one before it, others do not", () => {
  const [, continued, alone] = snippetFilesOf(document).map(({ text }) => text);
  expect(lineOf(continued, "const first")).toBe(3);
  expect(lineOf(continued, "const second")).toBe(11);
  expect(alone).not.toContain("first");
});

test("a snippet with JSX is named as the compiler wants it", () => {
  const [plain, component] = snippetFilesOf("```ts\nconst a = 1;\n```\n\n```tsx\nconst b = <p />;\n```\n");
  expect(plain?.name).toBe("line-2.ts");
  expect(component?.name).toBe("line-6.tsx");
});
