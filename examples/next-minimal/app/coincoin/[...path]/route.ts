import { toWebHandler } from "@coincoin/core/web";
import { coincoin } from "../../../lib/coincoin";

const handle = (request: Request) => toWebHandler(coincoin(), { basePath: "/coincoin" })(request);

export { handle as GET, handle as POST };
