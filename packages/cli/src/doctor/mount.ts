import { createHash } from "node:crypto";
import { type Answer, ask } from "../http.ts";
import { signedHeaders } from "../signed.ts";
import { type Check, check } from "./check.ts";

/** Spaces, trailing zeros and letters beyond ASCII: what a parser that writes JSON anew does not leave as it was. */
const PROBE = '{ "probe": true, "amount": 100.00, "small": 1.10e-7, "text": "币 ✓" }\n';

export interface MountKeys {
  readonly appId: string;
  readonly secretKey: string;
}

/** Whether the shop's router is reached, knows our token, gets bodies as they were sent, and says how to reach the merchant. Nothing is stored. */
export async function checkMount(
  publicUrl: string,
  webhookUrl: string,
  keys: MountKeys,
): Promise<readonly Check[]> {
  const router = await checkRouter(publicUrl);
  if (router.verdict === "failed") {
    const skipped = "the router is not reached";
    return [router, ...["token", "body", "contact"].map((name) => check(name, "skipped", skipped))];
  }
  return [router, ...(await checkWebhook(publicUrl, webhookUrl, keys))];
}

async function checkRouter(publicUrl: string): Promise<Check> {
  const answer = await ask(`${publicUrl}/checkout.js`);
  if (typeof answer === "string")
    return check("router", "failed", `${publicUrl} was not reached: ${answer}.`);
  if (answer.status === 200 && answer.headers.get("content-type")?.includes("javascript") === true) {
    return check("router", "ok", `${publicUrl} is reached from here`);
  }
  if (answer.status >= 300 && answer.status < 400) {
    return check(
      "router",
      "failed",
      `${publicUrl} redirects to ${answer.headers.get("location") ?? "somewhere"}: CoinCoin does not promise to follow. Set the public URL to where it ends.`,
    );
  }
  return check(
    "router",
    "failed",
    `${publicUrl} is reached, but no router of ours is there (${answer.status}): does the path match where it is mounted?`,
  );
}

async function checkWebhook(
  publicUrl: string,
  webhookUrl: string,
  keys: MountKeys,
): Promise<readonly Check[]> {
  const stranger = await probe(`${publicUrl}/webhook/not-the-token`, {});
  if (typeof stranger !== "string" && stranger.status === 200) {
    return [
      check("token", "failed", "a webhook without the token is believed: set webhook.token back to required"),
      check("body", "skipped", "see above"),
      check("contact", "skipped", "see above"),
    ];
  }
  const answer = await probe(webhookUrl, signedHeaders(keys));
  if (typeof answer === "string") {
    return [
      check("token", "failed", `no answer to a webhook: ${answer}`),
      check("body", "skipped", "no answer came"),
      check("contact", "skipped", "no answer came"),
    ];
  }
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
    return [
      check(
        "token",
        "failed",
        `the shop refuses our webhook (${answer.status}): its app id, key or token version is not the one used here, or something in front refuses POST`,
      ),
      check("body", "skipped", "the token is not right"),
      check("contact", "skipped", "the token is not right"),
    ];
  }
  return [
    check("token", "ok", "the webhook URL's token is right, and another is refused"),
    judgeBody(answer),
    judgeContact(answer),
  ];
}

/** Customers who paid too little, too late or in another coin are told to contact the shop. */
function judgeContact({ json }: Answer): Check {
  const { hasContact } = json;
  if (typeof hasContact !== "boolean") return check("contact", "skipped", "the shop does not say it");
  return hasContact
    ? check("contact", "ok", "the payment page says how to reach you")
    : check(
        "contact",
        "warning",
        "the payment page has no contactUrl: a customer who paid too little, too late or in another coin is told to contact the shop, and has no way to. Set checkout.contactUrl where the routes are mounted.",
      );
}

function probe(url: string, headers: Record<string, string>): Promise<Answer | string> {
  return ask(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers, "coincoin-probe": "1" },
    body: PROBE,
  });
}

function judgeBody({ status, json }: Answer): Check {
  if (json["code"] === "body_already_read") {
    return check(
      "body",
      "failed",
      "webhooks are lost: something reads their bodies and keeps nothing. Mount CoinCoin before body parsers, or keep the bytes as req.rawBody.",
    );
  }
  if (json["outcome"] !== "probe") {
    return check(
      "body",
      "warning",
      `the shop does not say how bodies arrive (${status}): an older version of @coincoin/core?`,
    );
  }
  if (json["body"] === "parsed") {
    return check(
      "body",
      "warning",
      "a body parser runs before CoinCoin: amounts have been through a JavaScript number. Mount CoinCoin before it, or keep the bytes as req.rawBody.",
    );
  }
  const sent = createHash("sha256").update(PROBE).digest("hex");
  return json["sha256"] === sent
    ? check("body", "ok", "a webhook's body arrives as it was sent")
    : check(
        "body",
        "failed",
        "something between here and the shop changes webhooks' bodies: look for a proxy that rewrites JSON",
      );
}
