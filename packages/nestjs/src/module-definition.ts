import { ConfigurableModuleBuilder } from "@nestjs/common";
import type { CoinCoinModuleExtras, CoinCoinModuleOptions } from "./options.ts";

/** Where the routes are mounted: a path with a slash before it, or false. */
export const MOUNT_PATH = Symbol("coincoin.mount-path");

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<CoinCoinModuleOptions>({ moduleName: "CoinCoin" })
    .setClassMethodName("forRoot")
    .setFactoryMethodName("createCoinCoinOptions")
    .setExtras<CoinCoinModuleExtras>(
      { isGlobal: false, path: "coincoin" },
      (definition, { isGlobal, path }) => ({
        ...definition,
        global: isGlobal === true,
        providers: [...(definition.providers ?? []), { provide: MOUNT_PATH, useValue: mountPath(path) }],
      }),
    )
    .build();

function mountPath(path: string | false = "coincoin"): string | false {
  if (path === false) return false;
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length === 0) {
    throw new TypeError(
      'CoinCoinModule: path is empty. Mount at a path of its own, such as "coincoin", or false for none.',
    );
  }
  return `/${parts.join("/")}`;
}
