package io.sallyport.connector.opcua;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the connector, PID {@code io.sallyport.connector.opcua}. A change reconnects. */
@ObjectClassDefinition(name = "OPC UA connector", description = "Which server to read, how to log in, which nodes become signals")
public @interface OpcUaConfig {
  @AttributeDefinition(description = "Server, opc.tcp://HOST:PORT/PATH; empty: the connector stays idle. Needs a conduit.")
  String endpoint_url() default "";

  @AttributeDefinition(description = "Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss or None")
  String security_policy() default "Basic256Sha256";

  @AttributeDefinition(description = "SignAndEncrypt, Sign or None")
  String message_mode() default "SignAndEncrypt";

  @AttributeDefinition(description = "User on the server; empty: anonymous")
  String user_name() default "";

  @AttributeDefinition(description = "File whose first line is the password, not readable by others; relative to the data directory")
  String password_file() default "";

  @AttributeDefinition(description = "Asset that the signals belong to")
  String asset() default "";

  @AttributeDefinition(description = "Nodes to read, NODEID=NAME;UNIT, comma-separated or as an array; the unit is a UCUM code, 1 for "
      + "none. Prefer nsu=URI;s=… over ns=INDEX;s=…: an index may change when the server restarts.")
  String[] nodes() default {};

  @AttributeDefinition(description = "Publishing interval, milliseconds, 10 to 60000")
  int publishing_interval_ms() default 100;

  @AttributeDefinition(description = "Sampling interval, milliseconds, 0 (as fast as the server can) to 60000")
  int sampling_interval_ms() default 10;

  @AttributeDefinition(description = "Samples that the server keeps per node between two publications, 1 to 10000")
  int queue_size() default 100;

  @AttributeDefinition(description = "Without data for so long the subscription is made anew, then the connection; milliseconds, 500 to 3600000, 0 never")
  int staleness_ms() default 10_000;

  @AttributeDefinition(description = "Most of a gap that is read from the server's history, if it keeps one; milliseconds back from now, 0 "
      + "(never) to 86400000")
  int backfill_max_ms() default 3_600_000;

  @AttributeDefinition(description = "Longest wait between two attempts to connect, milliseconds, 100 to 600000")
  int reconnect_max_ms() default 15_000;

  @AttributeDefinition(description = "Own certificate and trust list: own/ trusted/ rejected/; relative to the data directory")
  String certificates_directory() default "site/opcua";
}
