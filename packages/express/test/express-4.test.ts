import { adapterSuite } from "@coincoin/testing";
import express from "express-4";
import { describe, expect, it } from "vitest";
import { mountOn } from "./mount.ts";

adapterSuite(
  { describe, expect, it },
  {
    name: "Express 4",
    hasBodyParser: true,
    mountsTwice: true,
    mount: (setup) => mountOn(express(), express.json(), setup),
  },
);
