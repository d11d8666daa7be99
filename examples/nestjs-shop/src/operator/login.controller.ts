import { Controller, Get, Redirect, UseGuards } from "@nestjs/common";
import { OperatorGuard } from "./operator.guard.js";

/** Where the desk sends who is not logged in. At the top, so that a browser sends what it was told to the desk, too. */
@Controller("login")
export class LoginController {
  @Get()
  @UseGuards(OperatorGuard)
  @Redirect("/operator", 303)
  login(): void {}
}
