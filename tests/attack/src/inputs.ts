import { createHmac } from "node:crypto";
import { type BodyAim, bodyFor, type KnownOrder, mutated } from "./bodies.ts";
import { STRINGS } from "./hostile.ts";
import { inputSeed, Random } from "./random.ts";
import type { Mount } from "./target-protocol.ts";

/** One thing that is sent. Bytes as they go over the wire, and what may be said of the answer. */
export interface Input {
  readonly mount: string;
  readonly bytes: Buffer;
  /** False where the bytes are no request by HTTP's own rules: then the connection may be closed without a word. */
  readonly wellFormed: boolean;
  readonly isHead: boolean;
}

const AIMS: readonly [BodyAim, ...BodyAim[]] = [
  "stranger",
  "stranger",
  "stranger",
  "contradiction",
  "poison",
];
/** What is stored for good is drawn from this many variants, so that the heap tells of leaks and not of rows. */
const KEPT_VARIANTS = 256;

export function makeInput(mounts: readonly [Mount, ...Mount[]], seed: number, index: number): Input {
  const random = new Random(inputSeed(seed, index));
  const mount = random.pick(mounts);
  const request = requestTo(mount, random);
  const raw = random.chance(0.12);
  const bytes = raw ? brokenFraming(request, random) : render(request);
  return { mount: mount.name, bytes, wellFormed: !raw, isHead: request.method === "HEAD" };
}

interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly chunked: boolean;
}

function requestTo(mount: Mount, random: Random): Request {
  const method = (usual: string): string =>
    random.chance(0.85)
      ? usual
      : random.pick(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND"]);
  switch (random.below(8)) {
    case 0:
      return plain(mount, method("GET"), `/orders/${anId(mount, random)}${query(mount, random)}`, random);
    case 1:
      return plain(mount, method("GET"), `/checkout/${anId(mount, random)}${query(mount, random)}`, random);
    case 2:
      return plain(
        mount,
        method("GET"),
        `/orders/${anId(mount, random)}/events${query(mount, random)}`,
        random,
      );
    case 3:
      return {
        ...plain(mount, method("POST"), "/orders", random),
        body: bodyFor("stranger", random, mount.victim),
      };
    case 4:
      return plain(mount, method("GET"), oddPath(random), random);
    default:
      return webhook(mount, method("POST"), random);
  }
}

function webhook(mount: Mount, method: string, random: Random): Request {
  const isAuthentic = random.chance(0.5);
  const order: KnownOrder = random.chance(0.7) ? mount.victim : mount.partlyPaid;
  const target = `/webhook/${isAuthentic ? mount.token : aToken(mount, random)}`;
  const request = plain(mount, method, target, random);
  const aim = random.pick(AIMS);
  if (!isAuthentic) return { ...request, body: bodyFor(random.pick(["payment", ...AIMS]), random, order) };
  const kept = aim === "stranger" ? random : new Random(inputSeed(1, random.below(KEPT_VARIANTS)));
  return { ...request, body: bodyFor(aim, kept, order) };
}

function plain(mount: Mount, method: string, path: string, random: Random): Request {
  const headers: [string, string][] = [["host", random.chance(0.9) ? "shop.example" : "evil.example"]];
  if (random.chance(0.8)) headers.push(["content-type", contentType(random)]);
  if (random.chance(0.4)) headers.push(...signature(mount, random));
  for (let more = random.below(3); more > 0; more--) headers.push(anyHeader(random));
  // Clients that are cut off halfway through a stream are the flood's business; here each reply has an end.
  return {
    method,
    target: `${mount.path}${path}`,
    headers,
    body: Buffer.alloc(0),
    chunked: random.chance(0.2),
  };
}

function contentType(random: Random): string {
  return random.pick([
    "application/json",
    "application/json",
    "application/json; charset=utf-8",
    "application/json; charset=utf-7",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "*/*",
    `application/${"x".repeat(2_000)}`,
  ]);
}

function signature(mount: Mount, random: Random): [string, string][] {
  const at = random.pick([
    String(mount.now),
    String(mount.now - 400_000),
    "0",
    "1e12",
    "-1",
    "99999999999999",
    "1".repeat(13),
    "NaN",
  ]);
  const sign = random.pick([
    "0".repeat(40),
    random.text(40),
    "",
    "f".repeat(4_000),
    createHmac("sha1", "guessed").update(`${mount.appId}:${at}`).digest("hex"),
  ]);
  const all: [string, string][] = [
    ["cc-app-id", random.pick([mount.appId, mount.appId.toUpperCase(), "other", ""])],
    ["CC-Timespan", at],
    ["cc-sign", sign],
  ];
  return random.chance(0.7) ? all : all.filter(() => random.chance(0.5));
}

function anyHeader(random: Random): [string, string] {
  return random.pick<() => [string, string]>([
    () => ["x-forwarded-host", "evil.example"],
    () => ["forwarded", "host=evil.example;proto=http"],
    () => ["x-http-method-override", "DELETE"],
    () => ["x-original-url", "/admin"],
    () => [
      "accept-language",
      random.pick(["de", "zh-Hant;q=x", "*", ",".repeat(3_000), "__proto__", "../../x"]),
    ],
    () => ["last-event-id", random.pick(["1-receiving", "-1", "9".repeat(500), "__proto__"])],
    () => ["if-none-match", random.pick(["*", 'W/"x"', `"${"y".repeat(1_000)}"`])],
    () => ["cookie", `a=${"b".repeat(random.below(4_000))}`],
    () => ["content-encoding", random.pick(["gzip", "br", "identity", "x"])],
    () => ["range", "bytes=0-1,5-4,-"],
    () => ["expect", "100-continue"],
    () => ["__proto__", "polluted"],
    () => [random.text(12), random.text(random.below(60))],
    () => ["authorization", `Bearer ${random.text(40)}`],
  ])();
}

function anId(mount: Mount, random: Random): string {
  return random.pick([
    mount.victim.paymentId,
    mount.victim.paymentId,
    mount.partlyPaid.paymentId,
    mount.victim.paymentId.toLowerCase(),
    `${mount.victim.paymentId}%00`,
    `${mount.victim.paymentId}%2F..%2F`,
    "NOBODYSORDER",
    "__proto__",
    "constructor",
    "..%2f..%2f",
    "%",
    "%zz",
    "%C3%28",
    "%E2%80%AE",
    encodeURIComponent(random.pick(STRINGS)),
    "A".repeat(6_000),
  ]);
}

function query(mount: Mount, random: Random): string {
  return random.pick([
    "",
    "?",
    `?key=${mount.victimKey}`,
    `?key=${mount.partlyPaidKey}`,
    `?key=${mount.victimKey}&key=x`,
    `?key=${mount.victimKey}%00`,
    `?key[]=${mount.victimKey}`,
    "?key=",
    `?key=${random.text(22)}`,
    `?key=${"k".repeat(5_000)}`,
    "?key=%",
    "?__proto__[key]=1&constructor=2",
    `?${"&".repeat(3_000)}`,
    `?returnUrl=${encodeURIComponent("https://evil.example/")}&key=x`,
  ]);
}

function aToken(mount: Mount, random: Random): string {
  return random.pick([
    "",
    "wrong",
    mount.token.slice(1),
    `${mount.token}x`,
    `${mount.token}/x`,
    mount.token.toUpperCase(),
    `${mount.token}%00`,
    "%",
    "%ff",
    "..",
    "x".repeat(7_000),
    random.text(43),
  ]);
}

function oddPath(random: Random): string {
  return random.pick([
    "",
    "/",
    "//",
    "/.",
    "/..",
    "/orders",
    "/orders/",
    "/orders//events",
    "/webhook",
    "/checkout",
    "/checkout/",
    "/checkout.js",
    "/checkout.js?v=x",
    "/checkout.de.json",
    "/checkout.%2e%2e.json",
    "/checkout.__proto__",
    "/checkout.constructor.json",
    `/checkout.${"a.".repeat(2_000)}json`,
    `/${encodeURIComponent(random.pick(STRINGS))}`,
    `/${"a/".repeat(2_000)}`,
    "/favicon.ico",
  ]);
}

function render({ method, target, headers, body, chunked }: Request): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  if (body.length === 0) return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  lines.push(chunked ? "transfer-encoding: chunked" : `content-length: ${body.length}`);
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  if (!chunked) return Buffer.concat([head, body]);
  const middle = Math.floor(body.length / 2);
  const parts = [body.subarray(0, middle), body.subarray(middle)].filter((part) => part.length > 0);
  const chunks = parts.flatMap((part) => [
    Buffer.from(`${part.length.toString(16)}\r\n`),
    part,
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([head, ...chunks, Buffer.from("0\r\n\r\n")]);
}

/** Lengths that disagree, requests inside requests, and bytes that are no HTTP. */
function brokenFraming(request: Request, random: Random): Buffer {
  const inner = render({ ...request, chunked: false });
  const { length } = request.body;
  const withLines = (...lines: string[]) => {
    const head = render({ ...request, body: Buffer.alloc(0) }).subarray(0, -2);
    return Buffer.concat([head, Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), request.body]);
  };
  switch (random.below(9)) {
    case 0:
      return withLines(`content-length: ${length}`, "transfer-encoding: chunked");
    case 1:
      return withLines(`content-length: ${length}`, `content-length: ${length + 1}`);
    case 2:
      return withLines(
        `content-length: ${random.pick(["-1", "1e3", "0x10", "99999999999999999999", " 5 5", "+5"])}`,
      );
    case 3:
      return withLines(`content-length: ${length + 50}`);
    case 4:
      return Buffer.concat([withLines("content-length: 0"), inner]);
    case 5:
      return withLines(
        `transfer-encoding: ${random.pick(["xchunked", "chunked, identity", " chunked", "gzip, chunked"])}`,
      );
    case 6:
      return mutated(random, inner);
    case 7:
      return inner.subarray(0, random.below(inner.length));
    default:
      return random.bytes(random.below(400));
  }
}
