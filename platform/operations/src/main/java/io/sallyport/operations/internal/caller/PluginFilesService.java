package io.sallyport.operations.internal.caller;

import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The files of one calling bundle's package. A refusal is recorded once until it is over, at most {@value #MOST_RECORDED} at a time: a plugin
 * that asks for ever new names fills neither memory nor the log. Thread-safe.
 */
@Component(service = PluginFiles.class, scope = ServiceScope.BUNDLE)
public final class PluginFilesService implements PluginFiles {
  static final int MOST_RECORDED = 64;

  private final String caller;
  private final PackageDirectory files;
  private final AuditLog log;
  private final Map<String, String> recorded = new ConcurrentHashMap<>();

  @Activate
  public PluginFilesService(ComponentContext context, BundleContext platform, @Reference AuditLog log) {
    this(CallingPackage.of(context.getUsingBundle()), data(platform), log);
  }

  PluginFilesService(String caller, Path data, AuditLog log) {
    this.caller = caller;
    this.files = new PackageDirectory(data, caller);
    this.log = log;
  }

  @Override
  public Path directory() {
    return recorded("directory", files::make);
  }

  @Override
  public char[] secret(String name) {
    return recorded(PackageDirectory.isSecret(name) ? "secret/" + name : "secret", () -> files.secret(name));
  }

  private <T> T recorded(String object, Supplier<T> call) {
    return Refused.asIllegalState(() -> {
      try {
        T result = call.get();
        recorded.remove(object);
        return result;
      } catch (RefusedException refused) {
        record(object, refused.refusal());
        throw refused;
      }
    });
  }

  private void record(String object, Refusal refusal) {
    if (!recorded.containsKey(object) && recorded.size() >= MOST_RECORDED) {
      return;
    }
    if (!refusal.code().equals(recorded.put(object, refusal.code()))) {
      log.append(AuditEntry.of("plugin.refused").system(caller).action("use").object(object).outcome(Outcome.REFUSED).code(refusal.code())
          .reason(refusal.what()).build());
    }
  }

  private static Path data(BundleContext platform) {
    return Path.of(Optional.ofNullable(platform.getProperty("sallyport.data"))
        .orElseThrow(() -> new IllegalStateException("the property sallyport.data is not set")));
  }
}
