package io.sallyport.http.internal.area;

import io.sallyport.gate.GateControl;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What clients are told about the software that answers. Immutable. */
@Component(service = Build.class)
public final class Build {
  private final String release;
  private final boolean developmentRoot;

  @Activate
  public Build(BundleContext context, @Reference GateControl gate) {
    this(context.getBundle().getVersion().toString(), gate.status().developmentRoot());
  }

  /** @param developmentRoot whether the vendor root is for development only */
  public Build(String release, boolean developmentRoot) {
    this.release = release;
    this.developmentRoot = developmentRoot;
  }

  public String release() {
    return release;
  }

  /** {@code development} or {@code production}: which kind of vendor root signed this appliance (ADR 0051). */
  public String vendorRoot() {
    return developmentRoot ? "development" : "production";
  }
}
