package io.sallyport.identity;

import java.util.List;

/** The roles of the platform. */
public final class Roles {
  public static final String ADMIN = "admin";
  public static final String INTEGRATOR = "integrator";
  public static final String QUALITY = "quality";
  public static final String SECURITY = "security";
  public static final String OPERATOR = "operator";
  public static final String AUDITOR = "auditor";

  /** All of them; approving roles first. */
  public static final List<String> ALL = List.of(QUALITY, SECURITY, ADMIN, INTEGRATOR, OPERATOR, AUDITOR);

  private Roles() {}
}
