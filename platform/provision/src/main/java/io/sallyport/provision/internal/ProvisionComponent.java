package io.sallyport.provision.internal;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.audit.AuditLog;
import io.sallyport.identity.ESignature;
import io.sallyport.identity.Realm;
import io.sallyport.gate.GateControl;
import io.sallyport.provision.Generations;
import io.sallyport.provision.Housekeeping;
import io.sallyport.provision.Reconciled;
import io.sallyport.provision.SiteAuthority;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.apply.Settings;
import io.sallyport.provision.internal.boot.VaultCheck;
import io.sallyport.provision.internal.boot.VendorRecovery;
import io.sallyport.provision.internal.framework.FeaturesInstaller;
import io.sallyport.provision.internal.framework.Retired;
import io.sallyport.provision.internal.framework.Runtimes;
import io.sallyport.provision.internal.route.RouterImpl;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.CrashPoint;
import io.sallyport.trust.site.SiteRepository;
import io.sallyport.vault.Admission;
import io.sallyport.vault.Imports;
import io.sallyport.vault.Packages;
import io.sallyport.vault.Pruning;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VendorListener;
import io.sallyport.vault.VendorMetadata;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Puts the parts of provision together, registers {@link Generations}, and reconciles once Karaf's boot features are there. */
@Component(service = {}, immediate = true, configurationPid = "io.sallyport.provision")
@Designate(ocd = ProvisionComponent.Config.class)
public final class ProvisionComponent {
  /** Settings of provision. */
  @ObjectClassDefinition(name = "Provision")
  @interface Config {
    @AttributeDefinition(description = "How long new versions are watched before the old ones drain, in milliseconds")
    long health_window_ms() default 3_000;

    @AttributeDefinition(description = "If above 0: calls that each new model must complete in the health window, which then ends early")
    long health_min_calls() default 0;

    @AttributeDefinition(description = "How often health is asked for, in milliseconds")
    long health_poll_ms() default 100;

    @AttributeDefinition(description = "Longest wait for the last call on an old version, in milliseconds")
    long drain_timeout_ms() default 10_000;

    @AttributeDefinition(description = "Longest wait for the runtime of a kind of package, in milliseconds")
    long runtime_timeout_ms() default 60_000;
  }

  private final ServiceRegistration<Generations> registration;
  private final ServiceRegistration<SiteAuthority> authority;
  private final ServiceRegistration<Housekeeping> housekeeping;
  private final ServiceRegistration<Admission> hint;
  private final ServiceRegistration<VendorListener> vendor;
  private final ServiceRegistration<VendorListener> healing;
  private final VaultCheck check;
  private final AtomicReference<ServiceRegistration<Reconciled>> reconciled = new AtomicReference<>();
  private final HandStarted handStarted;
  private volatile Settings settings;

  /** The boot is finished when this is activated: packages are never boot features. */
  @Activate
  public ProvisionComponent(BundleContext context, Config config, @Reference Vault vault, @Reference Packages packages,
      @Reference VendorMetadata vendorMetadata, @Reference Imports imports, @Reference Pruning pruning, @Reference AuditLog audit, @Reference ApplianceKey key,
      @Reference ESignature signatures, @Reference Realm realm, @Reference GateControl gate, @Reference FeaturesService features,
      @Reference RouterImpl router, @Reference Runtimes runtimes, @Reference Retired retired, @Reference BootFinished bootFinished) {
    Path data = directory(context, "sallyport.data");
    Site site = new Site(data, SiteRepository.installed(directory(context, "sallyport.home"), data), packages, key, Clock.systemUTC(), audit::known);
    change(config);
    Parts parts = new Parts(context, site, vault, new FeaturesInstaller(context, features, retired), runtimes, router, gate, audit, () -> settings, CrashPoint.fromSystemProperties());
    Busy busy = new Busy();
    this.check = new VaultCheck(site, vault, audit);
    VendorRecovery recovery = new VendorRecovery(site, packages, vendorMetadata, audit);
    GenerationService service = new GenerationService(parts, packages, imports, signatures, realm::users, check, recovery, busy);
    this.authority = context.registerService(SiteAuthority.class, new SiteService(parts, busy), null);
    this.housekeeping = context.registerService(Housekeeping.class, new PruneService(site, service, pruning, busy), null);
    this.registration = context.registerService(Generations.class, service, null);
    this.hint = context.registerService(Admission.class, new AdmissionHint(site, packages), null);
    this.handStarted = new HandStarted(context, features, router, service);
    this.vendor = context.registerService(VendorListener.class, handStarted, null);
    this.healing = context.registerService(VendorListener.class, check, null);
    this.handStarted.reconcileAtBoot(() -> {
      this.reconciled.set(context.registerService(Reconciled.class, new Reconciled() {}, null));
      this.check.begin();
    });
  }

  /** Other settings hold from the next wait on, for an apply that is under way too: nothing that runs is taken down for them. */
  @Modified
  void change(Config config) {
    settings = new Settings(Duration.ofMillis(config.health_window_ms()), config.health_min_calls(), Duration.ofMillis(config.health_poll_ms()),
        Duration.ofMillis(config.drain_timeout_ms()), Duration.ofMillis(config.runtime_timeout_ms()));
  }

  @Deactivate
  void deactivate() {
    registration.unregister();
    authority.unregister();
    housekeeping.unregister();
    hint.unregister();
    vendor.unregister();
    healing.unregister();
    handStarted.close();
    check.close();
    ServiceRegistration<Reconciled> said = reconciled.get();
    if (said != null) {
      said.unregister();
    }
  }

  private static Path directory(BundleContext context, String property) {
    String value = context.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the system property " + property + " is not set");
    }
    return Path.of(value).toAbsolutePath();
  }
}
