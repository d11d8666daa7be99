import type { CanActivate, ExecutionContext } from "@nestjs/common";
import { setTaken, type TakenNotification } from "../webhook.guard.ts";

/**
 * Stands in for `CoinCoinWebhookGuard` and hands this notification to the controller:
 * `overrideGuard(CoinCoinWebhookGuard).useValue(webhookGuardWith({ outcome, notification }))`.
 */
export function webhookGuardWith(taken: TakenNotification): CanActivate {
  return {
    canActivate(context: ExecutionContext): boolean {
      setTaken(context.switchToHttp().getRequest<object>(), taken);
      return true;
    },
  };
}
