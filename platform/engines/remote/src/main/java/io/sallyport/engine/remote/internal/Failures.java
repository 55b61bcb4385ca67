package io.sallyport.engine.remote.internal;

import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteFailure.Kind;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Builds this bundle's refusals; the codes are registered in ADR 0003. */
final class Failures {
  private Failures() {}

  static RefusedException notConfigured(String conduit, int found) {
    return new RefusedException(new Refusal("SP-MODEL-0056", found == 0 ? "the site does not say where the conduit " + conduit + " leads" : found + " configurations are of the conduit " + conduit,
        "conduit " + conduit, found == 0 ? "write name = " + conduit + " and url = … into DATA/site/etc/io.sallyport.conduit-" + conduit + ".cfg (docs: engines)" : "leave one of them"));
  }

  static RefusedException unusable(String conduit, String what) {
    return new RefusedException(new Refusal("SP-MODEL-0057", "the conduit's configuration cannot be used: " + what, "conduit " + conduit,
        "correct DATA/site/etc/io.sallyport.conduit-" + conduit + ".cfg or DATA/site/conduits/" + conduit + "; it is read again by itself"));
  }

  static RemoteFailure unreachable(String what, String where, Throwable cause) {
    return new RemoteFailure(Kind.LOST, new Refusal("SP-MODEL-0058", "the remote cannot be reached: " + what, where, "see to the server and the line; it is asked again by itself"), cause);
  }

  static RemoteFailure late(long millis, String where) {
    return new RemoteFailure(Kind.FAILED, new Refusal("SP-MODEL-0059", "the remote did not answer within " + millis + " ms", where, "see what keeps the server busy, or allow more: timeout.ms of the conduit"));
  }

  /** A status that is no answer. */
  static RemoteFailure refused(int status, String said, String where) {
    Kind kind = status == 401 || status == 403 || status == 404 ? Kind.LOST : Kind.FAILED;
    return new RemoteFailure(kind, new Refusal("SP-MODEL-0060", "the remote refuses: status " + status + (said.isEmpty() ? "" : ", \"" + said + "\""), where, switch (status) {
      case 401, 403 -> "give the conduit a token that the server takes: token.secret";
      case 404 -> "see whether the server has this model in this version";
      default -> "see the server's own log";
    }));
  }

  static RemoteFailure busy(String what, String where) {
    return new RemoteFailure(Kind.BUSY, new Refusal("SP-MODEL-0061", "the remote is too busy: " + what, where, "call again later, or give the server more room"));
  }

  static RefusedException other(String what, String where) {
    return new RefusedException(new Refusal("SP-MODEL-0062", "the remote's model is not the declared one: " + what, where, "load the declared model on the server, or have the package released for what is there"));
  }

  static RemoteFailure unusableAnswer(String what, String where, Throwable cause) {
    return new RemoteFailure(Kind.LOST, new Refusal("SP-MODEL-0063", "the remote's answer cannot be used: " + what, where, "find out what was changed on the server; it is proved again by itself"), cause);
  }

  static RemoteFailure changed(String where) {
    return new RemoteFailure(Kind.LOST, new Refusal("SP-MODEL-0065", "the conduit's configuration has changed since the remote was proved", where, "wait: it is proved again by itself"));
  }
}
