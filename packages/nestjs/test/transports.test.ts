import "reflect-metadata";
import { CoinCoinError } from "@coincoin/core";
import { CoinCoinExceptionFilter } from "@coincoin/nestjs";
import { freePort } from "@coincoin/test-lib/postgres-server";
import { Controller, type INestApplication, Module, UseFilters } from "@nestjs/common";
import { APP_FILTER, NestFactory } from "@nestjs/core";
import { ClientProxyFactory, MessagePattern, Transport } from "@nestjs/microservices";
import { IoAdapter } from "@nestjs/platform-socket.io";
import { SubscribeMessage, WebSocketGateway } from "@nestjs/websockets";
import { firstValueFrom, timeout } from "rxjs";
import { io } from "socket.io-client";
import { describe, expect, it } from "vitest";
import { closeLater, refusal } from "./application.ts";
import { listening } from "./mount.ts";

const errors = {
  low: new CoinCoinError("price_too_low", "The least is 10."),
  away: new CoinCoinError("store_unavailable", "The host 10.0.0.7 is away."),
};

@Controller()
class BuyController {
  @MessagePattern("low")
  low(): never {
    throw errors.low;
  }

  @MessagePattern("away")
  async away(): Promise<never> {
    throw errors.away;
  }
}

// Nest hands nothing of a gateway to filters of the whole application.
@UseFilters(CoinCoinExceptionFilter)
@WebSocketGateway()
class BuyGateway {
  @SubscribeMessage("low")
  low(): never {
    throw errors.low;
  }

  @SubscribeMessage("away")
  async away(): Promise<never> {
    throw errors.away;
  }
}

const answers = [
  ["low", "price_too_low"],
  ["away", "store_unavailable"],
] as const;

/** What is for the log alone is in neither. */
function failure(code: string): object {
  return { status: "error", code, message: expect.not.stringContaining("10.0.0.7") };
}

describe("CoinCoinExceptionFilter beside HTTP", () => {
  it("is the error that a microservice's caller gets", async () => {
    @Module({
      controllers: [BuyController],
      providers: [{ provide: APP_FILTER, useClass: CoinCoinExceptionFilter }],
    })
    class AppModule {}
    const transport = Transport.TCP as const;
    const options = { host: "127.0.0.1", port: await freePort() };
    const app = await NestFactory.createMicroservice(AppModule, { transport, options, logger: false });
    await app.listen();
    closeLater(() => app.close());
    const client = ClientProxyFactory.create({ transport, options });
    for (const [message, code] of answers) {
      const answer = firstValueFrom(client.send(message, {}).pipe(timeout(5_000)));
      expect(await refusal(answer)).toEqual(failure(code));
    }
    await client.close();
  });

  it("is the event that a WebSocket's client gets, and the process goes on", async () => {
    @Module({ providers: [BuyGateway] })
    class AppModule {}
    const prepare = (app: INestApplication) => void app.useWebSocketAdapter(new IoAdapter(app));
    const { app, url } = await listening("express", [AppModule], prepare);
    closeLater(() => app.close());
    const client = io(url, { transports: ["websocket"] });
    for (const [message, code] of answers) {
      const answer = new Promise((resolve) => client.once("exception", resolve));
      client.emit(message, {});
      expect(await answer).toEqual(failure(code));
    }
    client.close();
  });
});
