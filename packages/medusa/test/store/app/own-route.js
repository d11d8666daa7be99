const { Modules } = require("@medusajs/framework/utils");

/** What a merchant's own code may do beside us: run Medusa's workflows and modules as it likes. */
const OWN = {
  complete: (scope, { cart_id }) => run(scope, "complete-cart", { id: cart_id }),
  process: (scope, { action, session_id, amount }) =>
    run(scope, "process-payment-workflow", { action, data: { session_id, amount } }),
  session: async (scope, update) => scope.resolve(Modules.PAYMENT).updatePaymentSession(update),
};

async function run(scope, workflow, input) {
  const { errors } = await scope
    .resolve(Modules.WORKFLOW_ENGINE)
    .run(workflow, { input, throwOnError: false });
  return { errors: errors.map(({ error }) => String(error?.message ?? error)) };
}

module.exports.POST = async function POST(request, response) {
  response.json(await OWN[request.params.what](request.scope, request.body));
};
