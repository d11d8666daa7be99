import { createSandbox, type Reading } from "@coincoin/sandbox";

const silentEnd: Reading = {
  name: "silent-end",
  summary: "An order that is completed is told with the code of settlement.",
  allowedBy: "The response table of the document and its status table differ.",
  state: ({ status, code }) => (status === "completed" ? 2 : code),
};
const sandbox = await createSandbox({ reading: silentEnd });

export {};
