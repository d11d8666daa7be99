// A real Bitcoin node on a test network of its own, with the paths of the Esplora API in front. It is driven over IPC:
// { id, op, args } comes, { id, result } or { id, error } goes.
"use strict";
process.env.NODE_BACKEND = "js";
const Module = require("node:module");
const http = require("node:http");

// Everything is kept in memory, so the native database that it would like to load is not missed.
const load = Module._load;
Module._load = function loadWithoutLevel(request, ...rest) {
  if (request !== "leveldown") return load.call(this, request, ...rest);
  return function leveldown() {
    throw new Error("the database is kept in memory");
  };
};
const bcoin = require("bcoin");

const NETWORK = "regtest";
const MATURITY = 110;
const RATE = 10_000;

async function main() {
  const node = new bcoin.FullNode({
    network: NETWORK,
    memory: true,
    indexTX: true,
    indexAddress: true,
    workers: false,
    listen: false,
    noAuth: true,
    httpPort: 0,
    logLevel: "none",
    plugins: [require("bcoin/lib/wallet/plugin")],
  });
  await node.open();
  const { wdb } = node.require("walletdb");
  const payer = await wdb.primary;
  const shop = await wdb.create({ id: "shop" });
  node.miner.addAddress(await payer.receiveAddress());

  async function mine(count) {
    for (let mined = 0; mined < count; mined += 1) {
      const job = await node.miner.createJob();
      await node.chain.add(await job.mineAsync());
    }
    await idle();
  }

  // The wallet hears of blocks and transactions by events.
  const idle = () => new Promise((resolve) => setTimeout(resolve, 60));

  const operations = {
    mine: ([count]) => mine(count),
    address: async () => (await shop.createReceive()).getAddress("string", NETWORK),
    async pay([outputs]) {
      const tx = await payer.send({
        rate: RATE,
        outputs: outputs.map(({ to, value }) => ({ address: to, value })),
      });
      await idle();
      return tx.txid();
    },
    async sweep([value]) {
      const address = await payer.receiveAddress();
      const tx = await shop.send({ rate: RATE, outputs: [{ address, value }], subtractFee: true });
      await idle();
      return tx.txid();
    },
    // A longer chain from below the last blocks, without their transactions.
    async reorg([depth]) {
      let tip = node.chain.tip;
      for (let down = 0; down < depth; down += 1) tip = await node.chain.getEntry(tip.prevBlock);
      await node.mempool.reset();
      for (let up = 0; up <= depth; up += 1) {
        const job = await node.miner.createJob(tip);
        tip = await node.chain.add(await job.mineAsync());
      }
      // What the blocks held waits again now: it is as if it had been replaced.
      await node.mempool.reset();
      await idle();
      await payer.zap(0, 0);
    },
    time: async () => node.chain.tip.time,
  };

  await mine(MATURITY);
  const server = http.createServer((request, response) => {
    void reply(node, request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.on("message", ({ id, op, args }) => {
    operations[op](args).then(
      (result) => process.send({ id, result }),
      (error) => process.send({ id, error: error.stack }),
    );
  });
  process.on("disconnect", () => process.exit(0));
  process.send({ id: 0, result: `http://127.0.0.1:${server.address().port}` });
}

async function reply(node, request, response) {
  try {
    const { status = 200, body } = await answer(node, request.url);
    response.writeHead(status).end(body);
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
}

async function answer(node, url) {
  if (url === "/blocks/tip/height") return { body: String(node.chain.height) };
  if (url === "/block-height/0") return { body: hex(node.network.genesis.hash) };
  if (url === "/blocks") return { body: JSON.stringify(await newestBlocks(node)) };
  const [, address, after] = /^\/address\/([^/]+)\/txs(?:\/chain\/(\w+))?$/.exec(url) ?? [];
  if (address === undefined) return { status: 404, body: "Not Found" };
  if (!isAddress(address)) return { status: 400, body: "Invalid Bitcoin address" };
  const all = await node.getMetaByAddress(address);
  const confirmed = all.filter(({ height }) => height >= 0).sort((a, b) => b.height - a.height);
  if (after !== undefined) {
    const place = confirmed.findIndex(({ tx }) => tx.txid() === after);
    return { body: JSON.stringify(confirmed.slice(place + 1, place + 26).map(transaction)) };
  }
  const waiting = all.filter(({ height }) => height < 0);
  return { body: JSON.stringify([...waiting.slice(0, 50), ...confirmed.slice(0, 25)].map(transaction)) };
}

async function newestBlocks(node) {
  const blocks = [];
  for (let height = node.chain.height; height >= 0 && blocks.length < 10; height -= 1) {
    const entry = await node.chain.getEntry(height);
    blocks.push({
      id: entry.rhash(),
      height,
      timestamp: entry.time,
      previousblockhash: hex(entry.prevBlock),
    });
  }
  return blocks;
}

function transaction({ tx, height, block, time }) {
  return {
    txid: tx.txid(),
    vout: tx.outputs.map((output) => ({
      scriptpubkey_address: output.getAddress()?.toString(NETWORK),
      value: output.value,
    })),
    status:
      height >= 0
        ? { confirmed: true, block_height: height, block_hash: hex(block), block_time: time }
        : { confirmed: false },
  };
}

function isAddress(text) {
  try {
    return bcoin.Address.fromString(text, NETWORK) !== null;
  } catch {
    return false;
  }
}

/** Hashes are shown backwards. */
function hex(hash) {
  const bytes = typeof hash === "string" ? Buffer.from(hash, "hex") : Buffer.from(hash);
  return bytes.reverse().toString("hex");
}

// An error ends the process, and the test says so.
void main();
