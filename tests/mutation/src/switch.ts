import { SWITCH } from "./compile.ts";

/** Which mutant is switched on in this process, and which were asked for. */
class Switch {
  active = -1;
  reached: Set<number> | undefined;

  readonly isOn = (id: number): boolean => {
    this.reached?.add(id);
    return id === this.active;
  };
}

const KEY = Symbol.for("coincoin.mutation");

/** One for a process, however often this module is loaded there. */
export function theSwitch(): Switch {
  const known: unknown = Reflect.get(globalThis, KEY);
  if (known instanceof Object && "isOn" in known && "active" in known) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this module writes it, maybe another copy of it
    return known as Switch;
  }
  const made = new Switch();
  Reflect.set(globalThis, KEY, made);
  Reflect.set(globalThis, SWITCH, made.isOn);
  return made;
}
