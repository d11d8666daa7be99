import { CoinCoinModule } from "@coincoin/nestjs";
import { postgresStore } from "@coincoin/sql/postgres";
import { ConfigModule, ConfigService } from "@nestjs/config";

export const payments = CoinCoinModule.forRootAsync({
  isGlobal: true,
  imports: [ConfigModule],
  inject: [ConfigService],
  useFactory: (config: ConfigService) => ({
    appId: config.getOrThrow<string>("COINCOIN_APP_ID"),
    secretKey: config.getOrThrow<string>("COINCOIN_SECRET_KEY"),
    publicUrl: config.getOrThrow<string>("COINCOIN_PUBLIC_URL"),
    store: postgresStore({ connectionString: config.getOrThrow<string>("DATABASE_URL") }),
  }),
});
export {};
