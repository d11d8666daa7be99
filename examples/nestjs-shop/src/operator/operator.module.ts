import { CoinCoinDeskModule } from "@coincoin/nestjs/desk";
import { Module } from "@nestjs/common";
import { LoginModule } from "./login.module.js";
import { OperatorLogin, type Visitor } from "./operator.login.js";

/** What the people who run the shop see and do: the desk, behind the shop's login. */
@Module({
  imports: [
    CoinCoinDeskModule.forRootAsync({
      path: "operator",
      imports: [LoginModule],
      inject: [OperatorLogin],
      useFactory: (login: OperatorLogin) => ({
        authorize: (request: Visitor) => {
          const admission = login.admit(request);
          return admission.type === "admitted" ? admission.name : null;
        },
        loginUrl: "/login",
      }),
    }),
  ],
})
export class OperatorModule {}
