package io.sallyport.http.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** The refusals of the listener; every code of this bundle is registered in ADR 0003. */
public final class HttpRefusals {
  /** Passes by itself as a rule: said, not recorded. */
  public static final String NOT_TAKEN_UP = "SP-HTTP-0005";
  private static final String SETTINGS = "DATA/site/etc/io.sallyport.http.cfg";

  private HttpRefusals() {}

  public static RefusedException plainBeyondLoopback(String host) {
    return refuse("SP-HTTP-0001", "HTTP without TLS would be open beyond this machine, at " + host, SETTINGS, "set tls = true, or host = 127.0.0.1");
  }

  public static RefusedException badSetting(String what) {
    return refuse("SP-HTTP-0002", what, SETTINGS, "correct it; it is taken up at once");
  }

  public static RefusedException noKey(String what, String where) {
    return refuse("SP-HTTP-0003", what, where, "put the site's key and certificate there, and the password beside it, with mode 0600");
  }

  public static RefusedException portTaken(String address, String why) {
    return refuse("SP-HTTP-0004", "the address cannot be opened: " + why, address, "free the port or set another one");
  }

  public static RefusedException notTakenUp(String file) {
    return refuse(NOT_TAKEN_UP, "the site's settings are not taken up yet", file, "wait a moment; if it stays so, see the log and correct the file");
  }

  /**
   * Of a request that no servlet answers.
   *
   * @param reason what the server found wrong; may be empty
   */
  public static Refusal unanswered(int status, String reason) {
    String why = reason.isEmpty() ? "" : ": " + reason;
    return switch (status) {
      case 400, 505 -> new Refusal("SP-HTTP-0060", "this is no HTTP request that is served" + why, "request", "send one Host, and a path without escapes that can be read in two ways");
      case 404 -> new Refusal("SP-HTTP-0011", "there is nothing at this path", "request", "see /openapi.yaml");
      case 405, 501 -> new Refusal("SP-HTTP-0061", "the method or the way in which the body is sent is not served" + why, "request", "see /openapi.yaml");
      case 408 -> new Refusal("SP-HTTP-0026", "the request did not come: the client fell silent", "request", "send it in one go");
      case 414, 431 -> new Refusal("SP-HTTP-0062", "the address or the headers are too large", "request", "send at most 8 KiB of both together");
      case 503 -> new Refusal("SP-HTTP-0063", "the interface does not serve now", "request", "come again; appliance:status says more");
      default -> status < 500 ? new Refusal("SP-HTTP-0060", "the request is not served, status " + status + why, "request", "see /openapi.yaml")
          : new Refusal("SP-HTTP-0027", "an unexpected failure", "request", "see the log of the appliance; report it as a defect");
    };
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
