import { CoinCoinHealthIndicator } from "@coincoin/nestjs/health";
import { Controller, Get } from "@nestjs/common";
import { HealthCheck, HealthCheckService } from "@nestjs/terminus";

@Controller("health")
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly coincoin: CoinCoinHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check() {
    return this.health.check([() => this.coincoin.isHealthy("coincoin", { oldestPendingMs: 60_000 })]);
  }
}
export {};
