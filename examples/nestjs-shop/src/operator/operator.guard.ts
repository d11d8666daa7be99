import {
  type CanActivate,
  type ExecutionContext,
  HttpException,
  HttpStatus,
  Injectable,
} from "@nestjs/common";
import { OperatorLogin, type Visitor } from "./operator.login.js";

/** Makes the browser ask for the password. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly login: OperatorLogin) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const response = http.getResponse<{ setHeader(name: string, value: string): void }>();
    const admission = this.login.admit(http.getRequest<Visitor>());
    switch (admission.type) {
      case "admitted":
        return true;
      case "wait":
        response.setHeader("retry-after", String(admission.seconds));
        throw new HttpException("Too many wrong passwords.", HttpStatus.TOO_MANY_REQUESTS);
      case "refused":
        response.setHeader("www-authenticate", 'Basic realm="operator"');
        throw new HttpException("The operator's name and password are needed.", HttpStatus.UNAUTHORIZED);
    }
  }
}
