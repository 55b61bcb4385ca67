package io.sallyport.http.internal.area;

import io.sallyport.gate.GateControl;
import io.sallyport.trust.RootMetadata;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What clients are told about the software that answers. Immutable. */
@Component(service = BuildInfo.class)
public final class BuildInfo {
  private final String release;
  private final RootMetadata.Purpose vendorRoot;

  @Activate
  public BuildInfo(BundleContext context, @Reference GateControl gate) {
    this(context.getBundle().getVersion().toString(), gate.status().vendorRoot());
  }

  public BuildInfo(String release, RootMetadata.Purpose vendorRoot) {
    this.release = release;
    this.vendorRoot = vendorRoot;
  }

  /** Version of the appliance, such as {@code 0.1.0}. */
  public String release() {
    return release;
  }

  /** What the vendor root that signed this appliance is for (ADR 0051). */
  public RootMetadata.Purpose vendorRoot() {
    return vendorRoot;
  }
}
