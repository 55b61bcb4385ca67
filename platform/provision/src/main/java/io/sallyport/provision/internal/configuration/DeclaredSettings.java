package io.sallyport.provision.internal.configuration;

import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Which settings the bundles that run declare. Thread-safe. */
final class DeclaredSettings {
  private static final String PACKAGE = VaultPackage.SCHEME + ":";

  private final BundleContext context;
  private final MetaTypeService metatypes;

  DeclaredSettings(BundleContext context, MetaTypeService metatypes) {
    this.context = context;
    this.metatypes = metatypes;
  }

  /** What is declared for the PID, or the PID of a factory; two versions of a package may declare different things. */
  List<ObjectClassDefinition> of(String pid) {
    return of(pid, bundle -> true);
  }

  /** The same of the platform's own bundles. */
  List<ObjectClassDefinition> ofPlatform(String pid) {
    return of(pid, bundle -> !bundle.getLocation().startsWith(PACKAGE));
  }

  private List<ObjectClassDefinition> of(String pid, Predicate<Bundle> counted) {
    List<ObjectClassDefinition> found = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (counted.test(bundle) && (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING || bundle.getState() == Bundle.RESOLVED)) {
        declared(bundle, pid).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<ObjectClassDefinition> declared(Bundle bundle, String pid) {
    MetaTypeInformation declared = metatypes.getMetaTypeInformation(bundle);
    boolean has = declared != null && (Arrays.asList(declared.getPids()).contains(pid) || Arrays.asList(declared.getFactoryPids()).contains(pid));
    return has ? Optional.of(declared.getObjectClassDefinition(pid, null)) : Optional.empty();
  }
}
