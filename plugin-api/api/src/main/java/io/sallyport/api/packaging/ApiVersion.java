package io.sallyport.api.packaging;

import org.osgi.annotation.bundle.Capability;

/**
 * The version of the plugin API: one number for all its packages, which the platform offers as a capability of its bundle. For all of them
 * holds: no parameter, component or result is {@code null}, neither way; what may be absent is an {@code Optional} or empty, and a {@code null}
 * that is passed ends in a {@link NullPointerException} or a refusal.
 */
@Capability(namespace = ApiVersion.NAMESPACE, version = ApiVersion.VERSION)
public final class ApiVersion {
  /** Namespace of that capability. */
  public static final String NAMESPACE = "io.sallyport.api";

  /** This version. */
  public static final String VERSION = "0.3.0";

  /** The versions that a package built against this one runs on; goes into its descriptor. */
  public static final String RANGE = "[0.3,0.4)";

  /** The same as an OSGi filter; goes into its manifest. */
  static final String FILTER = "(&(version>=0.3.0)(!(version>=0.4.0)))";

  private ApiVersion() {}
}
