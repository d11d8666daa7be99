const {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
} = require("@medusajs/framework/workflows-sdk");
const { completeCartWorkflow } = require("@medusajs/medusa/core-flows");

const note = createStep("own-note", async ({ id }) => {
  console.log(`OWN WORKFLOW ${id}`);
  return new StepResponse(id);
});

/** A store's own way to complete a cart: Medusa's, and a step of its own before. */
module.exports.ownComplete = createWorkflow("own-complete-cart", (input) => {
  note(input);
  return new WorkflowResponse(completeCartWorkflow.runAsStep({ input }));
});
