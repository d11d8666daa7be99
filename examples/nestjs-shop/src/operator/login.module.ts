import { Module } from "@nestjs/common";
import { LoginController } from "./login.controller.js";
import { OperatorLogin } from "./operator.login.js";

@Module({ controllers: [LoginController], providers: [OperatorLogin], exports: [OperatorLogin] })
export class LoginModule {}
