package io.sallyport.http.internal.listener;

import io.sallyport.trust.Refusal;
import java.util.Locale;

/** Why a connection is ended on which nobody is served, or somebody who does not take their answer. */
public enum Cut {
  /** The head of a request does not come whole in time. */
  HEAD("SP-HTTP-0070", "the head of a request did not come whole in time", "send it in one go, or raise head.seconds in io.sallyport.http"),
  /** There are too many of its address. */
  ADDRESS("SP-HTTP-0071", "one address holds as many connections as it may", "use fewer connections and keep them, or raise connections.per.address in io.sallyport.http"),
  /** All places are taken, and it has rested for longest. */
  ROOM("SP-HTTP-0072", "all places were taken, so connections that rested made room for others", "find who holds them, or raise connections in io.sallyport.http"),
  /** The reader of an answer takes too little of it in too long a time. */
  ANSWER("SP-HTTP-0081", "an answer was not taken in time", "read it as it comes, or raise answer.seconds in io.sallyport.http"),
  /** It rested for as long as a connection may. Nobody's fault: counted, not recorded. */
  REST("", "", "");

  private final String code;
  private final String what;
  private final String next;

  Cut(String code, String what, String next) {
    this.code = code;
    this.what = what;
    this.next = next;
  }

  /** Whether it is a refusal, with a code and a record. */
  boolean isRefusal() {
    return !code.isEmpty();
  }

  /** @param where whose connection */
  Refusal refusal(String where) {
    return new Refusal(code, what, where, next);
  }

  /** As the figures name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
