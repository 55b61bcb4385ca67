package io.sallyport.connector.opcua;

import io.sallyport.api.lifecycle.PluginFiles;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;

/** Checked configuration. */
record Settings(URI endpoint, SecurityPolicy policy, MessageSecurityMode mode, Optional<String> user, Optional<Password> password,
    List<NodeMapping> nodes, Duration publishing, Duration sampling, int queueSize, Duration staleness, Duration backfill, Duration reconnectMax) {

  /** Whether there is anything to do at all. */
  static boolean isConfigured(OpcUaConfig config) {
    return !config.endpoint_url().isBlank();
  }

  /**
   * Checks a configuration.
   *
   * @param files where the password is
   * @throws LinkException MISCONFIGURED with what is wrong
   */
  static Settings of(OpcUaConfig config, PluginFiles files) {
    try {
      URI endpoint = URI.create(config.endpoint_url().strip());
      require("opc.tcp".equals(endpoint.getScheme()) && endpoint.getHost() != null, "endpoint.url must be opc.tcp://HOST:PORT/PATH");
      SecurityPolicy policy = SecurityPolicy.valueOf(config.security_policy().strip());
      MessageSecurityMode mode = MessageSecurityMode.valueOf(config.message_mode().strip());
      checkSecurity(policy, mode, !config.user_name().isBlank());
      require(!config.asset().isBlank(), "asset is missing");
      require(config.user_name().isBlank() == config.password_secret().isBlank(), "user.name and password.secret belong together");
      return new Settings(endpoint, policy, mode,
          Optional.of(config.user_name().strip()).filter(s -> !s.isEmpty()),
          Optional.of(config.password_secret().strip()).filter(s -> !s.isEmpty()).map(secret -> new Password(files, secret)),
          NodeMapping.parse(config.asset().strip(), config.nodes()),
          millis("publishing.interval.ms", config.publishing_interval_ms(), 10, 60_000),
          millis("sampling.interval.ms", config.sampling_interval_ms(), 0, 60_000),
          (int) millis("queue.size", config.queue_size(), 1, 10_000).toMillis(),
          config.staleness_ms() == 0 ? Duration.ZERO : millis("staleness.ms", config.staleness_ms(), 500, 3_600_000),
          millis("backfill.max.ms", config.backfill_max_ms(), 0, 86_400_000),
          millis("reconnect.max.ms", config.reconnect_max_ms(), 100, 600_000));
    } catch (IllegalArgumentException e) {
      throw new LinkException(LinkState.MISCONFIGURED, new Problem("SP-OPCUA-0001", "the configuration cannot be used: " + e.getMessage(),
          "io.sallyport.connector.opcua", "correct it; the connector takes the change up by itself"), e);
    }
  }

  private static void checkSecurity(SecurityPolicy policy, MessageSecurityMode mode, boolean user) {
    boolean supported = List.of(SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep,
        SecurityPolicy.Aes256_Sha256_RsaPss).contains(policy);
    require(supported, "security.policy " + policy + " is obsolete or unknown");
    require((policy == SecurityPolicy.None) == (mode == MessageSecurityMode.None) && mode != MessageSecurityMode.Invalid,
        "security.policy " + policy + " does not go with message.mode " + mode);
    require(!(user && mode != MessageSecurityMode.SignAndEncrypt), "a password is only sent with message.mode SignAndEncrypt");
    if (policy == SecurityPolicy.Aes256_Sha256_RsaPss) {
      try {
        Signature.getInstance("SHA256withRSA/PSS");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalArgumentException("Aes256_Sha256_RsaPss needs the Bouncy Castle provider, which is not registered here", e);
      }
    }
  }

  private static Duration millis(String name, int value, int least, int most) {
    require(value >= least && value <= most, name + " must be " + least + " to " + most + ", is " + value);
    return Duration.ofMillis(value);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException(what);
    }
  }
}
