package io.sallyport.shell;

import org.apache.karaf.shell.api.console.Session;

/** Who is logged in at a session. */
final class Caller {
  private Caller() {}

  static String of(Session session) {
    Object user = session.get("USER");
    return user == null ? "unknown" : user.toString();
  }
}
