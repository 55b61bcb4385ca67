package io.sallyport.connector.opcua;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/** Picks the endpoint with exactly the configured security: what a server offers can never weaken it. */
final class EndpointChoice {
  private static final int DEFAULT_PORT = 4840;

  private EndpointChoice() {}

  /**
   * The endpoint to use, its address replaced by the configured one: servers often name themselves by a host name or address that
   * is not reachable from here, and only the configured one has a conduit.
   *
   * @throws LinkException REFUSED if the server offers none
   */
  static EndpointDescription of(List<EndpointDescription> offered, Settings settings) {
    UserTokenType token = settings.user().isPresent() ? UserTokenType.UserName : UserTokenType.Anonymous;
    return offered.stream()
        .filter(e -> settings.policy().getUri().equals(e.getSecurityPolicyUri()) && settings.mode() == e.getSecurityMode())
        .filter(e -> !EndpointUtil.getPath(e.getEndpointUrl()).endsWith("/discovery"))
        .filter(e -> offers(e, token))
        .max(Comparator.comparing(EndpointDescription::getSecurityLevel))
        .map(e -> EndpointUtil.updateUrl(e, settings.endpoint().getHost(), port(settings.endpoint())))
        .orElseThrow(() -> new LinkException(LinkState.REFUSED, new Problem("SP-OPCUA-0006",
            "the server offers no endpoint with " + settings.policy() + ", " + settings.mode() + " and " + token + " login",
            settings.endpoint().toString(), "set security.policy and message.mode to what it offers: " + describe(offered))));
  }

  private static int port(URI endpoint) {
    return endpoint.getPort() < 0 ? DEFAULT_PORT : endpoint.getPort();
  }

  private static boolean offers(EndpointDescription endpoint, UserTokenType token) {
    UserTokenPolicy[] policies = endpoint.getUserIdentityTokens();
    return policies != null && Arrays.stream(policies).anyMatch(p -> p.getTokenType() == token);
  }

  private static String describe(List<EndpointDescription> offered) {
    return offered.stream().limit(10)
        .map(e -> e.getSecurityPolicyUri().replaceFirst(".*#", "") + "/" + e.getSecurityMode())
        .distinct().toList().toString();
  }
}
