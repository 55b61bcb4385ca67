package io.sallyport.shell.identity;

import io.sallyport.identity.IssuedToken;
import io.sallyport.identity.Tokens;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:token-create}. */
@Service
@Command(scope = "identity", name = "token-create", description = "Makes a token, with which a program is let in over HTTP; shows it this once")
public final class IdentityTokenCreate extends Administration {
  private static final int DEFAULT_DAYS = 90;

  @Reference
  private Tokens tokens;

  @Option(name = "--role", description = "The role in which the program acts: operator, integrator, auditor or admin", required = true)
  @Completion(TokenRoleCompleter.class)
  private String role;

  @Option(name = "--days", description = "It expires after so many days, 1 to 731")
  private int days = DEFAULT_DAYS;

  @Argument(name = "NAME", description = "What the program is called in the audit log; never given again", required = true)
  private String name;

  @Override
  protected Reply run() {
    requireWithin("--days", days, 1, Tokens.LONGEST.toDays());
    IssuedToken issued = tokens.create(name, role, Duration.ofDays(days), actor());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", issued.token().name());
    json.put("role", issued.token().role());
    json.put("expires", issued.token().expires().toString());
    json.put("token", issued.secret());
    return Reply.of(json, issued.secret(), "It acts as " + role + " until " + issued.token().expires() + ", and is not shown again: Authorization: Bearer TOKEN");
  }
}
