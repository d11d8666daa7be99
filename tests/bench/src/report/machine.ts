import { availableParallelism, cpus } from "node:os";

/** What the figures depend on, and nothing that names the machine itself. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  const model = cpus()[0]?.model.trim() ?? "";
  return {
    cores: availableParallelism(),
    cpu: model === "" || model === "unknown" ? "CPU of unknown model" : model,
    node: process.versions.node,
  };
}

export function machineText({ cores, cpu, node }: Machine): string {
  return `${cores} cores (${cpu}), Node ${node}`;
}
