package io.sallyport.engine.remote.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checked configuration of a conduit.
 *
 * @param url without a trailing slash
 * @param ca file name, present if the scheme is https
 * @param token name of the secret
 * @param responseMax in bytes
 * @param json tensors travel as JSON whatever the server can
 */
record ConduitSettings(String name, URI url, Optional<String> ca, Optional<String> token, Duration connect, Duration timeout, int callsMax, int responseMax, boolean json) {
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

  /** @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0057} */
  static ConduitSettings of(ConduitConfig config) {
    String name = config.name().strip();
    URI url = url(name, config.url().strip());
    boolean tls = url.getScheme().equals("https");
    boolean loopback = LOOPBACK.matcher(url.getHost()).matches();
    Optional<String> ca = file(name, "ca", config.ca());
    Optional<String> token = file(name, "token.secret", config.token_secret());
    require(tls == ca.isPresent(), name, tls ? "https needs ca, the certificates that the server's must descend from" : "ca goes with https only");
    require(tls || loopback || config.clear_text(), name, "plain HTTP leaves this machine; use https, or say clear.text = true");
    require(tls || loopback || token.isEmpty(), name, "a token never goes over plain HTTP to another machine");
    require(config.encoding().equals("auto") || config.encoding().equals("json"), name, "encoding must be auto or json");
    return new ConduitSettings(name, url, ca, token, millis(name, "connect.timeout.ms", config.connect_timeout_ms(), 60_000), millis(name, "timeout.ms", config.timeout_ms(), 600_000),
        range(name, "calls.max", config.calls_max(), 1, 1_024), range(name, "response.max.mib", config.response_max_mib(), 1, 1_024) << 20, config.encoding().equals("json"));
  }

  private static URI url(String name, String text) {
    try {
      URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean fits = ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null && url.getPort() > 0 && url.getRawUserInfo() == null
          && url.getRawQuery() == null && url.getRawFragment() == null && PATH.matcher(url.getRawPath()).matches();
      require(fits, name, "url must be https://HOST:PORT or http://HOST:PORT");
      return url;
    } catch (IllegalArgumentException e) {
      throw Failures.unusable(name, "url must be https://HOST:PORT or http://HOST:PORT");
    }
  }

  private static Optional<String> file(String name, String key, String value) {
    require(value.isBlank() || FILE.matcher(value.strip()).matches(), name, key + " must be a plain name");
    return Optional.of(value.strip()).filter(text -> !text.isEmpty());
  }

  private static Duration millis(String name, String key, int value, int most) {
    return Duration.ofMillis(range(name, key, value, 10, most));
  }

  private static int range(String name, String key, int value, int least, int most) {
    require(value >= least && value <= most, name, key + " must be " + least + " to " + most + ", is " + value);
    return value;
  }

  private static void require(boolean holds, String name, String what) {
    if (!holds) {
      throw Failures.unusable(name, what);
    }
  }
}
