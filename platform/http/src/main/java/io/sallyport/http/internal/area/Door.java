package io.sallyport.http.internal.area;

import io.sallyport.identity.Token;
import io.sallyport.identity.TokenResult;
import io.sallyport.identity.Tokens;
import io.sallyport.trust.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets programs in that show a token of a role that an area is open to. Thread-safe. */
@Component(service = Door.class)
public final class Door {
  private static final String SCHEME = "Bearer ";
  private static final String TOO_MANY = "SP-IDENTITY-0014";
  private static final int SECONDS = 60;

  private final Tokens tokens;

  @Activate
  public Door(@Reference Tokens tokens) {
    this.tokens = tokens;
  }

  /** @throws HttpRefusal 401 without a valid token, 429 after too many failures, 403 in another role */
  public Token admit(HttpServletRequest request, Set<String> roles) {
    TokenResult result = tokens.authenticate(shown(request), source(request));
    if (result instanceof TokenResult.Refused no) {
      throw refused(no.refusal());
    }
    Token token = ((TokenResult.Accepted) result).token();
    if (!roles.contains(token.role())) {
      throw HttpRefusal.of(403, "SP-HTTP-0010", "the token's role " + token.role() + " may not do this", "token " + token.name(),
          "show a token of one of the roles " + String.join(", ", roles.stream().sorted().toList()));
    }
    return token;
  }

  private static HttpRefusal refused(Refusal refusal) {
    return refusal.code().equals(TOO_MANY) ? HttpRefusal.of(429, refusal).retryAfter(SECONDS) : HttpRefusal.of(401, refusal);
  }

  private static String shown(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? header.substring(SCHEME.length()).strip() : "";
  }

  /** As recorded: where the request came from. */
  public static String source(HttpServletRequest request) {
    return "http:" + request.getRemoteAddr();
  }
}
