package io.sallyport.connector.opcua;

/** Where the link to the server stands. */
enum LinkState {
  /** Not started, or stopped. */
  STOPPED,
  /** No endpoint is configured yet. */
  UNCONFIGURED,
  /** The configuration cannot be used. */
  MISCONFIGURED,
  /** First attempt under way. */
  CONNECTING,
  /** Session and subscription are up. */
  LIVE,
  /** The session is up, but no data came for too long. */
  STALE,
  /** The session broke off; being resumed. */
  LOST,
  /** The server cannot be reached. */
  ABSENT,
  /** The server's certificate is not in the trust list. */
  UNTRUSTED,
  /** The server does not accept our certificate or security settings. */
  REFUSED,
  /** The server does not accept user name and password. */
  BAD_USER
}
