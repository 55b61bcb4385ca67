package io.sallyport.connector.opcua;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of the connector, PID {@code io.sallyport.connector.opcua}. A change reconnects. */
@ObjectClassDefinition(name = "OPC UA connector", description = "Which server to read, how to log in, which nodes become signals")
public @interface OpcUaConfig {
  @AttributeDefinition(description = "Server, opc.tcp://HOST:PORT/PATH; empty: the connector stays idle. Needs a conduit.")
  String endpoint_url() default "";

  @AttributeDefinition(description = "Exactly this policy is used, whatever else the server offers",
      options = {@Option("Basic256Sha256"), @Option("Aes128_Sha256_RsaOaep"), @Option("Aes256_Sha256_RsaPss"), @Option("None")})
  String security_policy() default "Basic256Sha256";

  @AttributeDefinition(description = "How messages are protected; a password is only sent encrypted", options = {@Option("SignAndEncrypt"), @Option("Sign"), @Option("None")})
  String message_mode() default "SignAndEncrypt";

  @AttributeDefinition(description = "User on the server; empty: anonymous")
  String user_name() default "";

  @AttributeDefinition(description = "Name of the secret that is the password: first line of DATA/site/packages/opcua/secrets/NAME, mode 0600; read at each login")
  String password_secret() default "";

  @AttributeDefinition(description = "Asset that the signals belong to")
  String asset() default "";

  @AttributeDefinition(description = "Nodes to read, NODEID=NAME;UNIT, comma-separated or as an array; the unit is a UCUM code, 1 for "
      + "none. Prefer nsu=URI;s=… over ns=INDEX;s=…: an index may change when the server restarts.")
  String[] nodes() default {};

  @AttributeDefinition(description = "Publishing interval that is asked of the server", min = "10", max = "60000")
  int publishing_interval_ms() default 100;

  @AttributeDefinition(description = "Sampling interval that is asked of the server; 0: as fast as it can", min = "0", max = "60000")
  int sampling_interval_ms() default 10;

  @AttributeDefinition(description = "Samples that the server keeps per node between two publications", min = "1", max = "10000")
  int queue_size() default 100;

  @AttributeDefinition(description = "Without data for so long the subscription is made anew, then the connection; 500 or more, 0 never", min = "0", max = "3600000")
  int staleness_ms() default 10_000;

  @AttributeDefinition(description = "Most of a gap that is read from the server's history, if it keeps one; back from now, 0 never", min = "0", max = "86400000")
  int backfill_max_ms() default 3_600_000;

  @AttributeDefinition(description = "Longest wait between two attempts to connect (250 ms, doubling, ±20 %)", min = "100", max = "600000")
  int reconnect_max_ms() default 15_000;
}
