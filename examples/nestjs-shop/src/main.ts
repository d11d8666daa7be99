import "reflect-metadata";
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module.js";

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create(AppModule);
  // Deliveries under way are finished before the process ends.
  app.enableShutdownHooks();
  await app.listen(process.env["PORT"] ?? 3000);
}

await bootstrap();
