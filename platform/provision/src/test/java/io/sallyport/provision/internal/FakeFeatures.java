package io.sallyport.provision.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.Repository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The one fake: Karaf's features service, over a real framework, with the gate's refusal at install. */
final class FakeFeatures {
  private final Map<String, VaultPackage> repositories = new TreeMap<>();
  private final Set<String> required = new TreeSet<>();
  private BundleContext context;
  private Vault vault;
  private Supplier<Set<String>> admitted;
  private Runnable duringInstall = () -> {};

  void connect(BundleContext framework, Vault content, Supplier<Set<String>> gate) {
    context = framework;
    vault = content;
    admitted = gate;
  }

  void know(List<VaultPackage> packs) {
    packs.forEach(pack -> repositories.put(pack.featureUrl(), pack));
  }

  /** The bundle cache is disposable. */
  void wipe() {
    required.clear();
  }

  void duringInstall(Runnable action) {
    duringInstall = action;
  }

  Set<String> required() {
    return required;
  }

  FeaturesService service() {
    return proxy(FeaturesService.class, (method, arguments) -> switch (method) {
      case "getRepository" -> repositories.containsKey(arguments[0].toString()) ? repository(arguments[0].toString()) : null;
      case "listRepositories" -> repositories.keySet().stream().map(this::repository).toArray(Repository[]::new);
      case "isRequired" -> required.contains(((Feature) arguments[0]).getId());
      case "installFeatures" -> install(strings(arguments[0]));
      case "uninstallFeatures" -> uninstall(strings(arguments[0]));
      default -> throw new UnsupportedOperationException(method);
    });
  }

  private Void install(Set<String> ids) throws Exception {
    List<Bundle> started = new ArrayList<>();
    for (String id : ids) {
      for (var part : pack(id).bundles()) {
        if (!admitted.get().contains(part.sha256())) {
          throw new BundleException("Unable to cache bundle: vault:sha256-" + part.sha256(),
              new SecurityException(new RefusedException(new Refusal("SP-GATE-0001", "not admitted", id, "plan it")).getMessage()));
        }
        try (InputStream in = vault.open(part.sha256())) {
          started.add(context.installBundle("vault:sha256-" + part.sha256(), in));
        }
      }
    }
    duringInstall.run();
    required.addAll(ids);
    for (Bundle bundle : started) {
      bundle.start();
    }
    return null;
  }

  private Void uninstall(Set<String> ids) throws Exception {
    required.removeAll(ids);
    for (String id : ids) {
      for (var part : pack(id).bundles()) {
        Bundle bundle = context.getBundle("vault:sha256-" + part.sha256());
        if (bundle != null) {
          bundle.uninstall();
        }
      }
    }
    return null;
  }

  private VaultPackage pack(String id) {
    return repositories.values().stream().filter(pack -> id(pack).equals(id)).findFirst().orElseThrow();
  }

  private Repository repository(String url) {
    VaultPackage pack = repositories.get(url);
    return proxy(Repository.class, (method, arguments) -> switch (method) {
      case "getURI" -> URI.create(url);
      case "getFeatures" -> new Feature[] {feature(pack)};
      default -> throw new UnsupportedOperationException(method);
    });
  }

  private static Feature feature(VaultPackage pack) {
    List<BundleInfo> bundles = pack.bundles().stream().map(part -> proxy(BundleInfo.class, (method, arguments) -> "vault:sha256-" + part.sha256())).toList();
    return proxy(Feature.class, (method, arguments) -> switch (method) {
      case "getId" -> id(pack);
      case "getBundles" -> bundles;
      default -> throw new UnsupportedOperationException(method);
    });
  }

  private static String id(VaultPackage pack) {
    return pack.featureName() + "/" + pack.version();
  }

  @SuppressWarnings("unchecked")
  private static Set<String> strings(Object set) {
    return (Set<String>) set;
  }

  private interface Call {
    Object on(String method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> call.on(method.getName(), arguments)));
  }
}
