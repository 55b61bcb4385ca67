package io.sallyport.provision.internal.apply;

import io.sallyport.audit.AuditLog;
import io.sallyport.gate.GateControl;
import io.sallyport.provision.internal.framework.Installer;
import io.sallyport.provision.internal.framework.Runtimes;
import io.sallyport.provision.internal.route.RouterImpl;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.CrashPoint;
import io.sallyport.vault.Vault;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** What the steps work with. */
public record Parts(BundleContext context, Site site, Vault vault, Installer installer, Runtimes runtimes, RouterImpl router, GateControl gate, AuditLog audit,
    Supplier<Settings> current, CrashPoint crash) {
  /** As they are now: a site may change them during an apply. */
  public Settings settings() {
    return current.get();
  }
}
