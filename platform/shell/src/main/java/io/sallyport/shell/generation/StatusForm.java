package io.sallyport.shell.generation;

import io.sallyport.provision.ProvisionStatus.PackageStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How running packages are shown. */
public final class StatusForm {
  public static final List<String> COLUMNS = List.of("Package", "Version", "Kind", "State", "Health", "Calls", "Errors", "Open", "Detail");

  private StatusForm() {}

  public static List<Object> row(PackageStatus pack) {
    return List.of(pack.version().name(), pack.version().version(), pack.version().kind().label(), state(pack), !pack.healthy() ? "FAILED" : pack.degraded() ? "DEGRADED" : "ok",
        pack.calls(), pack.errors(), pack.leases(), pack.traffic().map(words -> words + "; ").orElse("") + pack.detail());
  }

  private static String state(PackageStatus pack) {
    return !pack.active() ? "NOT ACTIVE" : pack.traffic().isPresent() ? "candidate" : "active";
  }

  public static Map<String, Object> json(PackageStatus pack) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", pack.version().name());
    json.put("version", pack.version().version());
    json.put("kind", pack.version().kind().label());
    json.put("digest", pack.version().digest());
    json.put("active", pack.active());
    pack.traffic().ifPresent(words -> json.put("traffic", words));
    json.put("healthy", pack.healthy());
    json.put("degraded", pack.degraded());
    json.put("calls", pack.calls());
    json.put("errors", pack.errors());
    json.put("leases", pack.leases());
    json.put("detail", pack.detail());
    return json;
  }
}
