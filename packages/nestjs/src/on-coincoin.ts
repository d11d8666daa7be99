import type { DomainEventType, Handler } from "@coincoin/core";
import { Reflector } from "@nestjs/core";

export const CoinCoinHandler = Reflector.createDecorator<DomainEventType[]>({ key: "coincoin.handler" });

type HandlerDecorator<T extends DomainEventType> = <Method extends Handler<T>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/**
 * On a method of any provider or controller: the method gets every event of this type, through the outbox. Delivery is
 * at least once; a method that throws is called again, so it has to be idempotent (`event.id` is for that).
 */
export function OnCoinCoin<T extends DomainEventType>(type: T): HandlerDecorator<T> {
  return (target, key, descriptor) => {
    CoinCoinHandler([type])(target, key, descriptor);
  };
}
