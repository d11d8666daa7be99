/** What a merchant's own code hears on the bus, in the server's log. */
module.exports = {
  default: async ({ event }) => {
    console.log(`BUS ${JSON.stringify({ name: event.name, ...event.data })}`);
  },
  config: {
    event: ["coincoin.part_received", "coincoin.surplus", "coincoin.expired", "coincoin.attention"],
  },
};
