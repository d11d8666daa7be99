import { coincoin, priceOf } from "../../../lib/coincoin";

export async function POST(_request: Request, { params }: { params: Promise<{ cart: string }> }) {
  const { cart } = await params;
  const order = await coincoin().createOrder({ reference: cart, price: priceOf(cart) });
  return Response.redirect(coincoin().checkoutUrl(order.paymentId), 303);
}
